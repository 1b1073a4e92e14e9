"""An objection to a decision: a case of its own under its own clock, decided by people other than the first deciders.

The first decision stays as it was. What the objection changed, or what the reviewing body decided anew after it was
sent back, is a ``Revision``; the latest is what stands (``granting.granted``).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from associations.enums import CaseKind, Channel
from associations.models import Association, ClockedCase, ClockMoment, ClockPromise
from associations.querysets import ClockedCaseQuerySet
from committees.models import Committee, Formation
from core.models import HistoryEvent
from correspondence.models import Letter

from ..enums import AttemptState, ObjectionOutcome, ObjectionStatus, Outcome
from ..hidden import hidden_from
from .record import Decision, OfRequest
from .refusal import RefusalReason
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL
OPEN = (ObjectionStatus.RECEIVED, ObjectionStatus.DECIDED)


class ObjectionQuerySet(ClockedCaseQuerySet):
    """Rows are reached through ``association.objections``."""

    def visible_to(self, member: Any) -> ObjectionQuerySet:
        """Without those of requests in whose decision the member takes no part."""
        return self.exclude(hidden_from(member, "support_request"))

    def unanswered(self) -> ObjectionQuerySet:
        return self.filter(status__in=OPEN)

    def answer_undelivered(self) -> ObjectionQuerySet:
        """Decided, an attempt to tell failed, and nothing is on its way: the desk goes on by the next means."""
        from .answering import AnswerAttempt

        attempts = AnswerAttempt.objects.filter(objection=OuterRef("pk"))
        failed, waiting = (attempts.filter(state=state) for state in (AttemptState.FAILED, AttemptState.WAITING))
        return self.filter(Exists(failed), ~Exists(waiting), status=ObjectionStatus.DECIDED)

    def for_lists(self) -> ObjectionQuerySet:
        return self.select_related("support_request__beneficiary", "support_request__service", "body")

    def for_pages(self) -> ObjectionQuerySet:
        rows = self.for_lists().select_related(
            "association",
            "policy_version",
            "decision__decided_by",
            "decision__body",
            "decision__letter",
            "ruling__decided_by",
        )
        return rows.annotate(
            first_is_voted=Formation.objects.that_voted("decision__body", "decision__decided_at"),
            is_voted=Formation.objects.that_voted("body", "ruling__decided_at"),
        )


class Objection(ClockedCase):
    CASE_KIND = CaseKind.OBJECTION

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="objections")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20)
    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="objections")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    ground = models.TextField(_("why the person objects"), max_length=2000)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    body = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="objections")
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED)
    status_since = models.DateTimeField(_("status since"))

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="objection_reference_once"),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(status__in=[status.value for status in OPEN]),
                name="objection_one_open_each_decision",
                violation_error_message=_("An objection to this decision is open already."),
            ),
            models.CheckConstraint(
                condition=Q(status=ObjectionStatus.ANSWERED, answered_at__isnull=False)
                | (~Q(status=ObjectionStatus.ANSWERED) & Q(answered_at__isnull=True)),
                name="objection_answered_has_a_moment",
                violation_error_message=_("An objection is answered at a moment that is recorded."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "queue_on", "id"], name="objection_queue"),
            models.Index(fields=["association", "id"], name="objection_by_number"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_unanswered(self) -> bool:
        return self.status in OPEN


class Ruling(OfRequest):
    """What the body decided on an objection. ``first_decider`` and ``first_researcher`` are whom it must not be."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="ruling")
    outcome = models.CharField(_("decision"), max_length=12, choices=ObjectionOutcome)
    reasons = models.TextField(_("reasons"))
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")
    first_decider = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    first_researcher = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("first_decider"))
                & (Q(first_researcher__isnull=True) | ~Q(decided_by=F("first_researcher"))),
                name="ruling_by_somebody_else",
                violation_error_message=_("An objection is decided by people other than the first deciders."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="ruling_is_reasoned",
                violation_error_message=_("A decision states its reasons."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id}: {self.outcome}"


class Revision(OfRequest):
    """What is granted instead of the first decision, because of an objection."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="revisions")
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="revision")
    outcome = models.CharField(_("decision"), max_length=16, choices=Outcome)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    refusal_reason = models.ForeignKey(RefusalReason, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = models.TextField(_("reasons"))
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED, refusal_reason__isnull=False, amount__isnull=True)
                | (~Q(outcome=Outcome.REFUSED) & Q(refusal_reason__isnull=True)),
                name="revision_refusal_has_its_reason",
                violation_error_message=_("A refusal states its reason and no amount."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.outcome}"


class ObjectionEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="events")


class ObjectionMoment(ClockMoment):
    case = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="moments")


class ObjectionPromise(ClockPromise):
    case = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="promises")


__all__: list[Any] = [
    "Objection",
    "ObjectionEvent",
    "ObjectionMoment",
    "ObjectionPromise",
    "Revision",
    "Ruling",
]
