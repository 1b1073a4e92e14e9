"""What every kind of invented case is made with: days to lie on, people to ask, and steps that leave their rows."""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from associations.calendars import working_calendar
from associations.models import MomentKind
from associations.models.clocked import NO_DAY
from associations.promises import OPENED, PROMISE_FIELDS, explained
from beneficiaries.models import Beneficiary
from core.workflow import Workflow

from .writing import Batch

STEP_MINUTES = 7
GROWTH = 0.4  # a quarter of all cases come in the last tenth of the time


class KnownPeople:
    """The living files of an association by the moment they were registered, to draw from: two numbers each."""

    def __init__(self, association: Any, chance: random.Random) -> None:
        self.association, self.chance = association, chance
        self.since, self.ids = array("d"), array("q")
        rows = association.beneficiaries.living().order_by("registered_at", "pk").values_list("registered_at", "pk")
        for at, pk in rows.iterator(chunk_size=10_000):
            self.since.append(at.timestamp())
            self.ids.append(pk)

    def known_at(self, moments: Sequence[datetime]) -> list[Beneficiary]:
        """For each moment somebody whose file was there already (the first of all where none was)."""
        ids = [self.ids[int(self.chance.random() * max(bisect(self.since, at.timestamp()), 1))] for at in moments]
        rows = self.association.beneficiaries.in_bulk(set(ids))
        return [rows[pk] for pk in ids]


class Calendar:
    """The working days of an association from a first day to today, to step along."""

    def __init__(self, association: Any, since: date) -> None:
        self.clock = working_calendar(association)
        today = timezone.localdate()
        span = (since + timedelta(days=back) for back in range((today - since).days + 1))
        self.days = [day for day in span if self.clock.is_working(day)] or [today]
        self.now = timezone.now()

    def share(self, chance: random.Random, made: int, count: int, *, of: int) -> tuple[list[int], list[datetime]]:
        """Days (as places) and moments of the next cases: ever more as an association grows, so many are open now."""
        places = [int(len(self.days) * ((made + step) / of) ** GROWTH) for step in range(count)]
        return places, [self.moment(chance, place) or self.now for place in places]

    def moment(self, chance: random.Random, place: int) -> datetime | None:
        """A minute of the office on the day of this place; None where it has not come yet."""
        if place >= len(self.days):
            return None
        minute = timezone.make_aware(datetime.combine(self.days[place], time(8))) + timedelta(
            minutes=chance.randrange(360)
        )
        return minute if minute <= self.now else None


class InMemory:
    """A case on its way: each step at its moment, with its history row, its clock moments and promises.

    ``MODELS`` names the rows of events, moments and promises; steps are methods ``do_<step>``.
    """

    MODELS: dict[str, Any]
    WORKFLOW: Workflow
    row: Any

    def __init__(self, work: Any, rows: Batch, opened: datetime) -> None:
        self.work, self.rows, self.chance, self.at = work, rows, work.chance, opened
        self.moments: list[Any] = []
        self.records: list[Any] = []

    def by(self, who: str) -> Any:
        """The user of an account's name; None for the person outside."""
        return self.work.members[who].user if who else None

    def go(self, way: str, place: int) -> None:
        """Step by step, until the way ends or the next step lies ahead of today."""
        for word in way.split():
            step, _colon, gap = word.partition(":")
            place += int(gap or 0)
            at = self.work.calendar.moment(self.chance, place)
            at = at if at is None or at > self.at else self.at + timedelta(minutes=STEP_MINUTES)
            if at is None or at > self.work.calendar.now:
                return
            if self.waits(step, at):
                return
            self.at = at
            getattr(self, f"do_{step}")()

    def waits(self, step: str, at: datetime) -> bool:
        """Whether the case goes no further by itself."""
        return False

    def moment(self, kind: MomentKind, who: str, reason: str = "") -> None:
        self.moments.append(
            self.MODELS["moment"](
                association=self.work.association,
                case=self.row,
                kind=kind,
                at=self.at,
                reason=reason,
                by=self.by(who),
                recorded_at=self.at,
            )
        )

    def move(self, event: str, who: str, *, reason: str = "", detail: dict[str, Any] | None = None) -> None:
        before = self.row.status
        self.row.status = self.WORKFLOW.rows[event].to or before
        self.row.status_since = self.at
        self.row.version += 1
        self.note(event, who, before=before, reason=reason, detail=detail)

    def note(
        self, event: str, who: str, *, before: str = "", reason: str = "", detail: dict[str, Any] | None = None
    ) -> None:
        self.records.append(
            self.MODELS["event"](
                association=self.work.association,
                case=self.row,
                event=event,
                from_status=before or self.row.status,
                to_status=self.row.status,
                by=self.by(who),
                at=self.at,
                reason=reason,
                detail={} if detail is None else detail,
            )
        )

    def reckon(self, cause: str) -> None:
        """As ``associations.promises.recompute``, from the moments in memory."""
        vars(self.row).setdefault("_prefetched_objects_cache", {})["moments"] = self.moments
        derivation = explained(self.row, self.work.calendar.clock).derivation
        after = {field: getattr(derivation, field) for field in PROMISE_FIELDS}
        changed = any(getattr(self.row, field) != day for field, day in after.items())
        for field, day in after.items():
            setattr(self.row, field, day)
        self.row.queue_on = self.row.due_on or self.row.internal_target_on or NO_DAY
        if changed or cause == OPENED:
            self.records.append(
                self.MODELS["promise"](
                    association=self.work.association, case=self.row, cause=cause, made_at=self.at, **after
                )
            )
