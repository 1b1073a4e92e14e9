"""Conditions of a decision: what the person must do before the delivery, or keep to afterwards (R6–R9).

They belong to what was decided, the first decision or a revision of it, and never change. What became of one is a row
of its own each time, never rewritten: met, waived by the head of its body, or open again where it was marked wrongly.
(``condition`` is another thing: what a service asks of everybody.)
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committees.models import Committee

from ..enums import Became, MustBeMet
from ..stipulating import LONGEST, MOST
from ..stipulation_querysets import StipulationQuerySet
from .objection import Revision
from .record import Decision, OfRequest
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class StipulatedWords(models.Model):
    """What is asked, by when, and whether the delivery waits for it."""

    position = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(pgettext_lazy("of a decision", "condition"), max_length=LONGEST)
    needed = models.CharField(_("when it must be met"), max_length=6, choices=MustBeMet)
    last_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_before_delivery(self) -> bool:
        return self.needed == MustBeMet.BEFORE


class Stipulation(StipulatedWords, OfRequest):
    """``revision`` is empty where the first decision set it; ``body`` is whose head may waive it."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="stipulations")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="stipulations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="stipulations")
    body = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")

    objects = StipulationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a decision", "condition")
        verbose_name_plural = pgettext_lazy("of a decision", "conditions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"],
                condition=Q(revision__isnull=True),
                name="stipulation_position_once",
            ),
            models.UniqueConstraint(
                fields=["revision", "position"],
                condition=Q(revision__isnull=False),
                name="stipulation_revised_position_once",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST),
                name="stipulation_few",
                violation_error_message=_("A decision has at most eight conditions."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(needed__in=MustBeMet.values),
                name="stipulation_says_something",
                violation_error_message=_("A condition says what is asked, and if the delivery waits for it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "last_on", "id"],
                condition=Q(last_on__isnull=False),
                name="stipulation_by_last_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.position}"

    # of rows that were read ``with_what_became``
    @property
    def is_open(self) -> bool:
        return self.became in ("", Became.REOPENED)  # type: ignore[attr-defined]

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.last_on is not None and self.last_on < on

    def became_label(self) -> Any:
        return Became(self.became).label  # type: ignore[attr-defined]


class StipulationFact(models.Model):
    """What became of a condition at one moment: the latest row is how it stands."""

    association = models.ForeignKey("associations.Association", on_delete=models.PROTECT, related_name="+")
    stipulation = models.ForeignKey(Stipulation, on_delete=models.PROTECT, related_name="facts")
    what = models.CharField(_("what became of it"), max_length=8, choices=Became)
    words = models.CharField(_("what was seen, or why"), max_length=1000)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("what became of a condition")
        verbose_name_plural = _("what became of conditions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & Q(what__in=Became.values),
                name="stipulationfact_is_reasoned",
                violation_error_message=_("What became of a condition is said with what was seen, or why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stipulation_id}: {self.what}"
