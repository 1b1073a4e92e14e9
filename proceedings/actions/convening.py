"""Convening: a session of a body that votes, with a docket made by itself, nearest last day first (R6–R9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.references import next_reference
from committees.models import MOST_MINUTES, Committee
from core.errors import DomainError, NotPermitted
from core.history import note

from .. import permissions
from ..conflicts import pin_certain, tied
from ..enums import ItemStatus
from ..matters import MOST_ITEMS, matter_of, ready_for
from ..models import Item, Recusal, Session
from ..notices import tell_cancelled, tell_convened, tell_moved
from ..workflow import ADD, CANCEL, DEFER, PLAN_TIME, REORDER, RESCHEDULE
from .moving import begin, end_item, finish, item_of, let_go, seats_of

SERIES = "SN"


@transaction.atomic
def convene(committee: Committee, *, by: Any, planned_at: datetime, place: str) -> Session:
    """A session on a day to come (or now), with all that is ready on its docket."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    if not permissions.may_convene(by, committee):
        raise NotPermitted(_("Convening this body is for its chair, deputy or secretary."), code="not_permitted")
    formation = committee.formations.held_on(timezone.localdate()).first()
    if formation is None or not formation.votes:
        raise DomainError(_("This body decides without a session: its formation names no vote."), code="no_vote")
    if timezone.localdate(planned_at) < timezone.localdate():
        raise DomainError(_("The day of the session is over. Choose another."), code="past", field="day")
    if committee.sessions.in_a_room().going_on().exists():
        raise DomainError(_("This body has a session that is not over."), code="another")
    now = timezone.now()
    session = committee.sessions.create(
        association_id=committee.association_id,
        formation=formation,
        reference=next_reference(committee.association, SERIES, on=timezone.localdate(now)),
        planned_at=planned_at,
        place=place.strip(),
        status_since=now,
        convened_by=by.user,
    )
    note(session, "convened", by=by, at=now)
    _put_ready(session, by=by, at=now)
    tell_convened(session)
    return session


@transaction.atomic
def reschedule(session: Session, *, by: Any, planned_at: datetime, place: str, reason: str) -> Session:
    """A session that was not opened yet is held at another time or place; whoever was invited hears of it."""
    session, now = begin(session, RESCHEDULE, by=by, reason=reason)
    if timezone.localdate(planned_at) < timezone.localdate():
        raise DomainError(_("The day of the session is over. Choose another."), code="past", field="day")
    before = session.planned_at, session.place
    session.planned_at, session.place = planned_at, place.strip()
    if (session.planned_at, session.place) == before:
        raise DomainError(_("This is the time and place the session has."), code="same", field="day")
    detail = {"was": before[0].isoformat(), "place": before[1]}
    moved: Session = finish(
        session, RESCHEDULE, by=by, at=now, reason=reason, detail=detail, also=["planned_at", "place"]
    )
    tell_moved(moved)
    return moved


def _put_ready(session: Session, *, by: Any, at: datetime) -> int:
    """All that is ready, after what is on the docket."""
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    taken = session.items.count()
    items = ready_for(session.committee, most=max(0, MOST_ITEMS - taken), besides=session)
    return put_on(session, items, by=by, at=at, after=last)


def put_on(session: Session, items: list[Item], *, by: Any, at: datetime, after: int = 0) -> int:
    """These items in their order; whom the records keep from an item takes no part in it."""
    for place, item in enumerate(items, start=after + 1):
        item.session, item.position = session, place
    Item.objects.bulk_create(items)
    seats = seats_of(session)
    Recusal.objects.bulk_create(
        Recusal(
            association_id=session.association_id,
            item=item,
            seat=seat,
            ground=ground,
            pinned_by=by.user,
            pinned_at=at,
        )
        for item in items
        for seat, ground in tied(item, seats)
    )
    pin_certain(items, seats, by=by, at=at)
    return len(items)


@transaction.atomic
def add_ready(session: Session, *, by: Any) -> int:
    """What became ready since goes to the end of the docket. Gives how many."""
    session, now = begin(session, ADD, by=by)
    count = _put_ready(session, by=by, at=now)
    if not count:
        raise DomainError(_("Nothing else is ready for this body."), code="nothing")
    finish(session, ADD, by=by, at=now, detail={"count": count})
    return count


@transaction.atomic
def reorder(session: Session, *, by: Any, case: str, up: bool, expected_version: int | None = None) -> Session:
    """An item that waits changes places with its neighbour that waits."""
    session, now = begin(session, REORDER, by=by, expected_version=expected_version)
    item = item_of(session, case, by=by)
    waiting = session.items.select_for_update().filter(status=ItemStatus.WAITING)
    beside = (
        waiting.filter(position__lt=item.position).last() if up else waiting.filter(position__gt=item.position).first()
    )
    if item.status != ItemStatus.WAITING or beside is None:
        raise DomainError(_("This item cannot go further in this direction."), code="end")
    item.position, beside.position = beside.position, item.position
    Item.objects.bulk_update([item, beside], ["position"])
    return finish(session, REORDER, by=by, at=now, detail={"request": item.reference})  # type: ignore[no-any-return]


@transaction.atomic
def plan_time(session: Session, *, by: Any, case: str, minutes: int) -> Item:
    """How many minutes are planned for an item that is not over."""
    session, now = begin(session, PLAN_TIME, by=by)
    item = item_of(session, case, by=by)
    if not item.is_live:
        raise DomainError(_("This item is over."), code="over")
    if not 1 <= minutes <= MOST_MINUTES:
        raise DomainError(_("Write 1 to 240 minutes."), code="minutes", field="minutes")
    item.minutes = minutes
    item.save(update_fields=["minutes"])
    finish(session, PLAN_TIME, by=by, at=now, detail={"request": item.reference, "minutes": minutes})
    return item


@transaction.atomic
def defer(session: Session, *, by: Any, case: str, reason: str, ask_researcher: bool = False) -> Item:
    """The item leaves the docket with the question to be answered; it stands on the next one by itself.

    With ``ask_researcher`` its researcher has it first, with the question, and puts it before the body again.
    """
    session, now = begin(session, DEFER, by=by, reason=reason)
    item = item_of(session, case, by=by)
    if not item.is_live:
        raise DomainError(_("This item is over."), code="over")
    let_go(session, item, by=by, at=now)
    end_item(item, ItemStatus.DEFERRED, at=now, because=reason.strip())
    if ask_researcher:
        matter_of(item).back_to_researcher(by=by, question=reason)
    finish(session, DEFER, by=by, at=now, reason=reason, detail={"request": item.reference})
    return item


@transaction.atomic
def cancel(session: Session, *, by: Any, reason: str) -> Session:
    """It does not take place; its items wait for the next one."""
    session, now = begin(session, CANCEL, by=by, reason=reason)
    for item in session.items.live():
        let_go(session, item, by=by, at=now)
    session.items.live().update(status=ItemStatus.NOT_REACHED, ended_at=now)
    session.ended_at = now
    cancelled: Session = finish(session, CANCEL, by=by, at=now, reason=reason, also=["ended_at"])
    if not session.is_circulation:  # which nobody heard of yet
        tell_cancelled(cancelled)
    return cancelled
