"""A carried motion becomes the decision of its matter, in the transaction that says so (R6–R9, M2)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from committees.enums import Result, TakesEffect
from committees.models import Seat
from core.errors import DomainError

from ..enums import ItemStatus
from ..matters import matter_of
from ..models import Item, Session


def take_effect(item: Item) -> Any:
    """What was carried is recorded, with its letter where there is one, by whoever presided over the vote."""
    motion = item.motions.select_related("refusal_reason").get(result=Result.CARRIED)
    seats = Seat.objects.filter(committee=item.session.committee_id, membership__user=motion.closed_by_id)
    presided = seats.select_related("membership__user").order_by("-pk")[:1].get()
    return matter_of(item).take_effect(motion, by=presided.membership)


def take_effect_of_session(session: Session, *, when: TakesEffect = TakesEffect.SESSION) -> dict[str, Any]:
    """What waited for the end of its session, or for its minutes. A matter that left the body meanwhile, as when it
    was withdrawn, keeps nobody in the room: its number stands in the history as one without effect.
    """
    without = []
    if session.formation.takes_effect == when:
        for item in session.items.filter(status=ItemStatus.DECIDED).for_docket():
            try:
                with transaction.atomic():
                    take_effect(item)
            except DomainError:
                without.append(item.reference)
    return {"without_effect": without} if without else {}
