"""Until when a paper answers a line of the checklist, and why it does not on a day (R2).

A line may say how many months old a paper may be. They are months of the calendar in which the paper is dated; in a
shorter month its last day stands for the one that is lacking, and the last day itself still counts. An end that is
written on the paper counts too: the earlier of the two. Nothing here reads a database or today's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from core.date_words import dual_long
from core.hijri import Calendar
from core.months import months_after


class Problem(StrEnum):
    UNDATED = "undated"
    NOT_YET = "not_yet"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Validity:
    """``until`` is the last day on which the paper is valid; None where it has no end, or none is known."""

    until: date | None = None
    problem: Problem | None = None

    def because(self) -> str:
        """The problem in a sentence of the active language; empty without one."""
        if self.problem == Problem.UNDATED:
            return _("Enter the date that stands on the paper.")
        if self.problem == Problem.NOT_YET:
            return _("The paper is dated after today. Check its date.")
        if self.problem == Problem.EXPIRED and self.until is not None:
            return _("It was valid until %(day)s: ask for a new one.") % {"day": dual_long(self.until)}
        return ""


def validity(
    *, months: int | None, issued_on: date | None, calendar: str = "", written_end: date | None = None, on: date
) -> Validity:
    """What a paper is worth on the day ``on``; ``months`` is what its line asks for, if anything."""
    if months and issued_on is None:
        return Validity(written_end, Problem.UNDATED)
    if issued_on is not None and issued_on > on:
        return Validity(written_end, Problem.NOT_YET)
    until = written_end
    if months and issued_on is not None:
        in_calendar: Calendar = "hijri" if calendar == "hijri" else "gregorian"
        reckoned = months_after(issued_on, months, in_calendar)
        until = reckoned if written_end is None else min(reckoned, written_end)
    expired = until is not None and until < on
    return Validity(until, Problem.EXPIRED if expired else None)
