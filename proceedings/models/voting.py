"""What is put to the vote on an item, and the votes (R6–R9)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committees.enums import Choice, Result
from committees.models import Seat
from requests.enums import AfterReversal, MustBeMet, ObjectionOutcome, Outcome, SettledUrgent
from requests.models import RefusalReason
from requests.models.stipulation import StipulatedWords
from requests.stipulating import MOST

from ..enums import Basis
from .docket import Item
from .session import OfAssociation

PERSON = settings.AUTH_USER_MODEL
# what may be put to the vote: each kind of matter has its own (``matters``)
OUTCOMES = [*Outcome.choices, *ObjectionOutcome.choices, *SettledUrgent.choices, *Basis.choices]


class Motion(OfAssociation):
    """What is put to the vote on an item, in the words of its decision; then what the votes came to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="motions")
    outcome = models.CharField(_("decision"), max_length=16, choices=OUTCOMES)
    new_outcome = models.CharField(_("decided instead"), max_length=16, choices=Outcome, blank=True)
    afterwards = models.CharField(_("what was given"), max_length=10, choices=AfterReversal, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    refusal_reason = models.ForeignKey(RefusalReason, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = models.TextField(_("reasons"))
    handover = models.CharField(_("how it is delivered"), max_length=300, blank=True)
    to_bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    moved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    needed = models.PositiveSmallIntegerField(_("members needed"))
    entitled = models.PositiveSmallIntegerField(_("members entitled"))
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")  # who presided
    present = models.PositiveSmallIntegerField(_("members present"), null=True)
    # of a secret vote alone, where the votes name no choice: how many of each, with nothing that leads to a seat
    secret_for = models.PositiveSmallIntegerField(null=True)
    secret_against = models.PositiveSmallIntegerField(null=True)
    secret_abstaining = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(closed_at__isnull=True),
                name="motion_one_open_each_item",
                violation_error_message=_("A motion is being voted on already."),
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(result="carried"), name="motion_one_carries_each_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, present__isnull=True, result="")
                | Q(closed_at__isnull=False, present__isnull=False) & ~Q(result=""),
                name="motion_closed_with_its_result",
                violation_error_message=_("A vote that is over has a result."),
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.CARRIED) | Q(present__gte=F("needed")),
                name="motion_carried_with_quorum",
                violation_error_message=_("Nothing is carried without a quorum."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED, refusal_reason__isnull=False, amount__isnull=True)
                | ~Q(outcome=Outcome.REFUSED) & Q(refusal_reason__isnull=True),
                name="motion_refusal_has_its_reason",
                violation_error_message=_("A refusal states its reason and no amount."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=ObjectionOutcome.CHANGED) ^ Q(new_outcome=""),
                name="motion_changed_says_to_what",
                violation_error_message=_("Choose what is decided instead."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=SettledUrgent.REVERSED) ^ Q(afterwards=""),
                name="motion_reversed_says_what_follows",
                violation_error_message=_("Say what happens to what was given: is it recovered or not?"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.outcome}"

    @property
    def is_secret(self) -> bool:
        return self.secret_for is not None


class MotionStipulation(StipulatedWords, OfAssociation):
    """A condition that the motion puts to the vote with it; carried, it becomes one of the decision."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="stipulations")

    class Meta:
        verbose_name = _("condition of a motion")
        verbose_name_plural = _("conditions of motions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "position"], name="motionstipulation_position_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST),
                name="motionstipulation_few",
                violation_error_message=_("A decision has at most eight conditions."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(needed__in=MustBeMet.values),
                name="motionstipulation_says_something",
                violation_error_message=_("A condition says what is asked, and if the delivery waits for it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.position}"


class Vote(OfAssociation):
    """One vote of one seat on one motion; ``dissent`` is what the member wishes to have in the minutes.

    In a secret vote it says that the member voted and nothing more: no choice, and the motion's moment for its own.
    """

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(pgettext_lazy("vote", "vote"), max_length=8, choices=Choice, blank=True)
    dissent = models.CharField(_("dissent for the minutes"), max_length=1000, blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("vote", "vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "seat"], name="vote_once", violation_error_message=_("This member has voted.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.seat_id}"
