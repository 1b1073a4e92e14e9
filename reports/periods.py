"""A period of days, named in either calendar: this and last month, this and last year, or from a day to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.hijri import HijriDate, days_in_month, iso_day

CHOICES = {
    "hijri-month": _("This Hijri month"),
    "last-hijri-month": _("Last Hijri month"),
    "hijri-year": _("This Hijri year"),
    "month": _("This Gregorian month"),
    "last-month": _("Last Gregorian month"),
    "year": _("This Gregorian year"),
}
GREGORIAN = ("month", "last-month", "year")
DEFAULT = "hijri-year"


@dataclass(frozen=True)
class Period:
    """First and last day, both included; ``name`` is one of ``CHOICES`` or empty."""

    first: date
    last: date
    name: str = ""


def _hijri_month(year: int, month: int) -> tuple[date, date]:
    return HijriDate(year, month, 1).to_gregorian(), HijriDate(year, month, days_in_month(year, month)).to_gregorian()


def named(name: str, *, today: date) -> Period:
    """The period of a name; an unknown name is this Hijri year."""
    hijri = HijriDate.from_gregorian(today)
    month_first = today.replace(day=1)
    if name == "hijri-month":
        return Period(*_hijri_month(hijri.year, hijri.month), name)
    if name == "last-hijri-month":
        before = (hijri.year, hijri.month - 1) if hijri.month > 1 else (hijri.year - 1, 12)
        return Period(*_hijri_month(*before), name)
    if name == "month":
        return Period(month_first, (month_first + timedelta(days=31)).replace(day=1) - timedelta(days=1), name)
    if name == "last-month":
        last = month_first - timedelta(days=1)
        return Period(last.replace(day=1), last, name)
    if name == "year":
        return Period(date(today.year, 1, 1), date(today.year, 12, 31), name)
    return Period(_hijri_month(hijri.year, 1)[0], _hijri_month(hijri.year, 12)[1], DEFAULT)


def asked_for(query: Any, *, today: date) -> Period:
    """The period of an address: ``from`` and ``to`` as ISO days where both are days, else ``period`` by its name."""
    first, last = iso_day(query.get("from", "")), iso_day(query.get("to", ""))
    if first is None or last is None:
        return named(query.get("period", DEFAULT), today=today)
    return Period(min(first, last), max(first, last))
