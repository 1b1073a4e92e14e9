"""In session: opening and closing, items before the members, who takes no part (R6–R9)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committees.models import Seat
from core.errors import AlreadyHandled, DomainError

from ..conflicts import pin_certain
from ..enums import Ground, ItemStatus
from ..matters import matter_of
from ..models import Item, Recusal, Session
from ..permissions import seat_in
from ..workflow import CALL, CLOSE, DECLARE, OPEN, PUT_BACK, RECUSE, WRITE_NOTES
from .attendance import seat_of
from .circulation_votes import reckon
from .effect import take_effect_of_session
from .minutes import draft_of
from .moving import begin, finish, item_of, open_item, refuse_overdue, refuse_recused, room_for, seats_of


@transaction.atomic
def open_session(session: Session, *, by: Any, expected_version: int | None = None) -> Session:
    """The session begins; whoever is there is noted as they come in."""
    session, now = begin(session, OPEN, by=by, expected_version=expected_version)
    session.opened_at = now
    return finish(session, OPEN, by=by, at=now, also=["opened_at"])  # type: ignore[no-any-return]


def _pin(
    session: Session, item: Item, seat: Seat, ground: str, words: str, by: Any, now: Any, declared: bool
) -> Recusal:
    if not item.is_live:
        raise DomainError(_("This item is over."), code="over")
    refuse_overdue(session, now)
    motion = item.motions.filter(closed_at__isnull=True).first()
    if motion is not None and not session.is_circulation:
        raise DomainError(_("A motion is being voted on. Close the vote first."), code="voting")
    if item.recusals.filter(seat=seat).exists():
        raise AlreadyHandled(_("This member takes no part in the item already."), code="aside")
    if motion is not None and motion.votes.filter(seat=seat).exists():
        raise DomainError(_("This member has voted on the item."), code="voted")
    recusal: Recusal = item.recusals.create(
        association_id=session.association_id,
        seat=seat,
        ground=ground,
        words=words.strip(),
        is_declared=declared,
        pinned_by=by.user,
        pinned_at=now,
    )
    return recusal


@transaction.atomic
def recuse(session: Session, *, by: Any, case: str, seat_id: int, ground: str, words: str = "") -> Recusal:
    """The chair or secretary pins that a member takes no part in an item; nobody takes it back."""
    session, now = begin(session, RECUSE, by=by)
    item, seat = item_of(session, case, by=by), seat_of(session, seat_id)
    recusal = _pin(session, item, seat, ground, words, by, now, declared=False)
    detail = {"request": item.reference, "member": seat.membership.user.name_ar}
    finish(session, RECUSE, by=by, at=now, detail=detail)
    if session.is_circulation:
        reckon(session, item, at=now)
    return recusal


@transaction.atomic
def declare(session: Session, *, by: Any, case: str, words: str = "") -> Recusal:
    """A member says of themselves that they take no part in an item; not taken back."""
    session, now = begin(session, DECLARE, by=by)
    item, seat = item_of(session, case, by=by), seat_in(by, session.committee_id)
    assert seat is not None  # begin asked for it
    recusal = _pin(session, item, seat, Ground.DECLARED, words, by, now, declared=True)
    finish(session, DECLARE, by=by, at=now, detail={"request": item.reference})
    if session.is_circulation:
        reckon(session, item, at=now)
    return recusal


@transaction.atomic
def call(session: Session, *, by: Any, case: str) -> Item:
    """The item is before the members; one at a time."""
    session, now = begin(session, CALL, by=by)
    other = session.items.filter(status=ItemStatus.OPEN).first()
    if other is not None:
        raise AlreadyHandled(
            _("Item %(number)s is before the members: close it or put it back first.") % {"number": other.position},
            code="another",
        )
    item = item_of(session, case, by=by)
    if item.status != ItemStatus.WAITING:
        raise DomainError(_("This item is over."), code="over")
    pin_certain([item], seats_of(session), by=by, at=now)  # what was disclosed since the docket was made
    refuse_recused(item, by)
    if not matter_of(item).waits:
        raise DomainError(_("This request is no longer before the body: defer the item."), code="moved_on")
    if not room_for(session, item).is_reachable:
        fallback = session.formation.get_fallback_display() if session.formation.fallback else _("Nobody else")
        raise DomainError(
            _("With those who take no part, no quorum can be reached for this item. It goes to: %(body)s.")
            % {"body": fallback},
            code="unreachable",
        )
    item.status, item.opened_at = ItemStatus.OPEN, item.opened_at or now
    item.save(update_fields=["status", "opened_at"])
    finish(session, CALL, by=by, at=now, detail={"request": item.reference})
    return item


@transaction.atomic
def put_back(session: Session, *, by: Any) -> Item:
    """The item before the members waits again."""
    session, now = begin(session, PUT_BACK, by=by)
    item = open_item(session, by=by)
    if item.motions.filter(closed_at__isnull=True).exists():
        raise DomainError(_("A motion is being voted on. Close the vote first."), code="voting")
    item.status = ItemStatus.WAITING
    item.save(update_fields=["status"])
    finish(session, PUT_BACK, by=by, at=now, detail={"request": item.reference})
    return item


@transaction.atomic
def write_notes(session: Session, *, by: Any, notes: str) -> Item:
    """Notes of the discussion on the item before the members; the last writing stands."""
    session, now = begin(session, WRITE_NOTES, by=by)
    item = open_item(session, by=by)
    item.notes = notes.strip()
    item.save(update_fields=["notes"])
    finish(session, WRITE_NOTES, by=by, at=now, detail={"request": item.reference})
    return item


@transaction.atomic
def close_session(session: Session, *, by: Any, expected_version: int | None = None) -> Session:
    """It is over: what was not reached waits for the next one, decisions that waited for the end take effect."""
    session, now = begin(session, CLOSE, by=by, expected_version=expected_version)
    if session.items.filter(status=ItemStatus.OPEN).exists():
        raise DomainError(_("An item is before the members: close it or put it back first."), code="item_open")
    detail = take_effect_of_session(session)
    session.items.live().update(status=ItemStatus.NOT_REACHED, ended_at=now)
    session.presences.filter(left_at__isnull=True).update(left_at=now)
    session.ended_at = now
    session = finish(session, CLOSE, by=by, at=now, detail=detail, also=["ended_at"])
    draft_of(session, at=now)
    return session
