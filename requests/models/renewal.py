"""Until when a grant supports its person, that its end was told, and the request that renews it (R11, B6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.models import Association

from ..querysets import SupportPeriodQuerySet
from .support_request import SupportRequest


class SupportPeriod(models.Model):
    """One for a request; without one its support has no end that anybody would be told of."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="support_periods")
    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="support_period")
    ends_on = models.DateField(_("supports until"))
    told_at = models.DateTimeField(null=True)
    renewed_as = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, null=True, related_name="renews")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = SupportPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of support")
        verbose_name_plural = _("periods of support")
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(renewed_as__isnull=True) | ~models.Q(renewed_as=models.F("support_request")),
                name="supportperiod_renewed_by_another",
                violation_error_message=_("A request is renewed by another one."),
            )
        ]
        indexes = [models.Index(fields=["association", "ends_on", "id"], name="supportperiod_ends")]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.ends_on}"
