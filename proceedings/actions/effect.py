"""A carried motion becomes the decision of its matter, in the transaction that says so (R6–R9, M2)."""

from __future__ import annotations

from typing import Any

from committees.enums import Result
from committees.models import Seat

from ..matters import matter_of
from ..models import Item


def take_effect(item: Item) -> Any:
    """What was carried is recorded, with its letter where there is one, by whoever presided over the vote."""
    motion = item.motions.select_related("refusal_reason").get(result=Result.CARRIED)
    seats = Seat.objects.filter(committee=item.session.committee_id, membership__user=motion.closed_by_id)
    presided = seats.select_related("membership__user").order_by("-pk")[:1].get()
    return matter_of(item).take_effect(motion, by=presided.membership)
