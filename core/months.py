"""A day so many months after another, on the same day of the month or the last one it has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .hijri import Calendar, HijriDate, days_in_month


def months_after(day: date, months: int, calendar: Calendar = "gregorian") -> date:
    """31 January and one month give 28 or 29 February; 30 Sha'ban and one month 29 or 30 Ramadan."""
    if calendar == "hijri":
        hijri = HijriDate.from_gregorian(day)
        year, month = divmod(hijri.year * 12 + hijri.month - 1 + months, 12)
        return HijriDate(year, month + 1, min(hijri.day, days_in_month(year, month + 1))).to_gregorian()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
