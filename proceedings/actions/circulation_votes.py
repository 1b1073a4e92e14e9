"""What votes cast apart come to: an item is over when all have voted or the time is, and never stands still (R6–R9).

Nobody closes it. Quorum is of those who voted, among those entitled on the item. What is not carried, or cannot take
effect any more, goes to a session with the reason.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committees.enums import Majority, Position, Result, TakesEffect
from committees.models import Seat
from committees.quorum import result_of
from core.errors import DomainError

from ..enums import ItemStatus, SessionStatus
from ..models import Item, Motion, Session
from ..sitting import Sitting, apart, tally_of
from ..workflow import COUNT
from .effect import take_effect, take_effect_of_session
from .minutes import draft_of
from .moving import end_item, finish, seats_of, withdraw


def room_apart(session: Session, item: Item) -> Sitting:
    """Who is entitled on the item and who of them voted on its motion. Three queries."""
    motion = item.motions.order_by("pk").last()
    votes = motion.votes.select_related("seat__membership__user") if motion else ()
    since = timezone.localdate(session.opened_at) if session.opened_at else None
    return apart(session.formation.quorum, seats_of(session), votes, item.recusals.all(), since)


def _presides(room: Sitting) -> Seat | None:
    """Who signs what was carried: who presides among those who voted, else chair, deputy, or anybody who voted."""
    order = (Position.CHAIR, Position.HEAD, Position.DEPUTY)
    others = [seat for position in order for seat in room.entitled if seat.position == position]
    return room.presiding or next(iter([*others, *room.present]), None)


def reckon(session: Session, item: Item, *, at: datetime, is_over: bool = False) -> None:
    """After a vote, a recusal, or (``is_over``) the end of the time. Needs the session's lock."""
    motion: Motion | None = item.motions.filter(closed_at__isnull=True).first()
    room = room_apart(session, item)
    if motion is None or session.status != SessionStatus.OPEN:
        return
    if len(room.entitled) < motion.entitled:  # somebody takes no part, or no longer sits here
        motion.entitled, motion.needed = len(room.entitled), min(motion.needed, room.needed)
        motion.save(update_fields=["entitled", "needed"])
    if is_over or len(room.present) == len(room.entitled) or not room.is_reachable:
        _close(session, item, motion, room, at=at)
        end_when_over(session, at=at)


def _close(session: Session, item: Item, motion: Motion, room: Sitting, *, at: datetime) -> None:
    rules, tally, presides = session.formation, tally_of(motion, room), _presides(room)
    result = result_of(tally, quorum=rules.quorum, majority=Majority(rules.majority), casting_vote=rules.chair_casts)
    try:
        with transaction.atomic(), translation.override("ar"):  # the record is Arabic
            motion.result, motion.closed_at, motion.present = result, at, tally.present
            motion.closed_by = presides.membership.user if presides else None
            motion.save(update_fields=["result", "closed_at", "closed_by", "present"])
            if result != Result.CARRIED:
                because = _("By circulation: %(result)s.") % {"result": motion.get_result_display()}
                end_item(item, ItemStatus.DEFERRED, at=at, because=because)
                return
            end_item(item, ItemStatus.DECIDED, at=at)
            if rules.takes_effect == TakesEffect.ITEM:
                take_effect(item)
    except (
        DomainError
    ) as error:  # as where the applicant withdrew meanwhile: nobody is there to be told but the record
        with translation.override("ar"):
            withdraw(motion, by=None, at=at)
            end_item(item, ItemStatus.DEFERRED, at=at, because=str(error.message)[:500])


def end_when_over(session: Session, *, at: datetime) -> None:
    """With its last item a circulation is closed by itself; what waited for the end takes effect."""
    if session.items.live().exists():
        return
    detail = take_effect_of_session(session)
    session.ended_at = at
    finish(session, COUNT, by=None, at=at, detail=detail, also=["ended_at"])
    draft_of(session, at=at)
