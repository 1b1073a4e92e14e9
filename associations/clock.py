"""The clock: given a rule, a calendar and a case's moments, the day of the answer and every reason for it.

The rule kept here (clauses R6 to R10 and M2, ``docs/clauses.md``): the day on which the clock starts is day 0,
days are days in Asia/Riyadh, and the period ends with its last day. Nothing here reads a database, a file, a setting
or today's date: equal arguments give an equal derivation, for ever. What cannot be counted raises a ``ClockError``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext

from associations.clock_facts import (
    FIRST_DAY,
    LAST_DAY,
    ONE_DAY,
    RIYADH,
    SUNDAY_TO_THURSDAY,
    ClockError,
    DayOff,
    Moments,
    OffKind,
    Pause,
    Rule,
    WorkingCalendar,
    day_of,
    refuse,
    refuse_result,
)
from associations.enums import Bound, LastDay, Starts, Unit

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "RIYADH",
    "SUNDAY_TO_THURSDAY",
    "ClockError",
    "DayOff",
    "Derivation",
    "Excluded",
    "Moments",
    "OffKind",
    "Pause",
    "Rule",
    "Step",
    "StepKind",
    "WorkingCalendar",
    "day_of",
    "derive",
    "result_day",
    "working_days_between",
]


class StepKind(StrEnum):
    """One line of the explanation, in the order in which a person reads it aloud."""

    NO_PERIOD = "no_period"
    NOT_COMPLETE = "not_complete"
    CUT_OFF = "cut_off"  # on: the day it came; until: the day it counts from; number: the hour; rule
    STARTED = "started"  # on: day 0; rule
    RULE = "rule"  # rule
    EXTENDED = "extended"  # number, unit
    WEEKEND = "weekend"  # weekdays, in the order Sunday to Saturday
    SKIPPED = "skipped"  # on, until: first and last day of a run with one reason; number; off; name
    PAUSED = "paused"  # on: first day; until: day of resumption; number: days taken out of the count; name: reason
    MOVED = "moved"  # on: where the last day fell; until: where it went; off; name
    RESULT = "result"  # on; number: which day of the count it is; rule
    STOPPED = "stopped"  # on: first day of the open pause; number: days left; unit; name: reason
    INTERNAL = "internal"  # on; rule: the internal target


@dataclass(frozen=True, slots=True)
class Step:
    """A language-free line of the explanation; ``StepKind`` says which facts each kind carries."""

    kind: StepKind
    on: date | None = None
    until: date | None = None
    number: int | None = None
    unit: Unit | None = None
    rule: Rule | None = None
    off: OffKind | None = None
    name: str = ""
    weekdays: tuple[int, ...] = ()


class Excluded(NamedTuple):
    date: date
    kind: OffKind
    name: str


@dataclass(frozen=True)
class Derivation:
    """The answer's days and why. ``counted`` and ``excluded`` together are every day from day 1 through the result.

    Where nothing is promised but an internal target is counted, they and ``starts_on`` tell of that target.
    ``remaining`` is set only while an open pause holds the count.
    """

    rule: Rule
    starts_on: date | None
    answer_expected_from: date | None
    due_on: date | None
    internal_target_on: date | None
    excluded: tuple[Excluded, ...]
    counted: tuple[tuple[date, int], ...]
    remaining: int | None
    steps: tuple[Step, ...]

    @property
    def result_on(self) -> date | None:
        """The day on which the count that is shown ends, whichever bound it serves."""
        return self.due_on or self.answer_expected_from or (None if self.rule.has_period else self.internal_target_on)

    @property
    def stopped_on(self) -> date | None:
        """The first day of the open pause in which the count stands still."""
        return next((step.on for step in self.steps if step.kind == StepKind.STOPPED), None)


@dataclass
class _Count:
    """One count under way. ``moved_from`` is set where a last day was moved off a day that is not worked."""

    rule: Rule
    starts_on: date
    length: int
    result: date | None = None
    counted: list[tuple[date, int]] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    moved_from: date | None = None
    stopped_by: Pause | None = None


def derive(rule: Rule, calendar: WorkingCalendar, moments: Moments, *, internal: Rule | None = None) -> Derivation:
    """Count, and keep the reason of every step. Takes time in proportion to the days counted."""
    if internal is not None and internal.bound != Bound.AT_MOST:
        refuse("internal_not_at_most", gettext("An internal target is a period of at most so many days."), "internal")
    main = _begin(rule, calendar, moments, sum(moments.extensions))
    target = _begin(internal, calendar, moments, 0) if internal else None
    _check_pauses(moments, (main if rule.has_period else target))
    for count in (main, target):
        if count:
            _run(count, calendar, moments.pauses)
    shown = main or target
    result = main.result if main else None
    return Derivation(
        rule=rule,
        starts_on=shown.starts_on if shown else None,
        answer_expected_from=result if rule.bound == Bound.AT_LEAST else None,
        due_on=result if rule.bound == Bound.AT_MOST else None,
        internal_target_on=target.result if target else None,
        excluded=tuple(shown.excluded) if shown else (),
        counted=tuple(shown.counted) if shown else (),
        remaining=shown.length - len(shown.counted) if shown and shown.stopped_by else None,
        steps=tuple(_steps(rule, calendar, moments, main, target)),
    )


def result_day(rule: Rule, calendar: WorkingCalendar, moments: Moments) -> date | None:
    """The result of ``derive`` without its reasons, by look-up: for recomputing many cases on one calendar."""
    count = _begin(rule, calendar, moments, sum(moments.extensions))
    _check_pauses(moments, count)
    if count is None:
        return None
    day = count.starts_on.toordinal()
    worked, rank = calendar.table if rule.in_working_days else ((), ())
    first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()

    def nth(length: int) -> int:
        if not worked:
            return day + length
        place = rank[day - first] + length - 1
        return worked[place] if place < len(worked) else last + 1

    length, result = count.length, nth(count.length)
    for pause in moments.pauses:
        begins = pause.from_on.toordinal()
        if begins >= result:
            break
        if pause.until_on is None:
            return None
        ends = pause.until_on.toordinal()
        length += rank[ends - first] - rank[begins - first] if worked else ends - begins
        result = nth(length)
    if result > last:
        refuse_result()
    fell_on = date.fromordinal(result)
    return _land(rule, calendar, moments.pauses, fell_on)[0]


def working_days_between(calendar: WorkingCalendar, after: date, until: date) -> int:
    """How many working days lie after ``after``, up to and with ``until``; 0 where ``until`` is not later."""
    return sum(calendar.is_working(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))


def _begin(rule: Rule, calendar: WorkingCalendar, moments: Moments, extension: int) -> _Count | None:
    """A count at its day 0, or None where there is no period or its starting moment has not come."""
    if rule.length is None:
        if extension:
            refuse("extension_without_period", gettext("There is no period that could be extended."), "extensions")
        return None
    moment = _starting_moment(rule, moments)
    if moment is None:
        return None
    starts_on = day_of(moment)
    if _is_past_cut_off(rule, moment):
        starts_on = calendar.next_working_day(starts_on) if rule.in_working_days else starts_on + ONE_DAY
        if starts_on > LAST_DAY:
            refuse_result()
    return _Count(rule, starts_on, rule.length + extension)


def _starting_moment(rule: Rule, moments: Moments) -> date | datetime | None:
    return moments.complete if rule.starts == Starts.COMPLETENESS else moments.received


def _is_past_cut_off(rule: Rule, moment: date | datetime) -> bool:
    if rule.cut_off_hour is None or not isinstance(moment, datetime):
        return False
    return moment.astimezone(RIYADH).hour >= rule.cut_off_hour


def _check_pauses(moments: Moments, leading: _Count | None) -> None:
    """A pause stops a clock that runs: none is possible before the day of the moment that starts it.

    That day may lie before day 0, where the moment came after the cut-off hour.
    """
    if not moments.pauses:
        return
    if leading is None:
        refuse("pause_without_clock", gettext("The clock has not started, so it cannot be paused."), "pauses")
    moment = _starting_moment(leading.rule, moments)
    if moment is not None and moments.pauses[0].from_on < day_of(moment):
        refuse("pause_before_start", gettext("A pause cannot begin before the clock starts."), "pauses")


def _run(count: _Count, calendar: WorkingCalendar, pauses: tuple[Pause, ...]) -> None:
    """Walk day by day from day 0 to the result, or to the open pause that holds it."""
    by_week = count.rule.in_working_days
    waiting = list(reversed(pauses))
    day = count.starts_on
    while len(count.counted) < count.length:
        while waiting and waiting[-1].until_on and waiting[-1].until_on <= day:
            waiting.pop()
        pause = waiting[-1] if waiting else None
        if pause and pause.until_on is None and pause.from_on <= day:
            count.stopped_by = pause
            return
        day = _tomorrow(day)
        off = calendar.why_off(day) if by_week else None
        if off:
            count.excluded.append(Excluded(day, *off))
        elif pause and pause.covers(day):
            count.excluded.append(Excluded(day, OffKind.PAUSE, pause.reason))
        else:
            count.counted.append((day, len(count.counted) + 1))
    count.result, moved_over, count.stopped_by = _land(count.rule, calendar, pauses, day)
    if moved_over:
        count.moved_from = day
        count.counted.pop()
        count.excluded.extend(moved_over)
        if count.result:
            count.counted.append((count.result, count.length))


def _land(
    rule: Rule, calendar: WorkingCalendar, pauses: tuple[Pause, ...], day: date
) -> tuple[date | None, list[Excluded], Pause | None]:
    """Where a last day comes to rest, the days it was moved over, and the open pause that keeps it from resting."""
    moved_over: list[Excluded] = []
    while rule.last_day == LastDay.NEXT_WORKING_DAY:
        off = calendar.why_off(day)
        pause = next((pause for pause in pauses if pause.covers(day)), None)
        if pause and pause.until_on is None:
            return None, moved_over, pause
        if off:
            moved_over.append(Excluded(day, *off))
        elif pause:
            moved_over.append(Excluded(day, OffKind.PAUSE, pause.reason))
        else:
            break
        day = _tomorrow(day)
    return day, moved_over, None


def _tomorrow(day: date) -> date:
    if day >= LAST_DAY:
        refuse_result()
    return day + ONE_DAY


def _steps(
    rule: Rule, calendar: WorkingCalendar, moments: Moments, main: _Count | None, target: _Count | None
) -> Iterator[Step]:
    if not rule.has_period:
        yield Step(StepKind.NO_PERIOD)
    elif main is None:
        yield Step(StepKind.NOT_COMPLETE, rule=rule)
    shown = main or target
    if shown:
        yield from _start_steps(shown, moments)
    if rule.has_period:
        yield Step(StepKind.RULE, rule=rule)
        for days in moments.extensions:
            yield Step(StepKind.EXTENDED, number=days, unit=rule.unit)
    if shown:
        yield from _skip_steps(shown, calendar, moments.pauses)
        yield from _end_steps(shown, is_promise=shown is main)
    if target and target.result:
        yield Step(StepKind.INTERNAL, on=target.result, rule=target.rule)


def _start_steps(count: _Count, moments: Moments) -> Iterator[Step]:
    moment = _starting_moment(count.rule, moments)
    if moment is not None and _is_past_cut_off(count.rule, moment):
        hour = count.rule.cut_off_hour
        yield Step(StepKind.CUT_OFF, on=day_of(moment), until=count.starts_on, number=hour, rule=count.rule)
    yield Step(StepKind.STARTED, on=count.starts_on, rule=count.rule)


def _skip_steps(count: _Count, calendar: WorkingCalendar, pauses: tuple[Pause, ...]) -> Iterator[Step]:
    """What was left out of the count before its last day fell: the week's end once, the rest in date order."""
    end = count.moved_from or count.result or LAST_DAY
    skipped = [day for day in count.excluded if day.date < end]
    if any(day.kind == OffKind.WEEKEND for day in skipped):
        yield Step(StepKind.WEEKEND, weekdays=tuple(day for day in (6, 0, 1, 2, 3, 4, 5) if day not in calendar.week))
    steps = []
    for (kind, name, _), run in groupby(enumerate(skipped), key=_run_key):
        days = [day.date for _, day in run]
        if kind in (OffKind.OWN_CLOSURE, OffKind.OFFICIAL):
            steps.append(Step(StepKind.SKIPPED, on=days[0], until=days[-1], number=len(days), off=kind, name=name))
    for pause in pauses:
        if pause.until_on and count.starts_on < pause.until_on and pause.from_on < end:
            taken = sum(day.kind == OffKind.PAUSE and pause.covers(day.date) for day in skipped)
            steps.append(
                Step(StepKind.PAUSED, on=pause.from_on, until=pause.until_on, number=taken, name=pause.reason)
            )
    yield from sorted(steps, key=lambda step: step.on or end)


def _run_key(numbered: tuple[int, Excluded]) -> tuple[OffKind, str, int]:
    """Days in a row with one reason share a key: their ordinal grows as fast as their place in the list."""
    place, day = numbered
    return day.kind, day.name, day.date.toordinal() - place


def _end_steps(count: _Count, *, is_promise: bool) -> Iterator[Step]:
    if count.moved_from:
        reason = next(day for day in count.excluded if day.date == count.moved_from)
        yield Step(StepKind.MOVED, on=count.moved_from, until=count.result, off=reason.kind, name=reason.name)
    if count.stopped_by:
        pause, left = count.stopped_by, count.length - len(count.counted)
        unit = count.rule.unit
        yield Step(StepKind.STOPPED, on=pause.from_on, number=left, unit=unit, name=pause.reason)
    elif is_promise:
        yield Step(StepKind.RESULT, on=count.result, number=count.length, rule=count.rule)
