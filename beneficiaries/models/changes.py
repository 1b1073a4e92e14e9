"""A change of somebody's situation is reported, then applied or refused by staff; and a file is confirmed (B2).

What was reported is never changed and a decided report stays decided (triggers). Where the policy asks for another
pair of eyes, the report says so from its first day and the database refuses the reporter's own applying.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from ..enums import ReportStatus
from .person import Beneficiary

PERSON = settings.AUTH_USER_MODEL


class ChangeReportQuerySet(models.QuerySet["ChangeReport"]):
    """Rows are reached through ``association.change_reports``."""

    def waiting(self) -> ChangeReportQuerySet:
        """Not decided yet, oldest first."""
        return self.filter(status=ReportStatus.WAITING).order_by("pk")


class ChangeReport(models.Model):
    """What a person, or staff for them, says has changed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="change_reports")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="change_reports")
    words_sealed = models.TextField(blank=True)  # in the person's own words: may speak of health
    stored_as = models.CharField(max_length=40, blank=True)
    media_type = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    is_from_person = models.BooleanField(_("reported by the person online"), default=False)
    needs_another = models.BooleanField(_("applied by someone else than the reporter"), default=False)
    reported_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported at"))
    status = models.CharField(_("status"), max_length=8, choices=ReportStatus, default=ReportStatus.WAITING)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    refused_because = models.CharField(_("reason told to the person"), max_length=300, blank=True)

    words = Sealed()

    objects = ChangeReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported change")
        verbose_name_plural = _("reported changes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReportStatus.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status=ReportStatus.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="changereport_decided_by_somebody",
                violation_error_message=_("A report is decided by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=(Q(status=ReportStatus.REFUSED) & ~Q(refused_because=""))
                | (~Q(status=ReportStatus.REFUSED) & Q(refused_because="")),
                name="changereport_refused_for_a_reason",
                violation_error_message=_("Write the reason; the person is told it."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.APPLIED) | Q(needs_another=False) | ~Q(decided_by=F("reported_by")),
                name="changereport_applied_by_another",
                violation_error_message=_("The policy asks that someone else apply what you reported."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "id"], condition=Q(status=ReportStatus.WAITING), name="changereport_waiting"
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class ReportedValue(models.Model):
    """One field of a report: what stood in the file on that day, and what is said to be right; both sealed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(ChangeReport, on_delete=models.PROTECT, related_name="values")
    field = models.CharField(max_length=30)
    found_sealed = models.TextField(blank=True)
    reported_sealed = models.TextField(blank=True)
    is_taken = models.BooleanField(_("taken into the file"), null=True)

    found = Sealed()
    reported = Sealed()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "field"], name="reportedvalue_once")]

    def __str__(self) -> str:
        return self.field


class FileConfirmation(models.Model):
    """Somebody said that a file is still right, as it was at this version; rows never change (triggers)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="confirmations")
    file_version = models.PositiveIntegerField()
    is_from_person = models.BooleanField(_("by the person online"))
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.beneficiary_id} {self.at:%Y-%m-%d}"


def key_of_asking(beneficiary: Any, due_on: date) -> str:
    """The notice that asks for one confirmation of one file: sent once, however often it is tried."""
    return f"confirm:{beneficiary.number}:{due_on:%Y%m%d}"
