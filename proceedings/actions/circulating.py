"""Deciding by circulation: items with a motion each go to the members, who vote apart within a time (R6–R9).

Only where the formation says so, and no longer than it says. Who may vote, with which quorum and majority, and who
takes no part is as in a session; any member may ask for a session instead.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from associations.calendars import working_calendar
from associations.due import due, each
from associations.models import Association
from associations.references import next_reference
from committees.models import Committee, Formation, Seat
from core.errors import AlreadyHandled, DomainError, NotPermitted
from core.history import note

from .. import permissions
from ..conflicts import pin_certain
from ..enums import ItemStatus, SessionStatus
from ..matters import MOST_ITEMS, matter_of, ready_for
from ..models import Item, Motion, Session, Vote
from ..notices import tell_vote_asked
from ..workflow import ASK_SESSION, CIRCULATE, COUNT, VOTE, WRITE_MOTION
from .circulation_votes import end_when_over, reckon, room_apart
from .convening import SERIES, put_on
from .moving import MOVES, begin, end_item, finish, item_of, refuse_overdue, refuse_recused, seats_of, withdraw
from .voting import cast, detail_of, put_motion, terms_of_motion


def allows_circulation(committee: Committee) -> Formation | None:
    """The formation that holds today, where it lets the body decide by circulation."""
    formation: Formation | None = committee.formations.held_on(timezone.localdate()).first()
    return formation if formation and formation.votes and formation.circulation_days else None


def last_moment(association: Association, days: int, *, since: datetime) -> datetime:
    """The end of the last of so many working days after today, by the association's calendar."""
    day = working_calendar(association).nth_working_day(timezone.localdate(since), days)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


@transaction.atomic
def prepare_circulation(committee: Committee, *, by: Any, cases: Collection[str]) -> Session:
    """These of the matters that are ready, to be sent to the members once each has its motion."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    if not permissions.may_convene(by, committee):
        raise NotPermitted(_("Convening this body is for its chair, deputy or secretary."), code="not_permitted")
    formation = allows_circulation(committee)
    if formation is None:
        raise DomainError(_("This body does not decide by circulation: its formation does not say so."), code="no_way")
    items = [item for item in ready_for(committee, most=MOST_ITEMS) if item.reference in cases]
    if not items or len(items) < len(set(cases)):
        raise DomainError(_("Some of these are no longer ready. Choose anew."), code="not_ready", field="cases")
    now = timezone.now()
    session = committee.sessions.create(
        association_id=committee.association_id,
        formation=formation,
        reference=next_reference(committee.association, SERIES, on=timezone.localdate(now)),
        planned_at=now,
        due_at=last_moment(committee.association, formation.circulation_days or 1, since=now),
        status_since=now,
        convened_by=by.user,
    )
    note(session, "prepared", by=by, at=now)
    put_on(session, items, by=by, at=now)
    return session


@transaction.atomic
def write_motion(session: Session, *, by: Any, case: str, is_secret: bool = False, **words: Any) -> Motion:
    """The motion of an item before it is sent; written again, it takes the place of the one before."""
    session, now = begin(session, WRITE_MOTION, by=by)
    item = item_of(session, case, by=by)
    if item.status != ItemStatus.WAITING:
        raise DomainError(_("This item is over."), code="over")
    terms = terms_of_motion(item, is_secret=is_secret, **words)
    for earlier in item.motions.filter(closed_at__isnull=True):
        withdraw(earlier, by=by, at=now)
    room = room_apart(session, item)
    motion = put_motion(item, room, by=by, at=now, terms=terms)
    finish(session, WRITE_MOTION, by=by, at=now, detail=detail_of(motion, item))
    return motion


@transaction.atomic
def circulate(session: Session, *, by: Any, days: int, expected_version: int | None = None) -> Session:
    """It goes to the members, who vote within so many working days."""
    session, now = begin(session, CIRCULATE, by=by, expected_version=expected_version)
    most = session.formation.circulation_days or 0
    if not 1 <= days <= most:
        said = _("The formation allows up to %(days)s working days.")
        raise DomainError(said % {"days": most}, code="too_long", field="days")
    items = list(session.items.select_for_update(of=("self",)).filter(status=ItemStatus.WAITING))
    if not items:
        raise DomainError(_("Nothing is left to be sent."), code="nothing")
    pin_certain(items, seats_of(session), by=by, at=now)  # what was disclosed since it was prepared
    for item in items:
        _refuse_unready(session, item)
    for item in items:
        item.status, item.opened_at = ItemStatus.OPEN, now
    Item.objects.bulk_update(items, ["status", "opened_at"])
    session.opened_at, session.due_at = now, last_moment(session.association, days, since=now)
    finish(session, CIRCULATE, by=by, at=now, also=["opened_at", "due_at"])
    tell_vote_asked(session, voters_of(session, items))
    return session


def _refuse_unready(session: Session, item: Item) -> None:
    number = {"number": item.position}
    if not item.motions.filter(closed_at__isnull=True).exists():
        raise DomainError(_("Item %(number)s has no motion yet.") % number, code="no_motion")
    if not matter_of(item).waits:
        raise DomainError(_("Item %(number)s is no longer before the body: take it off.") % number, code="moved_on")
    if not room_apart(session, item).is_reachable:
        said = _("With those who take no part, no quorum can be reached for item %(number)s: take it off.")
        raise DomainError(said % number, code="unreachable")


def voters_of(session: Session, items: Collection[Item]) -> list[Seat]:
    """Members who vote on at least one of the items."""
    seats = {seat.pk: seat for item in items for seat in room_apart(session, item).entitled}
    return list(seats.values())


@transaction.atomic
def vote_apart(session: Session, *, by: Any, motion: Any, choice: str, dissent: str = "") -> Vote:
    """The member's own vote on the motion ``motion`` (its uid): once, within the time. The last one ends the item."""
    session, now = begin(session, VOTE, by=by)
    item, current = _open(session, motion)
    seat = _entitled(session, item, by=by)
    refuse_overdue(session, now)
    made = cast(session, current, seat, choice=choice, dissent=dissent, at=now)
    finish(session, VOTE, by=by, at=now)
    reckon(session, item, at=now)
    return made


