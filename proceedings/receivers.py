"""What is disclosed counts at once, on each docket that goes on: the member sees the item no longer (R6–R9)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from committees.models import Disclosure
from committees.signals import interests_disclosed

from .actions.circulation_votes import reckon
from .actions.moving import MOVES, seats_of
from .conflicts import pin_certain
from .models import Item, Motion, Session


@receiver(interests_disclosed, sender=Disclosure, dispatch_uid="proceedings.pin_disclosed")
@transaction.atomic
def pin_disclosed(sender: Any, membership: Any, **_kwargs: Any) -> None:
    """Whoever disclosed pinned it. What is being voted on in a room, or where the member has voted, stays as it is."""
    today = timezone.localdate()
    bodies = membership.seats.held_on(today).values("committee")
    for row in membership.association.committee_sessions.going_on().filter(committee__in=bodies).order_by("pk"):
        session, now = MOVES.locked(row), timezone.now()
        if not session.is_live or (session.is_circulation and session.due_at and now > session.due_at):
            continue
        items = _not_voted_on(session, membership)
        seats = [seat for seat in seats_of(session) if seat.membership_id == membership.pk]
        if items and pin_certain(items, seats, by=membership, at=now) and session.is_circulation:
            for item in session.items.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in items]):
                reckon(session, item, at=now)


def _not_voted_on(session: Session, membership: Any) -> list[Item]:
    motions = Motion.objects.filter(item__session=session, closed_at__isnull=True)
    if session.is_circulation:
        motions = motions.filter(votes__seat__membership=membership)
    return list(session.items.live().exclude(pk__in=motions.values("item")).for_docket())
