"""What a person comes with: complaint, inquiry, technical help or suggestion (K1, K2, K7, R1).

One table for the four kinds, so that changing the kind keeps the day of receipt, the number and the talk.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import CaseKind, Channel
from associations.models import Association, ClockedCase
from beneficiaries.models import Beneficiary
from core.sealed import Sealed

from ..enums import UNANSWERED, Body, ClosedBecause, Kind, Means, Status, SubjectSource
from ..querysets import ComplaintQuerySet
from .routing import BeneficiaryCategory, FieldOfWork

REOPENINGS = 1


class Complaint(ClockedCase):
    """Named after the first of its kinds. ``owner`` answers; ``body`` is who stands behind the owner."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="complaints")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    account = models.TextField(_("what the person says"), max_length=4000)
    wish = models.TextField(_("what the person hopes for"), max_length=1000, blank=True)
    about_whom = models.CharField(_("whom it is about, in the person's words"), max_length=200, blank=True)
    category = models.ForeignKey(
        BeneficiaryCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.ForeignKey(FieldOfWork, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    is_anonymous = models.BooleanField(_("without a name"), default=False)
    person_name = models.CharField(_("name"), max_length=150, blank=True)
    mobile_sealed = models.CharField(max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    agreed_means = models.CharField(_("agreed means of contact"), max_length=10, choices=Means)
    code_hash = models.CharField(max_length=32, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RECEIVED)
    status_since = models.DateTimeField(_("status since"))
    body = models.CharField(_("handled by"), max_length=10, choices=Body)
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened_count = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause, blank=True)

    mobile = Sealed()

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint or inquiry")
        verbose_name_plural = _("complaints and inquiries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="complaint_reference_once"),
            models.UniqueConstraint(fields=["association", "code_hash"], name="complaint_code_once"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False, person_name__gt="")
                | Q(
                    is_anonymous=True,
                    person_name="",
                    mobile_sealed="",
                    email="",
                    beneficiary__isnull=True,
                    agreed_means=Means.TRACKING,
                ),
                name="complaint_anonymous_leaves_no_identity",
                violation_error_message=_(
                    "Without a name nothing of the person is kept; with one, the name is needed."
                ),
            ),
            models.CheckConstraint(
                condition=(~Q(agreed_means=Means.EMAIL) | Q(email__gt=""))
                & (~Q(agreed_means__in=[Means.SMS, Means.PHONE]) | Q(mobile_sealed__gt="")),
                name="complaint_means_can_reach",
                violation_error_message=_("The agreed means needs its address or number."),
            ),
            models.CheckConstraint(
                condition=Q(reopened_count__lte=REOPENINGS),
                name="complaint_reopened_once",
                violation_error_message=_("It can be reopened once."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNANSWERED, answered_at__isnull=True)
                | (~Q(status__in=UNANSWERED) & Q(answered_at__isnull=False)),
                name="complaint_answered_has_a_moment",
                violation_error_message=_("It is answered at a moment that is recorded."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False, closed_because__gt="")
                | (~Q(status=Status.CLOSED) & Q(closed_at__isnull=True, closed_because="")),
                name="complaint_closed_has_a_moment_and_a_ground",
                violation_error_message=_("Closed at a moment and on a ground, or not closed."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.RECEIVED) | Q(owner__isnull=False),
                name="complaint_in_hand_has_an_owner",
                violation_error_message=_("What is in hand has an owner."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "queue_on", "id"],
                condition=Q(status__in=UNANSWERED),
                name="complaint_open_queue",
            ),
            models.Index(fields=["association", "queue_on", "id"], name="complaint_by_day"),
            models.Index(fields=["association", "status", "queue_on", "id"], name="complaint_by_status"),
            models.Index(fields=["association", "-id"], name="complaint_newest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def CASE_KIND(self) -> CaseKind:  # type: ignore[override]  # a constant elsewhere, here the row says
        return CaseKind(self.kind)

    @property
    def is_unanswered(self) -> bool:
        return self.status in UNANSWERED

    @property
    def round(self) -> int:
        """0 until it is reopened, then 1: decisions, answers and attempts belong to their round."""
        return self.reopened_count

    @property
    def can_be_reopened(self) -> bool:
        return self.reopened_count < REOPENINGS

    @property
    def body_name(self) -> str:
        """As the policy names it: its follow-up committee; the front desk where it has no contact officers."""
        version = self.policy_version
        if self.body == Body.FOLLOW_UP:
            named = version.follow_up_body_en if get_language() == "en" else version.follow_up_body_ar
            return named or str(Body.FOLLOW_UP.label)
        if self.body == Body.OFFICERS and not version.has_contact_officers:
            return str(Role.DESK.label)
        return str(Body(self.body).label)


class ComplaintSubject(models.Model):
    """A member whom a case is, or may be, about: to them it does not exist, and they never own it (triggers)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="subjects")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=SubjectSource)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "membership"], name="complaintsubject_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.membership_id}"
