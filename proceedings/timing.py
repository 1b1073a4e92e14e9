"""When each item of a docket is expected, and how long it took: counted from rows that were read, without a query.

An item takes the minutes planned for it, or those of the session's formation; what left the docket unopened takes
none. Time before the members is from each opening until the item was put back or ended, so that a break between is
not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .enums import ItemStatus
from .models import Item, Session
from .workflow import CALL, PUT_BACK

OFF_THE_DOCKET = (ItemStatus.DEFERRED, ItemStatus.NOT_REACHED)


@dataclass(frozen=True)
class Slot:
    """``starts_at`` is when it is expected, None for what takes no time; ``used`` are whole minutes so far."""

    starts_at: datetime | None
    planned: int
    used: int | None
    is_running: bool

    @property
    def is_over(self) -> bool:
        """Whether it took, or takes, longer than planned."""
        return self.used is not None and self.used > self.planned


@dataclass(frozen=True)
class Whole:
    """Of the session: minutes planned and used, and when it would end."""

    planned: int
    used: int
    ends_at: datetime


def whole(session: Session, slots: Iterable[Slot]) -> Whole:
    rows = list(slots)
    planned = sum(slot.planned for slot in rows if slot.starts_at)
    used = sum(slot.used or 0 for slot in rows)
    return Whole(planned, used, session.planned_at + timedelta(minutes=planned))


def timetable(session: Session, items: Iterable[Item], events: Iterable[Any], *, now: datetime) -> dict[int, Slot]:
    """The time of each item by its id; ``items`` stand in the order of the docket.

    ``events`` are the session's openings and puttings back of items, oldest first.
    """
    began: dict[str, datetime] = {}
    before: dict[str, timedelta] = {}
    for event in events:
        about = event.detail.get("request", "")
        if event.event == CALL:
            began[about] = event.at
        elif event.event == PUT_BACK and about in began:
            before[about] = before.get(about, timedelta()) + (event.at - began.pop(about))
    slots, at = {}, session.planned_at
    for item in items:
        takes = item.opened_at is not None or item.status not in OFF_THE_DOCKET
        spent = _spent(item, began.get(item.reference), before.get(item.reference), now)
        planned = session.formation.minutes_of_item if item.minutes is None else item.minutes
        slots[item.pk] = Slot(at if takes else None, planned, spent, item.status == ItemStatus.OPEN)
        if takes:
            at += timedelta(minutes=planned)
    return slots


def _spent(item: Item, began: datetime | None, before: timedelta | None, now: datetime) -> int | None:
    """Whole minutes; None for what was never before the members."""
    if began is None and before is None:
        return None
    last = (item.ended_at or now) - began if began else timedelta()
    return int(((before or timedelta()) + max(last, timedelta())).total_seconds() // 60)
