"""Each attempt to tell a person the answer, by which means and what became of it (R6–R8).

An attempt by message waits for the gateway's word; one by hand is recorded with its outcome. Once settled a row never
changes (triggers). The first that succeeded makes the ``Answer``, whose moment is what "on time" measures.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ContactMeans
from correspondence.models import Notice

from ..enums import AttemptState, NotReached
from .objection import Objection
from .record import OfRequest
from .support_request import SupportRequest


class AnswerAttempt(OfRequest):
    """``objection`` where the answer to one is told; numbers are the request's, over both."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="answer_attempts")
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="answer_attempts")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(_("means"), max_length=10, choices=ContactMeans)
    state = models.CharField(_("outcome"), max_length=8, choices=AttemptState)
    not_reached = models.CharField(_("why it did not arrive"), max_length=12, choices=NotReached, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attempt to tell the answer")
        verbose_name_plural = _("attempts to tell the answer")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["support_request", "number"], name="answerattempt_number_once"),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state=AttemptState.WAITING, objection__isnull=True),
                name="answerattempt_waits_once",
                violation_error_message=_("The answer is on its way already."),
            ),
            models.UniqueConstraint(
                fields=["objection"],
                condition=Q(state=AttemptState.WAITING),
                name="answerattempt_of_objection_waits_once",
                violation_error_message=_("The answer is on its way already."),
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.WAITING, settled_at__isnull=True, notice__isnull=False)
                | (~Q(state=AttemptState.WAITING) & Q(settled_at__isnull=False)),
                name="answerattempt_settled_has_a_moment",
                violation_error_message=_("What is on its way is a notice; what is settled has its moment."),
            ),
            models.CheckConstraint(
                condition=(Q(state=AttemptState.FAILED) & ~Q(not_reached=""))
                | (~Q(state=AttemptState.FAILED) & Q(not_reached="")),
                name="answerattempt_failed_says_why",
                violation_error_message=_("An attempt that failed says why, another does not."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.number} {self.state}"
