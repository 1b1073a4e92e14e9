"""A period of results: one year of either calendar, or one month of it.

Only these, so that what a year and its months show together can be checked as one table (see ``suppression``);
free ranges could be subtracted from each other until a single answer is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils import timezone

from core.hijri import Calendar, HijriDate, PartialDate

Days = tuple[date, date]
YEARS = {"hijri": (1440, 1499), "gregorian": (2019, 2076)}


@dataclass(frozen=True)
class Period:
    """``month`` is None for the whole year; ``column`` is its place among the twelve months, the year last."""

    calendar: Calendar
    year: int
    month: int | None = None

    @classmethod
    def this_year(cls, calendar: Calendar = "hijri") -> Period:
        return cls(calendar, _year_of(timezone.localdate(), calendar))

    @property
    def column(self) -> int:
        return self.month - 1 if self.month else 12

    @property
    def months(self) -> Sequence[Days]:
        """First and last day of each of the twelve months."""
        firsts = [self._first(self.year, month) for month in range(1, 13)] + [self._first(self.year + 1, 1)]
        return [(first, after - timedelta(days=1)) for first, after in pairwise(firsts)]

    @property
    def days(self) -> Days:
        months = self.months
        return months[self.month - 1] if self.month else (months[0][0], months[-1][1])

    @property
    def label(self) -> str:
        return PartialDate(self.calendar, self.year, self.month).as_text()

    def _first(self, year: int, month: int) -> date:
        return HijriDate(year, month, 1).to_gregorian() if self.calendar == "hijri" else date(year, month, 1)


def years_offered(calendar: Calendar, *, since: date) -> list[int]:
    """From the year of ``since`` to this year, the latest first."""
    first, last = _year_of(since, calendar), _year_of(timezone.localdate(), calendar)
    return list(range(last, min(first, last) - 1, -1))


def _year_of(day: date, calendar: Calendar) -> int:
    return HijriDate.from_gregorian(day).year if calendar == "hijri" else day.year
