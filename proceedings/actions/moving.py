"""How every verb in a session begins and ends: the session's row is locked, so that two phones make one outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.moving import Moves
from committees.enums import Result
from committees.models import Seat
from core.errors import DomainError, NotPermitted, StaleRecord

from .. import permissions
from ..aside import aside_before
from ..enums import ItemStatus, SessionStatus
from ..models import Item, Motion, Session
from ..sitting import Sitting, sitting
from ..workflow import SESSION_WORKFLOW

MOVES = Moves(Session, SESSION_WORKFLOW, permissions.check, related=("association", "committee", "formation"))
begin, finish = MOVES.begin, MOVES.finish


def seats_of(session: Session) -> list[Seat]:
    """Seats held in the body today by people who work here, with them. One query."""
    held: Any = session.committee.seats.select_related("membership__user").order_by("pk")
    return list(held.held_on(timezone.localdate()).of_people_here())


def refuse_overdue(session: Session, now: datetime) -> None:
    """When the time to vote apart is over nothing changes any more who was entitled, nor whether it is counted."""
    if session.due_at is not None and session.status == SessionStatus.OPEN and now > session.due_at:
        raise DomainError(_("The time to vote is over: the votes are counted."), code="too_late")


def refuse_recused(item: Item, by: Any) -> None:
    """Who takes no part in an item does nothing to it, whatever the seat, and whenever it was pinned."""
    if aside_before([item], [by.pk])[0]:
        raise NotPermitted(_("You take no part in this item."), code="aside")


def item_of(session: Session, case: str, *, by: Any) -> Item:
    """The item with this number, locked; raises ``StaleRecord`` where it is not on the docket."""
    item: Item | None = session.items.select_for_update(of=("self",)).filter(reference=case).first()
    if item is None:
        raise StaleRecord
    refuse_recused(item, by)
    return item


def room_for(session: Session, item: Item | None = None) -> Sitting:
    """Who is entitled and there, for this item or for the session as such. Three queries."""
    recusals = list(item.recusals.all()) if item else []
    return sitting(session.formation.quorum, seats_of(session), session.presences.all(), recusals)


def open_item(session: Session, *, by: Any) -> Item:
    """The item before the members; raises where there is none."""
    item: Item | None = session.items.select_for_update(of=("self",)).filter(status=ItemStatus.OPEN).first()
    if item is None:
        raise DomainError(_("No item is before the members. Open one first."), code="no_item")
    refuse_recused(item, by)
    return item


def let_go(session: Session, item: Item, *, by: Any, at: datetime) -> None:
    """An item is taken off: the motion that was only written for it goes; one that is voted on keeps the item."""
    for motion in item.motions.filter(closed_at__isnull=True):
        if session.status != SessionStatus.CONVENED:
            raise DomainError(_("A motion is being voted on. Close the vote first."), code="voting")
        withdraw(motion, by=by, at=at)


def withdraw(motion: Motion, *, by: Any, at: datetime) -> None:
    """The motion is no longer put."""
    motion.result, motion.closed_at, motion.closed_by = Result.WITHDRAWN, at, by.user if by else None
    motion.present = motion.votes.count()
    motion.save(update_fields=["result", "closed_at", "closed_by", "present"])


def end_item(item: Item, status: str, *, at: datetime, because: str = "") -> Item:
    item.status, item.ended_at, item.deferred_because = status, at, because
    item.save(update_fields=["status", "ended_at", "deferred_because"])
    return item
