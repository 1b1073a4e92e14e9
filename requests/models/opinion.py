"""A second opinion: a question to another researcher, and what they answer beside the first recommendation (R13)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Outcome
from .record import OfRequest
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class SecondOpinion(OfRequest):
    """``number`` counts the opinions of one request, for addresses. What was given stays as it is (triggers)."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    asked_of = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("last day of the answer"))
    reminded_at = models.DateTimeField(null=True)
    text = models.TextField(_("opinion"), max_length=4000, blank=True)
    outcome = models.CharField(_("recommendation"), max_length=16, choices=Outcome, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["support_request", "number"], name="secondopinion_number_once"),
            models.UniqueConstraint(
                fields=["support_request", "asked_of"],
                condition=Q(given_at__isnull=True),
                name="secondopinion_open_once",
                violation_error_message=_("This researcher is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, text="", outcome="", amount__isnull=True)
                | (Q(given_at__isnull=False) & ~Q(text="")),
                name="secondopinion_open_or_given",
                violation_error_message=_("An opinion is given in words, at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(outcome__in=[Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED]),
                name="secondopinion_amount_is_recommended",
                violation_error_message=_("An amount goes with a recommendation to accept."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.number}"
