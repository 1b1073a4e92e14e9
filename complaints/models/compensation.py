"""Compensation for proven harm (M1–M4): the case, its basis, the negotiation, the settlement and the payment.

Minutes, approvals, rulings, offers and what follows are rows that are added and not changed; see the triggers.
"""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.models import Association, PolicyVersion
from beneficiaries.models import Beneficiary
from core.models import HistoryEvent
from correspondence.models import Letter
from requests.enums import SignatureMethod

from ..compensation_workflow import OF_COMMITTEE, OF_MANAGEMENT, CompensationStatus
from ..enums import HarmKind, PaymentMethod, Side
from ..hidden import hidden_from
from .complaint import Complaint, ComplaintSubject

PERSON = settings.AUTH_USER_MODEL


class CompensationQuerySet(models.QuerySet[Any]):
    """Rows are reached through ``association.compensation_cases``."""

    def visible_to(self, membership: Any) -> Self:
        """Those who handle compensation: all but what is, or may be, about them, or in which they take no part."""
        if Permission.HANDLE_COMPENSATION not in membership.permissions:
            return self.none()
        about = ComplaintSubject.objects.filter(
            complaint=OuterRef("complaint_id"), membership=membership, cleared_at__isnull=True
        )
        rows = self.filter(association_id=membership.association_id)
        return rows.exclude(Exists(about)).exclude(hidden_from(membership))

    def awaiting(self, membership: Any) -> Self:
        """This member's move: the committee's until there is a basis, then management's until it is closed."""
        statuses: tuple[str, ...] = ()
        if Permission.HANDLE_COMPLAINT in membership.permissions:
            statuses += OF_COMMITTEE
        if Permission.OVERSEE_COMPLAINTS in membership.permissions:
            statuses += OF_MANAGEMENT
        return self.filter(status__in=statuses)

    def newest_first(self, before: int | None = None) -> Self:
        rows = self.order_by("-pk")
        return rows.filter(pk__lt=before) if before else rows

    def for_pages(self) -> Self:
        """With what the page of one case shows. One query."""
        return self.select_related("association", "policy_version", "complaint", "beneficiary", "opened_by__user")


