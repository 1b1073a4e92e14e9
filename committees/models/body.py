"""Bodies that study and decide, how each is formed, and who sits in it (R6–R9).

A formation is what a decision of the association says: it is never rewritten, the next one ends it (trigger). No two
terms of one person, nor of two chairs, lie over each other (trigger).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.enums import BodyKind
from associations.models import Association

from ..enums import DECIDING_POSITIONS, VOTING_POSITIONS, Majority, Position, TakesEffect, Way
from ..quorum import Quorum

USUAL_MINUTES, MOST_MINUTES = 10, 240  # of one item of a docket; longer is a session of its own


class Committee(models.Model):
    """A body of an association: a committee, or a department whose head decides alone (R6 to R9)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(_("kind"), max_length=24, choices=BodyKind)
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [models.UniqueConstraint(fields=["association", "kind"], name="committee_one_each_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a first day and, once it is known, a last day."""

    def held_on(self, day: date) -> Self:
        """Those whose term covers the day."""
        return self.filter(from_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gte=day))

    def coming(self, day: date) -> Self:
        """Those that begin after the day."""
        return self.filter(from_on__gt=day)

    def over(self, day: date) -> Self:
        """Those that ended before the day, the last one first."""
        return self.filter(until_on__lt=day).order_by("-until_on", "-pk")


class FormationQuerySet(PeriodQuerySet):
    def that_vote(self, day: date) -> Self:
        """Those that hold on the day and under which members decide by vote."""
        return self.held_on(day).filter(way=Way.TOGETHER)

    def that_voted(self, body: str, moment: str) -> Exists:
        """Whether the body of a row decided by vote at the row's moment; both are paths from the row."""
        day = OuterRef(f"{moment}__date")
        rows = self.filter(committee=OuterRef(body), way=Way.TOGETHER, from_on__lte=day)
        return Exists(rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=day)))


class SeatQuerySet(PeriodQuerySet):
    def of_bodies_that_decide_alone(self, day: date) -> Self:
        """Seats of bodies whose members do not decide by vote on the day. No query."""
        voting = Formation.objects.filter(committee=OuterRef("committee"))
        return self.exclude(Exists(voting.that_vote(day)))

    def of_people_here(self) -> Self:
        """Those of members who still work here."""
        return self.filter(membership__is_active=True, membership__user__is_active=True)

    def that_decide(self) -> Self:
        """Chairs and heads, as long as they work here."""
        return self.of_people_here().filter(position__in=DECIDING_POSITIONS)

    def that_vote(self) -> Self:
        return self.filter(position__in=VOTING_POSITIONS)

    def undisclosed(self, day: date) -> Self:
        """Seats held on the day whose member gave no disclosure of interests that stands. No query."""
        from .disclosure import Disclosure

        given = Disclosure.objects.filter(membership=OuterRef("membership")).standing(day)
        return self.held_on(day).of_people_here().exclude(Exists(given))


class Formation(models.Model):
    """By which decision a body stands, and how it decides while this formation holds."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="formations")
    decision_number = models.CharField(_("number of the decision"), max_length=40)
    decided_on = models.DateField(_("day of the decision"))
    from_on = models.DateField(_("holds from"))
    until_on = models.DateField(_("holds until"), null=True, blank=True)
    way = models.CharField(_("how it decides"), max_length=8, choices=Way)
    quorum_count = models.PositiveSmallIntegerField(_("members needed"), null=True, blank=True)
    quorum_parts = models.PositiveSmallIntegerField(null=True, blank=True)  # of ``quorum_whole``: 2 of 3
    quorum_whole = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_is_more = models.BooleanField(default=False)  # more than the share, not just the share
    majority = models.CharField(_("majority"), max_length=10, choices=Majority, blank=True)
    chair_casts = models.BooleanField(_("the chair's vote decides a tie"), default=False)
    circulation_days = models.PositiveSmallIntegerField(_("days to vote by circulation"), null=True, blank=True)
    item_minutes = models.PositiveSmallIntegerField(_("minutes of an item"), null=True, blank=True)  # None: the usual
    takes_effect = models.CharField(_("a decision takes effect"), max_length=8, choices=TakesEffect, blank=True)
    fallback = models.CharField(_("where no quorum can be reached"), max_length=24, choices=BodyKind, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = FormationQuerySet.as_manager()

    class Meta:
        verbose_name = _("formation of a body")
        verbose_name_plural = _("formations of bodies")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(until_on__isnull=True),
                name="formation_one_each_body",
                violation_error_message=_("This body has a formation that holds: the next one ends it."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="formation_ends_after_it_begins",
                violation_error_message=_("A formation ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(from_on__gte=F("decided_on")),
                name="formation_after_its_decision",
                violation_error_message=_("A formation holds from the day of its decision or later."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(way=Way.ALONE, majority="", takes_effect="", fallback="", chair_casts=False)
                    & Q(quorum_count__isnull=True, quorum_parts__isnull=True, quorum_whole__isnull=True)
                    & Q(quorum_is_more=False, circulation_days__isnull=True)
                )
                | (
                    Q(way=Way.TOGETHER)
                    & ~Q(majority="")
                    & ~Q(takes_effect="")
                    & (
                        Q(quorum_count__isnull=False, quorum_count__gte=1, quorum_is_more=False)
                        & Q(quorum_parts__isnull=True, quorum_whole__isnull=True)
                        | Q(quorum_count__isnull=True, quorum_parts__isnull=False, quorum_whole__isnull=False)
                        & Q(quorum_parts__gte=1, quorum_whole__gte=F("quorum_parts"))
                        & ~Q(quorum_is_more=True, quorum_parts=F("quorum_whole"))
                    )
                ),
                name="formation_has_its_rules",
                violation_error_message=_("A body that votes has a quorum and a majority; another has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id}: {self.decision_number}"

    @property
    def votes(self) -> bool:
        return self.way == Way.TOGETHER

    @property
    def minutes_of_item(self) -> int:
        """What an item takes for which no other time is planned."""
        return USUAL_MINUTES if self.item_minutes is None else self.item_minutes

    @cached_property
    def quorum(self) -> Quorum:
        """Of a body that votes."""
        if self.quorum_count is not None:
            return Quorum(count=self.quorum_count)
        return Quorum(share=Fraction(self.quorum_parts or 1, self.quorum_whole or 1), is_more=self.quorum_is_more)


class Seat(models.Model):
    """A member's seat in a body, with its term."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="seats")
    position = models.CharField(_("position"), max_length=10, choices=Position)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "membership"], condition=Q(until_on__isnull=True), name="seat_one_open_each"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(until_on__isnull=True, position__in=["chair", "head"]),
                name="seat_one_head_each_body",
                violation_error_message=_("This body has a chair or head already."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="seat_term_ends_after_it_begins",
                violation_error_message=_("The term ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id}: {self.membership_id} {self.position}"
