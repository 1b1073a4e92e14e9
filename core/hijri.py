"""Hijri dates by the Umm al-Qura tables: a day that does not exist is never accepted or made.

The tables cover 1343 to 1500 AH (1 August 1924 to 16 November 2077). A ``HijriDate`` outside them can be
kept (people born before 1343), only its Gregorian day is unknown and asking for it raises ``HijriRangeError``.
Month names are our own: hijridate says ربيع الثاني where the calendar of the state says ربيع الآخر.
"""

from __future__ import annotations

import calendar as calendar_module
import datetime
import re
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian as _TableGregorian
from hijridate import Hijri as _TableHijri

from .digits import to_ascii
from .errors import DomainError
from .names import fold

Calendar = Literal["hijri", "gregorian"]

FIRST_YEAR, LAST_YEAR = 1343, 1500
FIRST_GREGORIAN, LAST_GREGORIAN = datetime.date(1924, 8, 1), datetime.date(2077, 11, 16)

_NAMES: dict[Calendar, dict[str, tuple[str, ...]]] = {
    "hijri": {
        "ar": (
            *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
            *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
        ),
        "en": (
            *("Muharram", "Safar", "Rabi’ al-Awwal", "Rabi’ al-Akhir", "Jumada al-Ula", "Jumada al-Akhirah"),
            *("Rajab", "Sha’ban", "Ramadan", "Shawwal", "Dhu al-Qa’dah", "Dhu al-Hijjah"),
        ),
    },
    "gregorian": {
        "ar": (
            *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
            *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
        ),
        "en": (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    },
}
# What people type beside the names above; compared folded, without spaces, articles and apostrophes.
_OTHER_NAMES: dict[Calendar, dict[int, str]] = {
    "hijri": {
        1: "muharam, moharram",
        3: "ربيع1, rabi 1, rabi i, rabi al-awal",
        4: "ربيع الثاني, ربيع2, rabi 2, rabi ii, rabi al-thani, rabi al-akhar",
        5: "جمادى الأول, جماد الأول, جماد1, جمادى1, jumada 1, jumada i, jumada al-awwal, jumada al-oula",
        6: "جمادى الآخر, جماد الآخر, جماد الآخرة, جمادى الثانية, جمادى الثاني, جماد الثاني, جماد2, جمادى2, "
        "jumada 2, jumada ii, jumada al-thani, jumada al-thaniyah, jumada al-akhira",
        8: "shaaban",
        9: "ramadhan, رمظان",
        10: "shawal",
        11: "القعدة, dhul qadah, dhul qidah, dhu al-qidah",
        12: "الحجة, dhul hijjah, dhul hijja, dhu al-hijja",
    },
    "gregorian": {
        1: "jan, كانون الثاني",
        2: "feb, شباط",
        3: "mar, آذار",
        4: "apr, نيسان",
        5: "أيار, ماي",
        6: "jun, حزيران, يونية",
        7: "jul, تموز, يولية",
        8: "aug, آب",
        9: "sep, sept, أيلول",
        10: "oct, تشرين الأول",
        11: "nov, تشرين الثاني",
        12: "dec, كانون الأول",
    },
}


class HijriRangeError(DomainError):
    """The Umm al-Qura tables do not reach this date."""

    def __init__(self) -> None:
        super().__init__(
            _("Check the year: Hijri 1343 to 1500, or Gregorian August 1924 to November 2077."), code="calendar_range"
        )


class InvalidHijriDate(DomainError):
    """The Hijri calendar has no such day."""


def language() -> str:
    """``"ar"`` or ``"en"``: which of our own tables of names the active language uses."""
    return "en" if (get_language() or settings.LANGUAGE_CODE).startswith("en") else "ar"


def month_name(calendar: Calendar, number: int) -> str:
    """The month's name in the active language; ``number`` from 1."""
    return _NAMES[calendar][language()][number - 1]


def year_mark(calendar: Calendar) -> str:
    """What follows the year: هـ or م in Arabic; AH or nothing in English."""
    return {"hijri": {"ar": "هـ", "en": " AH"}, "gregorian": {"ar": "م", "en": ""}}[calendar][language()]


MONTHS = tuple(lazy(month_name, str)("hijri", number) for number in range(1, 13))


def _month_key(text: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+", fold(text)) if word != "al"]
    bare = (re.sub(r"^ال(?=..)", "", "dhu" if word == "dhul" else word) for word in words)
    return re.sub(r"^ذ[ويا](?:ال)?(?=..)", "ذو", "".join(bare))  # ذو, ذي and ذا القعدة, apart or in one


_MONTH_KEYS: dict[Calendar, dict[str, int]] = {
    calendar: {
        **{_month_key(name): number for names in tables.values() for number, name in enumerate(names, start=1)},
        **{_month_key(name): n for n, names in _OTHER_NAMES[calendar].items() for name in names.split(",")},
    }
    for calendar, tables in _NAMES.items()
}


def month_number(text: str, calendar: Calendar | None = None) -> int | None:
    """1 to 12 for a number in any script or an Arabic or English month name; None when it is neither.

    With ``calendar`` only that calendar's names count; without it the names of both do (none is shared).
    """
    number = to_ascii(text).strip()
    if re.fullmatch(r"[0-9]{1,2}", number):
        return int(number) if 1 <= int(number) <= 12 else None
    key = _month_key(text)
    searched: tuple[Calendar, ...] = (calendar,) if calendar else ("hijri", "gregorian")
    return next((_MONTH_KEYS[c][key] for c in searched if key in _MONTH_KEYS[c]), None)


def days_in_month(year: int, month: int) -> int:
    """29 or 30; 30 for a year outside the tables, where nobody can say."""
    if not 1 <= month <= 12:
        raise InvalidHijriDate(_("Months are numbered from 1 to 12."), code="month")
    try:
        return _TableHijri(year, month, 1).month_length()
    except OverflowError:
        return 30


@dataclass(frozen=True, order=True)
class HijriDate:
    """A day of the Hijri calendar; ordered by time. Raises ``InvalidHijriDate`` for a day that does not exist."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if self.year < 1:
            raise InvalidHijriDate(_("Enter the year in four digits, such as 1447."), code="year")
        length = days_in_month(self.year, self.month)
        if not 1 <= self.day <= length:
            message = _("%(month)s %(year)s has only %(days)s days. Check the day.")
            words = {"month": MONTHS[self.month - 1], "year": self.year, "days": length}
            raise InvalidHijriDate(message % words, code="day")

    @classmethod
    def from_gregorian(cls, day: datetime.date) -> HijriDate:
        """The Hijri day of a Gregorian one; raises ``HijriRangeError`` before August 1924 and after November 2077."""
        try:
            found = _TableGregorian(day.year, day.month, day.day).to_hijri()
        except OverflowError as error:
            raise HijriRangeError from error
        return cls(found.year, found.month, found.day)

    def to_gregorian(self) -> datetime.date:
        """The same day as a plain ``datetime.date``; raises ``HijriRangeError`` outside 1343 to 1500 AH."""
        try:
            found = _TableHijri(self.year, self.month, self.day).to_gregorian()
        except OverflowError as error:
            raise HijriRangeError from error
        return datetime.date(found.year, found.month, found.day)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True)
class PartialDate:
    """A date of which only the year, or the year and month, may be known (old birth records)."""

    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise DomainError(_("Enter the month as well, or leave the day empty."), code="incomplete")
        if self.calendar == "hijri":
            HijriDate(self.year, self.month or 1, self.day or 1)
        else:
            gregorian_day(self.year, self.month or 1, self.day or 1)

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    def as_text(self) -> str:
        """In words of the active language: «1390هـ», «رمضان 1390هـ» or «5 رمضان 1390هـ»."""
        name = month_name(self.calendar, self.month) if self.month else None
        parts = [str(part) for part in (self.day, name, self.year) if part is not None]
        return " ".join(parts) + year_mark(self.calendar)

    def agrees_with(self, other: PartialDate) -> bool:
        """Whether both can mean the same day: equal when both are whole, overlapping otherwise.

        Outside the tables the Hijri day is only estimated, so three days either way are let pass.
        """
        (first, last), (other_first, other_last) = self._span(), other._span()
        return first <= other_last and other_first <= last

    def _span(self) -> tuple[int, int]:
        """First and last possible day, as proleptic Gregorian ordinals."""
        first_month, last_month = (self.month, self.month) if self.month else (1, 12)
        if self.calendar == "gregorian":
            last_day = self.day or calendar_module.monthrange(self.year, last_month)[1]
            first = datetime.date(self.year, first_month, self.day or 1)
            return first.toordinal(), datetime.date(self.year, last_month, last_day).toordinal()
        first_hijri = HijriDate(self.year, first_month, self.day or 1)
        last_hijri = HijriDate(self.year, last_month, self.day or days_in_month(self.year, last_month))
        try:
            return first_hijri.to_gregorian().toordinal(), last_hijri.to_gregorian().toordinal()
        except HijriRangeError:
            return _estimated_ordinal(first_hijri) - 3, _estimated_ordinal(last_hijri) + 3


def _estimated_ordinal(day: HijriDate) -> int:
    """The arithmetic (civil) calendar's day: within two days of any sighted one."""
    whole_years = 354 * (day.year - 1) + (11 * day.year + 3) // 30
    return 227014 + whole_years + 29 * (day.month - 1) + day.month // 2 + day.day - 1


def gregorian_day(year: int, month: int, day: int) -> datetime.date:
    """A Gregorian day from its parts; a day that does not exist raises ``DomainError`` naming the month's length."""
    if not 1 <= month <= 12:
        raise DomainError(_("Months are numbered from 1 to 12."), code="month")
    if not 1 <= year <= 9999:
        raise DomainError(_("Enter the year in four digits, such as 1447."), code="year")
    length = calendar_module.monthrange(year, month)[1]
    if not 1 <= day <= length:
        message = _("%(month)s %(year)s has only %(days)s days. Check the day.")
        words = {"month": month_name("gregorian", month), "year": year, "days": length}
        raise DomainError(message % words, code="day")
    return datetime.date(year, month, day)


def iso_day(text: str) -> datetime.date | None:
    """The day of an address such as ``2026-11-21``; None for anything else, and for days outside the tables."""
    try:
        day = datetime.date.fromisoformat(text)
        HijriDate.from_gregorian(day)
    except (ValueError, HijriRangeError):
        return None
    return day


@dataclass(frozen=True)
class DualDate:
    """One day in both calendars, and the calendar it was typed in.

    ``gregorian`` is None only for a Hijri day before 1343 AH, where the field allowed it.
    """

    gregorian: datetime.date | None
    hijri: HijriDate
    calendar: Calendar = "hijri"

    @classmethod
    def of(cls, day: datetime.date | HijriDate, calendar: Calendar | None = None) -> DualDate:
        """From a day of either calendar; raises ``HijriRangeError`` for a Gregorian day outside the tables."""
        if isinstance(day, HijriDate):
            gregorian = day.to_gregorian() if day.year >= FIRST_YEAR else None
            return cls(gregorian, day, calendar or "hijri")
        plain = datetime.date(day.year, day.month, day.day)
        return cls(plain, HijriDate.from_gregorian(plain), calendar or "gregorian")
