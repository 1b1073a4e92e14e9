"""An association's own changes to the official holidays, kept as rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import OverrideKind
from .association import Association


class CalendarOverride(models.Model):
    """A day off added, or an official day on which this association works."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="calendar_overrides")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=24, choices=OverrideKind)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of the calendar")
        verbose_name_plural = _("changes of the calendar")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "day"],
                name="calendaroverride_one_a_day",
                violation_error_message=_("This day was changed already: remove that change first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.kind}"
