"""Who decides alone and takes no part in one request: by a record, or by their own word (R6–R9, decision 31)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Seat

from .record import OfRequest
from .support_request import SupportRequest


class HeadAside(OfRequest):
    """A head, or the deputy who stands in, decides nothing of the request and finds nothing of it. It stays."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="heads_aside")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("why"), max_length=1000)
    is_declared = models.BooleanField(_("declared by the member"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("head who takes no part")
        verbose_name_plural = _("heads who take no part")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "seat"],
                name="headaside_once",
                violation_error_message=_("This member takes no part in the request already."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="headaside_is_reasoned",
                violation_error_message=_("Write the reason: it stays in the history."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.seat_id}"