class CompensationCase(models.Model):
    """Harm that a person says the association caused: of its kind, extent and causes, with evidence."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="compensation_cases")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20)
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, null=True, blank=True, related_name="compensation_cases"
    )
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, null=True, blank=True, related_name="compensation_cases"
    )
    person_name = models.CharField(_("name"), max_length=150)
    harm_kind = models.CharField(_("kind of harm"), max_length=10, choices=HarmKind)
    extent = models.TextField(_("extent of the harm"), max_length=2000)
    causes = models.TextField(_("causes of the harm"), max_length=2000)
    evidence = models.TextField(_("evidence"), max_length=2000)
    occurred_on = models.DateField(_("day of the harm"))
    claimed = models.DecimalField(_("amount claimed"), max_digits=12, decimal_places=2, null=True, blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=CompensationStatus, default=CompensationStatus.OPENED
    )
    status_since = models.DateTimeField(_("status since"))
    version = models.PositiveIntegerField(default=1)
    opened_on = models.DateField(_("opened on"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    objects = CompensationQuerySet.as_manager()

    class Meta:
        verbose_name = _("compensation case")
        verbose_name_plural = _("compensation cases")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="compensation_reference_once"),
            models.CheckConstraint(
                condition=Q(occurred_on__lte=F("opened_on")),
                name="compensation_harm_has_happened",
                violation_error_message=_("The day of the harm cannot be in the future."),
            ),
            models.CheckConstraint(
                condition=Q(person_name__gt="", extent__gt="", causes__gt="", evidence__gt=""),
                name="compensation_harm_is_described",
                violation_error_message=_("Name the person, and the harm's extent, causes and evidence."),
            ),
            models.CheckConstraint(
                condition=Q(claimed__isnull=True) | Q(claimed__gt=0),
                name="compensation_claimed_is_positive",
                violation_error_message=_("Enter an amount greater than zero."),
            ),
        ]
        indexes = [models.Index(fields=["association", "-id"], name="compensation_newest")]

    def __str__(self) -> str:
        return self.reference


class OfCase(models.Model):
    """A row of one case: when it was written, and by whom."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class InvestigationMinutes(OfCase):
    """Minutes with the four parts of M2. Corrected until the first approval; after it new minutes are needed."""

    case = models.ForeignKey(CompensationCase, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(_("number"))
    dated_on = models.DateField(_("day of the minutes"))
    harm = models.TextField(_("the harm"), max_length=2000)
    extent = models.TextField(_("extent of the harm"), max_length=2000)
    causes = models.TextField(_("causes of the harm"), max_length=2000)
    recorded_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="investigationminutes_number_once"),
            models.CheckConstraint(
                condition=Q(harm__gt="", extent__gt="", causes__gt=""),
                name="investigationminutes_have_their_parts",
                violation_error_message=_("Minutes state their day, the harm, its extent and its causes."),
            ),
            models.CheckConstraint(
                condition=Q(dated_on__lte=F("recorded_on")),
                name="investigationminutes_not_of_tomorrow",
                violation_error_message=_("Minutes cannot be of a day to come."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.number}"


class MinutesMember(models.Model):
    """A follow-up member named in the minutes, whose approval they need."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(InvestigationMinutes, on_delete=models.PROTECT, related_name="named")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "membership"], name="minutesmember_once")]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.membership_id}"


class CommitteeApproval(OfCase):
    """A named member approved the minutes; recorded by that member alone."""

    minutes = models.ForeignKey(InvestigationMinutes, on_delete=models.PROTECT, related_name="approvals")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "membership"],
                name="committeeapproval_once",
                violation_error_message=_("You approved these minutes already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.membership_id}"


class Ruling(OfCase):
    """A ruling of a court or a competent authority (M3); one that became final later is a row of its own."""

    case = models.ForeignKey(CompensationCase, on_delete=models.PROTECT, related_name="rulings")
    authority = models.CharField(_("authority"), max_length=200)
    number = models.CharField(_("number of the ruling"), max_length=60)
    dated_on = models.DateField(_("day of the ruling"))
    is_final = models.BooleanField(_("final"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dated_on__lte=F("recorded_on")),
                name="ruling_not_of_tomorrow",
                violation_error_message=_("A ruling cannot be of a day to come."),
            ),
            models.CheckConstraint(
                condition=Q(authority__gt="", number__gt=""),
                name="ruling_has_authority_and_number",
                violation_error_message=_("A ruling has its authority and number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.number}"


class CompensationOffer(OfCase):
    """One statement of one side; the other side answers by accepting it or by an offer of its own."""

    case = models.ForeignKey(CompensationCase, on_delete=models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField(_("number"))
    side = models.CharField(_("side"), max_length=12, choices=Side)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    remedy = models.TextField(_("what is done instead"), max_length=1000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=1000, blank=True)
    made_on = models.DateField()
    valid_until = models.DateField(_("last day of the offer"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="compensationoffer_number_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, amount__gt=0) | Q(amount__isnull=True, remedy__gt=""),
                name="compensationoffer_offers_something",
                violation_error_message=_("An offer has an amount, or says what is done instead."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("made_on")),
                name="compensationoffer_ends_after_it_is_made",
                violation_error_message=_("The last day of the offer has passed: choose a later one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.number}"


class Acceptance(OfCase):
    """The one offer that both sides agree on."""

    case = models.OneToOneField(CompensationCase, on_delete=models.PROTECT, related_name="acceptance")
    offer = models.OneToOneField(CompensationOffer, on_delete=models.PROTECT, related_name="acceptance")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    accepted_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.case_id}: {self.offer_id}"


class Settlement(OfCase):
    """The settlement and release as a registered letter."""

    case = models.OneToOneField(CompensationCase, on_delete=models.PROTECT, related_name="settlement")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.letter_id}"


class SettlementSignature(OfCase):
    """One side's signature under the settlement: the name, how, and when."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    signed_name = models.CharField(_("name signed"), max_length=150)
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "side"], name="settlementsignature_once_a_side"),
            models.CheckConstraint(condition=Q(signed_name__gt=""), name="settlementsignature_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id}: {self.side}"


class CompensationPayment(OfCase):
    """What was agreed was given, once, and somebody received it."""

    case = models.OneToOneField(CompensationCase, on_delete=models.PROTECT, related_name="payment")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(_("day of payment"))
    received_by = models.CharField(_("received by"), max_length=150)
    method = models.CharField(_("method of payment"), max_length=10, choices=PaymentMethod)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_on__lte=F("recorded_on")),
                name="compensationpayment_not_of_tomorrow",
                violation_error_message=_("The day of payment cannot be in the future."),
            ),
            models.CheckConstraint(
                condition=Q(received_by__gt=""),
                name="compensationpayment_is_receipted",
                violation_error_message=_("Write who received it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.paid_on}"


class CompensationEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CompensationCase, on_delete=models.PROTECT, related_name="events")
