"""Which areas a researcher covers, and who steps aside from a request: what an assignment is suggested by."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.models import Association

from .record import OfRequest
from .support_request import SupportRequest


class ResearcherArea(models.Model):
    """A city or district whose cases are offered to this researcher first; compared folded (``core.names``)."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(_("area"), max_length=100)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "name"],
                name="researcherarea_once",
                violation_error_message=_("This area is named already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="researcherarea_has_a_name",
                violation_error_message=_("An area has a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SteppedAside(OfRequest):
    """A researcher who has a tie to the person does not study the request: a conflict that was declared."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="stepped_aside")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "who"],
                name="steppedaside_once",
                violation_error_message=_("This researcher stepped aside already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.who_id}"
