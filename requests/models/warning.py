"""A warning that was given before an answer became late: once for each last day, step and person (R6–R8)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.enums import Warned

from .record import OfRequest
from .support_request import SupportRequest


class DueWarning(OfRequest):
    """Rows are added and never changed (triggers)."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="warnings")
    due_on = models.DateField(_("last day"))
    days_before = models.PositiveSmallIntegerField(_("days before the last day"))
    who = models.CharField(_("who was warned"), max_length=8, choices=Warned)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "due_on", "days_before", "who", "to"], name="duewarning_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.days_before} {self.who}"
