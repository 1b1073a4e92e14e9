"""What the clock is given: rule, working calendar, moments. Whatever could not be counted is refused when it is made.

Every refusal is a ``ClockError`` with a stable ``code``. Pure: no database, no file, no setting, no today.
Screens and actions import these names from ``associations.clock``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, NoReturn, TypeVar

from django.utils.translation import gettext

from associations.enums import Bound, LastDay, Starts, Unit
from core.errors import DomainError

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2076, 12, 31)  # no Eid is known after that
LONGEST = 3660  # days of any period
ONE_DAY = timedelta(days=1)
RIYADH = timezone(timedelta(hours=3), "Asia/Riyadh")  # no summer time, so no time-zone file is read
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})

_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_Choice = TypeVar("_Choice", Bound, Unit, Starts, LastDay)


class ClockError(DomainError):
    """What cannot be counted; ``code`` is stable, the message says how to mend it."""


def refuse(code: str, message: str, field: str | None = None) -> NoReturn:
    raise ClockError(message, code=code, field=field)


def refuse_result() -> NoReturn:
    refuse(
        "result_out_of_range", gettext("The period ends after 2076. Check the length, the extensions and the pauses.")
    )


class OffKind(StrEnum):
    """Why a day does not count; where several hold, the first of this list is named."""

    OWN_CLOSURE = "own_closure"
    OFFICIAL = "official"
    WEEKEND = "weekend"
    PAUSE = "pause"


class DayOff(NamedTuple):
    kind: OffKind
    name: str


@dataclass(frozen=True)
class Rule:
    """A response rule of a policy version; ``length`` is in days of ``unit``. Plain strings become their enums."""

    bound: Bound
    length: int | None = None
    unit: Unit | None = None
    starts: Starts | None = None
    cut_off_hour: int | None = None
    last_day: LastDay = LastDay.KEEP

    def __post_init__(self) -> None:
        _set(self, "bound", _choice(Bound, self.bound, "bound"))
        _set(self, "last_day", _choice(LastDay, self.last_day, "last_day"))
        _set(self, "unit", _choice(Unit, self.unit, "unit") if self.unit else None)
        _set(self, "starts", _choice(Starts, self.starts, "starts") if self.starts else None)
        if self.cut_off_hour is not None and not 0 <= self.cut_off_hour <= 23:
            refuse("cut_off_hour_out_of_range", gettext("Give the cut-off as a full hour, 0 to 23."), "cut_off_hour")
        if self.bound != Bound.NONE:
            self._check_period()
        elif self.length is not None:
            refuse("length_not_expected", gettext("A rule without a period has no number of days."), "length")

    def _check_period(self) -> None:
        if self.length is None:
            refuse("length_missing", gettext("Enter the number of days of the period."), "length")
        if not 1 <= self.length <= LONGEST:
            refuse("length_out_of_range", gettext("Enter a number of days from 1 to 3660."), "length")
        if self.unit is None:
            refuse("unit_missing", gettext("Say whether the days are calendar days or working days."), "unit")
        if self.starts is None:
            refuse("starts_missing", gettext("Say whether the period starts at receipt or at completeness."), "starts")

    @property
    def has_period(self) -> bool:
        return self.bound != Bound.NONE

    @property
    def in_working_days(self) -> bool:
        return self.unit == Unit.WORKING_DAYS


@dataclass(frozen=True)
class WorkingCalendar:
    """The days an association works: its week, less the official days it keeps, less its own closures.

    ``week`` holds ``date.weekday()`` numbers. The caller sees to it that ``official`` covers the whole period
    that is counted: a day that is not listed is taken for an ordinary day.
    """

    week: frozenset[int] = SUNDAY_TO_THURSDAY
    official: Mapping[date, str] = field(default_factory=dict)
    added: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.week or not self.week <= frozenset(range(7)):
            refuse("week_invalid", gettext("Choose at least one working day of the week."), "week")

    def is_working(self, day: date) -> bool:
        return (
            day.weekday() in self.week and day not in self.added and (day not in self.official or day in self.removed)
        )

    def why_off(self, day: date) -> DayOff | None:
        """The reason with the highest precedence, or None on a working day."""
        if day in self.added:
            return DayOff(OffKind.OWN_CLOSURE, self.added[day])
        if day in self.official and day not in self.removed:
            return DayOff(OffKind.OFFICIAL, self.official[day])
        return None if day.weekday() in self.week else DayOff(OffKind.WEEKEND, "")

    def next_working_day(self, after: date) -> date:
        day = after
        while day < LAST_DAY:
            day += ONE_DAY
            if self.is_working(day):
                return day
        refuse_result()

    def nth_working_day(self, after: date, number: int) -> date:
        """By look-up, for recomputing many cases: the first call on a calendar builds its table (some 5 ms)."""
        worked, rank = self.table
        place = rank[after.toordinal() - _FIRST] + number - 1
        if place >= len(worked):
            refuse_result()
        return date.fromordinal(worked[place])

    @cached_property
    def table(self) -> tuple[list[int], list[int]]:
        """Ordinals of all working days, and for each day since 2000 how many lie on or before it."""
        closed = {day.toordinal() for day in {*self.added, *(self.official.keys() - self.removed)}}
        worked: list[int] = []
        rank: list[int] = []
        for day in range(_FIRST, _LAST + 1):
            if (day + 6) % 7 in self.week and day not in closed:
                worked.append(day)
            rank.append(len(worked))
        return worked, rank


@dataclass(frozen=True)
class Pause:
    """The first day counts as it would have; the days after it, up to and with the day of resumption, do not."""

    from_on: date
    until_on: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        _set(self, "from_on", day_of(self.from_on, "pauses"))
        if self.until_on is not None:
            _set(self, "until_on", day_of(self.until_on, "pauses"))
            if self.until_on < self.from_on:
                refuse("pause_end_before_beginning", gettext("A pause cannot end before it begins."), "pauses")

    def covers(self, day: date) -> bool:
        return self.from_on < day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Moments:
    """What happened to the case. Moments with an hour must be aware; pauses may be given in any order."""

    received: date | datetime
    complete: date | datetime | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        received = day_of(self.received, "received")
        _set(self, "extensions", tuple(self.extensions))
        _set(self, "pauses", tuple(sorted(self.pauses, key=lambda pause: (pause.from_on, pause.until_on or LAST_DAY))))
        if self.complete is not None:
            too_early = day_of(self.complete, "complete") < received
            if isinstance(self.complete, datetime) and isinstance(self.received, datetime):
                too_early = self.complete < self.received
            if too_early:
                message = gettext("A case cannot be complete before it is received.")
                refuse("complete_before_received", message, "complete")
        for earlier, later in pairwise(self.pauses):
            if earlier.until_on is None or later.from_on < earlier.until_on:
                refuse(
                    "pauses_overlap", gettext("Two pauses overlap. End the first before the next begins."), "pauses"
                )
        if any(days < 1 for days in self.extensions):
            refuse("extension_too_short", gettext("An extension adds at least one day."), "extensions")


def day_of(moment: date | datetime, field: str | None = None) -> date:
    """The day in Riyadh on which a moment falls; refused outside 2000 to 2076, or without a time zone."""
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            refuse("moment_without_time_zone", gettext("Give the moment together with its time zone."), field)
        moment = moment.astimezone(RIYADH).date()
    if not FIRST_DAY <= moment <= LAST_DAY:
        refuse("date_out_of_range", gettext("Give a date from 2000 to 2076."), field)
    return moment


def _set(instance: object, name: str, value: object) -> None:
    object.__setattr__(instance, name, value)  # the one way to tidy a field of a frozen dataclass


def _choice(kind: type[_Choice], value: str, field: str) -> _Choice:
    try:
        return kind(value)
    except ValueError:
        refuse("unknown_choice", gettext("Choose one of the listed values."), field)
