"""What is recorded on the way: talk, decision with its remedy, answer, attempts to reach, confirmation. Never changed.

Decision, answer and confirmation are one for each round; reopening begins the second and last round.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association, ClockMoment, ClockPromise
from core.models import HistoryEvent

from ..enums import RIGHT, Finding, Means
from .complaint import Complaint

PERSON = settings.AUTH_USER_MODEL


class OfComplaint(models.Model):
    """A row of one case; ``by`` is empty where the person did it by the tracking code."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Message(OfComplaint):
    """One utterance of the two-way talk; the association's where ``by`` is a member of its staff."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField(_("message"), max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(text__gt=""), name="message_says_something")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.at:%Y-%m-%d}"


class Resolution(OfComplaint):
    """What was found and what is done about it, in the order of remedies: apology, putting right, money, change."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="resolutions")
    round = models.PositiveSmallIntegerField()
    finding = models.CharField(_("finding"), max_length=10, choices=Finding)
    reasons = models.TextField(_("reasons"), max_length=4000)
    apology = models.TextField(_("apology"), max_length=1000, blank=True)
    putting_right = models.TextField(_("what is put right"), max_length=1000, blank=True)
    money = models.DecimalField(_("money"), max_digits=12, decimal_places=2, null=True, blank=True)
    service_change = models.TextField(_("change of the service"), max_length=1000, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="resolution_one_each_round"),
            models.CheckConstraint(
                condition=Q(reasons__gt=""),
                name="resolution_is_reasoned",
                violation_error_message=_("A decision states its reasons."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(finding__in=RIGHT)
                    & (
                        Q(apology__gt="")
                        | Q(putting_right__gt="")
                        | Q(money__isnull=False, money__gt=0)
                        | Q(service_change__gt="")
                    )
                )
                | (~Q(finding__in=RIGHT) & Q(apology="", putting_right="", service_change="", money__isnull=True)),
                name="resolution_right_means_remedy",
                violation_error_message=_("What is upheld has a remedy; what is not has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.finding}"


class Reply(OfComplaint):
    """The moment the person was told, and how; "on time" is measured by it."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    means = models.CharField(_("means"), max_length=10, choices=Means)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="reply_one_each_round")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.means}"


class ContactAttempt(OfComplaint):
    """An attempt to reach the person after the answer, without success; three of them allow closing."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="attempts")
    round = models.PositiveSmallIntegerField()
    means = models.CharField(_("means"), max_length=10, choices=Means)
    note = models.CharField(_("what happened"), max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(note__gt=""), name="contactattempt_says_what_happened")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.at:%Y-%m-%d}"


class Confirmation(OfComplaint):
    """The person said that the matter is settled: by the code, or to a member of staff who wrote it down."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="confirmations")
    round = models.PositiveSmallIntegerField()
    note = models.CharField(_("in the person's words"), max_length=300, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="confirmation_one_each_round")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.round}"


class ComplaintEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")


class ComplaintMoment(ClockMoment):
    case = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="moments")


class ComplaintPromise(ClockPromise):
    case = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="promises")