def _open(session: Session, motion: Any) -> tuple[Item, Motion]:
    rows = Motion.objects.filter(item__session=session, item__status=ItemStatus.OPEN, closed_at__isnull=True)
    current = rows.filter(uid=motion).select_related("item").first()
    if current is None or not session.is_circulation:
        raise AlreadyHandled(_("This vote was closed a moment ago."), code="closed")
    item = session.items.select_for_update(of=("self",)).get(pk=current.item_id)
    return item, current


def _entitled(session: Session, item: Item, *, by: Any) -> Seat:
    refuse_recused(item, by)
    for seat in room_apart(session, item).entitled:
        if seat.membership_id == by.pk:
            return seat
    raise DomainError(_("Who came to the body after it was sent does not vote on it."), code="came_later")


@transaction.atomic
def ask_session(session: Session, *, by: Any, case: str, reason: str) -> Item:
    """Any member may have an item discussed in a session instead: its vote ends, what was cast stays unseen."""
    session, now = begin(session, ASK_SESSION, by=by, reason=reason)
    item = item_of(session, case, by=by)
    _entitled(session, item, by=by)
    refuse_overdue(session, now)
    current = item.motions.filter(closed_at__isnull=True).first()
    if item.status != ItemStatus.OPEN or current is None:
        raise AlreadyHandled(_("This item is over."), code="over")
    withdraw(current, by=by, at=now)
    with translation.override("ar"):
        because = _("%(person)s asked for a session: %(reason)s")
        words = because % {"person": by.user.name_ar, "reason": reason.strip()}
    end_item(item, ItemStatus.DEFERRED, at=now, because=words[:500])
    finish(session, ASK_SESSION, by=by, at=now, reason=reason, detail={"request": item.reference})
    end_when_over(session, at=now)
    return item


@transaction.atomic
def count(session: Session, *, by: Any) -> Session:
    """Whoever runs it has the votes counted once the time is over; the portal does it by itself as well."""
    session, now = begin(session, COUNT, by=by)
    if session.due_at is None or now <= session.due_at:
        raise DomainError(_("The members still have time to vote."), code="too_early")
    return _count(session, at=now)


def _count(session: Session, *, at: datetime) -> Session:
    for item in session.items.select_for_update(of=("self",)).filter(status=ItemStatus.OPEN):
        reckon(session, item, at=at, is_over=True)
    return session


@transaction.atomic
def _count_if_over(session: Session) -> int:
    fresh, now = MOVES.locked(session), timezone.now()
    if fresh.status != SessionStatus.OPEN or fresh.due_at is None or now <= fresh.due_at:
        return 0
    _count(fresh, at=now)
    return 1


@due("votes by circulation whose time is over")
def count_what_is_over(association: Association) -> int:
    """Each circulation whose last moment passed, once."""
    rows = association.committee_sessions.awaiting_votes().filter(due_at__lt=timezone.now())
    return each(rows.order_by("pk"), _count_if_over)
