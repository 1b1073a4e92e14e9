"""How the clock may be used under a policy version: standing still, extending, and who is warned when (R6–R8).

A version without rows allows neither and warns by the defaults. Rows share the fate of their version: none is
changed once it is in force (triggers).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import PauseReason, Warned
from .policy import PolicyVersion


class ClockRules(models.Model):
    """Limits in calendar days; an extension of 0 days means that none is allowed."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="clock_rules")
    longest_pause = models.PositiveSmallIntegerField(_("days a case may stand still in all"), default=30)
    longest_extension = models.PositiveSmallIntegerField(_("days a case may be extended in all"), default=0)

    class Meta:
        verbose_name = _("rules on the clock")
        verbose_name_plural = _("rules on the clock")
        constraints = [
            models.CheckConstraint(
                condition=Q(longest_pause__lte=365, longest_extension__lte=365),
                name="clockrules_within_a_year",
                violation_error_message=_("Standing still and extensions are at most 365 days each."),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class PolicyPauseReason(models.Model):
    """A reason for which the policy lets a case stand still."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="pause_reasons")
    reason = models.CharField(_("reason"), max_length=16, choices=PauseReason)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "reason"], name="policypausereason_once")]

    def __str__(self) -> str:
        return self.get_reason_display()


class PolicyWarning(models.Model):
    """Who is warned how many calendar days before the last day of an answer."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="warnings")
    days_before = models.PositiveSmallIntegerField(_("days before the last day"))
    to = models.CharField(_("who is warned"), max_length=8, choices=Warned)

    class Meta:
        ordering = ["-days_before", "to"]
        constraints = [
            models.UniqueConstraint(fields=["version", "days_before", "to"], name="policywarning_once"),
            models.CheckConstraint(condition=Q(days_before__lte=60), name="policywarning_within_sixty_days"),
        ]

    def __str__(self) -> str:
        return f"{self.days_before} {self.to}"
