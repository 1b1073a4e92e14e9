"""Who changed the association's payment limits or its rules of delivery, when, from what to what; never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association

from ..enums import ChangedRules


class RulesChange(models.Model):
    """``before`` and ``after`` are the numbers as they stood, in plain values."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="rules_changes")
    rules = models.CharField(_("what was changed"), max_length=10, choices=ChangedRules)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of rules")
        verbose_name_plural = _("changes of rules")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="ruleschange_changes_something",
                violation_error_message=_("A change of rules changes something."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.association_id}: {self.rules}"
