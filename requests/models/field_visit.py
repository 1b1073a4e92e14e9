"""A field visit: planned for somebody and a day, reported once with findings room by room and photos (R13).

A report is never changed (triggers); it stands beside the request for the body. What was seen of health is sealed.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import KeptFile
from core.sealed import Sealed

from ..enums import Met, VisitStanding
from .record import OfRequest
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class FieldVisit(OfRequest):
    """``number`` counts the visits of one request, for addresses."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="field_visits")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    visitor = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField(_("planned for"))
    address = models.CharField(_("address"), max_length=300)
    note = models.CharField(_("what to look at"), max_length=500, blank=True)
    planned_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    standing = models.CharField(max_length=9, choices=VisitStanding, default=VisitStanding.PLANNED)

    class Meta:
        verbose_name = _("field visit")
        verbose_name_plural = _("field visits")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["support_request", "number"], name="fieldvisit_number_once"),
            models.UniqueConstraint(
                fields=["support_request", "visitor"],
                condition=Q(standing=VisitStanding.PLANNED),
                name="fieldvisit_planned_once",
                violation_error_message=_("A visit by this person is planned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.number}"


class VisitReport(OfRequest):
    """One for a visit: the day, who was met, what was found in each room of life, and what follows from it."""

    visit = models.OneToOneField(FieldVisit, on_delete=models.PROTECT, related_name="report")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visited_on = models.DateField(_("visited on"))
    met = models.CharField(_("who was met"), max_length=10, choices=Met)
    met_name = models.CharField(_("name"), max_length=150, blank=True)
    housing = models.TextField(_("housing"), blank=True)
    household = models.TextField(_("household"), blank=True)
    income = models.TextField(_("income and obligations"), blank=True)
    education = models.TextField(_("education and work"), blank=True)
    health_sealed = models.TextField(blank=True)
    conclusion = models.TextField(_("what follows from it"))
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    health = Sealed()

    class Meta:
        verbose_name = _("report of a visit")
        verbose_name_plural = _("reports of visits")
        constraints = [
            models.CheckConstraint(
                condition=~Q(conclusion=""),
                name="visitreport_concludes",
                violation_error_message=_("A report says what follows from the visit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.visited_on}"


class VisitPhoto(KeptFile, OfRequest):
    """A photo of a visit, written anew from its pixels."""

    report = models.ForeignKey(VisitReport, on_delete=models.PROTECT, related_name="photos")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)
