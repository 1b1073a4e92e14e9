"""The explaining calendar: whole weeks, Sunday to Saturday, from day 0 to the result, each day with its reason.

At most 26 weeks: of a longer period the first 25 and the last are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from django.utils.translation import pgettext

from associations.clock import Derivation, OffKind, StepKind, WorkingCalendar
from associations.clock_words import plain_holiday
from associations.enums import Starts
from core.date_words import weekday_name
from core.hijri import HijriDate, month_name

CellKind = Literal["out", "start", "count", "weekend", "off", "pause", "due", "expected"]
MOST_WEEKS = 26
OPEN_FOR = timedelta(weeks=4)


@dataclass(frozen=True)
class DayCell:
    """One day; ``label`` is what stands large in it, ``shows_month`` where a month's name must be written."""

    date: date
    hijri: HijriDate
    kind: CellKind
    label: str
    shows_month: bool

    @property
    def hijri_month_label(self) -> str:
        return month_name("hijri", self.hijri.month) if self.shows_month else ""

    @property
    def gregorian_month_label(self) -> str:
        return month_name("gregorian", self.date.month) if self.shows_month else ""


def weeks(derivation: Derivation, calendar: WorkingCalendar, *, today: date | None = None) -> list[list[DayCell]]:
    """The weeks to draw; empty where nothing counts. While a pause is open they go on to ``today``, or four weeks."""
    if derivation.starts_on is None:
        return []
    painter = _Painter(derivation, calendar, today)
    sundays = [_sunday(derivation.starts_on)]
    while sundays[-1] + timedelta(days=6) < painter.end:
        sundays.append(sundays[-1] + timedelta(days=7))
    if len(sundays) > MOST_WEEKS:
        sundays = [*sundays[: MOST_WEEKS - 1], sundays[-1]]
    cells = [[painter.cell(sunday + timedelta(days=number)) for number in range(7)] for sunday in sundays]
    for row, (before, sunday) in zip(cells[1:], pairwise(sundays), strict=True):
        if (sunday - before).days > 7:
            row[0] = _with_month(row[0])
    cells[0][0] = _with_month(cells[0][0])
    return cells


def week_names() -> list[str]:
    """The days of the week in the active language, Sunday first."""
    sunday = date(2026, 3, 1)
    return [weekday_name(sunday + timedelta(days=number)) for number in range(7)]


class _Painter:
    """What each day of one derivation looks like."""

    def __init__(self, derivation: Derivation, calendar: WorkingCalendar, today: date | None) -> None:
        self.derivation = derivation
        self.calendar = calendar
        self.numbers = dict(derivation.counted)
        self.excluded = {day.date: day for day in derivation.excluded}
        self.result = derivation.result_on
        self.stopped = derivation.stopped_on
        self.start = derivation.starts_on or date.min
        self.rule = next(step.rule for step in derivation.steps if step.kind == StepKind.STARTED)
        open_until = (today or (self.stopped or self.start) + OPEN_FOR) if not self.result else None
        last_told = max([self.start, *self.numbers, *self.excluded])
        self.end = self.result or max(last_told, open_until or last_told)

    def cell(self, day: date) -> DayCell:
        hijri = HijriDate.from_gregorian(day)
        kind, label = self._face(day)
        return DayCell(day, hijri, kind, label, shows_month=day.day == 1 or hijri.day == 1)

    def _face(self, day: date) -> tuple[CellKind, str]:
        if day == self.result:
            kind: CellKind = "expected" if self.derivation.answer_expected_from else "due"
            return kind, str(self.numbers.get(day, ""))
        if day == self.start:
            return "start", self._start_word()
        if day in self.numbers:
            return "count", str(self.numbers[day])
        if day in self.excluded:
            return self._off_face(self.excluded[day].kind, self.excluded[day].name)
        if self.stopped and not self.result and self.stopped < day <= self.end:
            off = self.calendar.why_off(day) if self.rule and self.rule.in_working_days else None
            return self._off_face(*off) if off else ("pause", pgettext("day of the clock", "Paused"))
        return "out", ""

    def _off_face(self, kind: OffKind, name: str) -> tuple[CellKind, str]:
        if kind == OffKind.PAUSE:
            return "pause", pgettext("day of the clock", "Paused")
        if kind == OffKind.WEEKEND:
            return "weekend", ""
        return "off", plain_holiday(name) or pgettext("day of the clock", "Closed")

    def _start_word(self) -> str:
        completeness = self.rule is not None and self.rule.starts == Starts.COMPLETENESS
        return pgettext("day of the clock", "Complete") if completeness else pgettext("day of the clock", "Received")


def _sunday(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _with_month(cell: DayCell) -> DayCell:
    return DayCell(cell.date, cell.hijri, cell.kind, cell.label, shows_month=True)
