"""Conflicts that the records show by themselves, for each member and each case (R6–R9).

Whoever studied a request takes no part in deciding it: that one is pinned at once. A family name in common is only a
hint, shown to who runs the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from committees.models import Seat
from core.names import fold

from .enums import Ground
from .matters import matter_of
from .models import Item


class Hint(NamedTuple):
    seat: Seat
    ground: Ground


def tied(item: Item, seats: Iterable[Seat]) -> list[tuple[Seat, Ground]]:
    """Seats of those whom the records of the matter keep from it. No query beyond loaded rows."""
    grounds = matter_of(item).tied()
    return [(seat, grounds[seat.membership.user_id]) for seat in seats if seat.membership.user_id in grounds]


def hints(item: Item, seats: Iterable[Seat]) -> list[Hint]:
    """Members who share the beneficiary's family name and are not recused yet. No query beyond loaded rows."""
    aside = {row.seat_id for row in item.recusals.all()}
    file = matter_of(item).file
    family = fold(file.family_name) if file else ""
    return [
        Hint(seat, Ground.SAME_NAME)
        for seat in seats
        if seat.pk not in aside and family and family in fold(seat.membership.user.name_ar).split()
    ]
