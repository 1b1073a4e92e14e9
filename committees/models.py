"""Bodies that study and decide, and their seats. Sessions, votes and minutes come with "committees"."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.enums import BodyKind
from associations.models import Association


class Position(models.TextChoices):
    CHAIR = "chair", _("Chair")
    HEAD = "head", _("Head")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")


DECIDING_POSITIONS = (Position.CHAIR, Position.HEAD)


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


class SeatQuerySet(models.QuerySet["Seat"]):
    def held_on(self, day: date) -> SeatQuerySet:
        """Seats whose term covers the day."""
        return self.filter(from_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gte=day))

    def that_decide(self) -> SeatQuerySet:
        """Chairs and heads, as long as they work here."""
        return self.filter(
            position__in=DECIDING_POSITIONS, membership__is_active=True, membership__user__is_active=True
        )


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
