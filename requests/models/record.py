"""What is recorded on a support request on its way: checks, signature, study, decision, answer.

One decision and one answer each: kept by unique constraints, so that two people at once make one.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import AgreedText, Association, ClockMoment, ClockPromise
from beneficiaries.models import ContactMeans, FileDocument, Signature
from committees.models import Committee
from core.models import HistoryEvent
from correspondence.models import Letter

from ..enums import ItemState, Outcome, PaperCalendar, SignatureMethod
from ..paper_validity import Validity, validity
from ..querysets import DecisionQuerySet
from .refusal import RefusalReason
from .service_version import ChecklistItem
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class OfRequest(models.Model):
    """A row that belongs to one request and to its association."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ChecklistEntry(OfRequest):
    """What was found for one line, by whom and when; validity is judged on that day (R2)."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="checklist")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("finding"), max_length=12, choices=ItemState, default=ItemState.MISSING)
    issued_on = models.DateField(_("date of the paper"), null=True, blank=True)
    issued_in = models.CharField(max_length=9, choices=PaperCalendar, blank=True)  # its months are counted there
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    checked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    from_document = models.ForeignKey(
        FileDocument, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("from the file")
    )

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["support_request", "item"], name="checklistentry_once"),
            models.CheckConstraint(
                condition=Q(state=ItemState.MISSING) | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="checklistentry_checked_by_somebody",
                violation_error_message=_("A line is ticked by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(from_document__isnull=True) | Q(state=ItemState.MATCHED),
                name="checklistentry_from_the_file_matches",
                violation_error_message=_("A line for which a document of the file is used is matched."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, issued_in="")
                | Q(issued_on__isnull=False, issued_in__in=PaperCalendar.values),
                name="checklistentry_dated_in_a_calendar",
                violation_error_message=_("The date of a paper stands in one of the two calendars."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="checklistentry_valid_after_its_date",
                violation_error_message=_("A paper cannot end before its date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"

    def is_missing(self, on: date) -> bool:
        """Mandatory and not matched, or matched with a paper that is not valid on the day."""
        if self.state == ItemState.MATCHED:
            return self.validity(on).problem is not None
        return self.item.is_mandatory

    def validity(self, on: date) -> Validity:
        """What the paper that was found is worth on the day; its end was reckoned when it was looked at."""
        return validity(
            months=self.item.months,
            issued_on=self.issued_on,
            calendar=self.issued_in,
            written_end=self.expires_on,
            on=on,
        )

    def why_not(self, on: date) -> str:
        """Why the paper that was found no longer answers its line; empty where it does, or none was found."""
        return self.validity(on).because() if self.state == ItemState.MATCHED else ""


class Declaration(OfRequest):
    """The applicant's signed statement that the facts are right (R5, B3); ``digest`` fixes what was signed."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="declarations")
    text = models.TextField(_("text"))
    agreed_text = models.ForeignKey(AgreedText, on_delete=models.PROTECT, null=True, related_name="+")  # its version
    digest = models.CharField(max_length=64)
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, related_name="+")  # its proof
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod)
    signed_name = models.CharField(_("name signed"), max_length=150)
    signed_at = models.DateTimeField()
    witnessed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.method}"


class Recommendation(OfRequest):
    """The researcher's advice to the reviewing body; a later one stands beside the earlier."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="recommendations")
    outcome = models.CharField(_("recommendation"), max_length=16, choices=Outcome)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    findings = models.TextField(_("findings of the study"))
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.outcome}"


class RecommendationDraft(OfRequest):
    """A recommendation that is ready and waits to be put before the body; one for a request, gone once it was put."""

    support_request = models.OneToOneField(
        SupportRequest, on_delete=models.CASCADE, related_name="recommendation_draft"
    )
    outcome = models.CharField(_("recommendation"), max_length=16, choices=Outcome)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    findings = models.TextField(_("findings of the study"))
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a recommendation")
        verbose_name_plural = _("drafts of recommendations")

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.outcome}"


class Decision(OfRequest):
    """The body's decision: one for a request, by whoever heads the body, with its letter."""

    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="decision")
    body = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("decision"), max_length=16, choices=Outcome)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    refusal_reason = models.ForeignKey(
        RefusalReason, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reason of refusal")
    )
    reasons = models.TextField(_("reasons"))
    handover = models.CharField(_("how it is delivered"), max_length=300, blank=True)
    to_bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED, refusal_reason__isnull=False, amount__isnull=True)
                | (~Q(outcome=Outcome.REFUSED) & Q(refusal_reason__isnull=True)),
                name="decision_refusal_has_its_reason",
                violation_error_message=_("A refusal states its reason and no amount."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="decision_is_reasoned",
                violation_error_message=_("A decision states its reasons."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.outcome}"


class Answer(OfRequest):
    """The moment the person was told, and how: this is what "on time" measures (R6 to R8)."""

    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="answer")
    means = models.CharField(_("means"), max_length=10, choices=ContactMeans)
    given_at = models.DateTimeField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.means}"


class RequestEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="events")


class RequestMoment(ClockMoment):
    case = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="moments")


class RequestPromise(ClockPromise):
    case = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="promises")
