"""Conflicts that the records show by themselves, for each member and each case (R6–R9).

Whoever studied a request takes no part in deciding it: that one is pinned at once. A family name in common is only a
hint, shown to who runs the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from committees.models import Seat
from core.names import fold

from .enums import Ground
from .models import Item


class Hint(NamedTuple):
    seat: Seat
    ground: Ground


def studied_it(support_request: Any, seats: Iterable[Seat]) -> list[Seat]:
    """Seats of whoever studied the request, now or before: their advice stands in it."""
    studied = {support_request.researcher_id, *(row.by_id for row in support_request.recommendations.all())}
    return [seat for seat in seats if seat.membership.user_id in studied]


def hints(item: Item, seats: Iterable[Seat]) -> list[Hint]:
    """Members who share the beneficiary's family name and are not recused yet. No query beyond loaded rows."""
    aside = {row.seat_id for row in item.recusals.all()}
    family = fold(item.support_request.beneficiary.family_name)
    return [
        Hint(seat, Ground.SAME_NAME)
        for seat in seats
        if seat.pk not in aside and family and family in fold(seat.membership.user.name_ar).split()
    ]
