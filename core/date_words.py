"""Dates in words and figures, Hijri first, in the active language; days sort and compare elsewhere.

A day outside the Umm al-Qura tables is shown in the one calendar it is known in, never in a guessed one.
"""

from __future__ import annotations

import datetime
from typing import Literal

from django.utils import timezone

from .digits import to_arabic
from .hijri import Calendar, DualDate, HijriDate, HijriRangeError, PartialDate, language, year_mark

Day = datetime.date | datetime.datetime | HijriDate | DualDate

# Keeps each part of a date standing from right to left in Arabic text: the day comes first, on the right.
RLM = "\u200f"
_WEEKDAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def hijri_of(day: Day) -> HijriDate | None:
    """The Hijri day, or None for a Gregorian day outside the tables."""
    if isinstance(day, DualDate):
        return day.hijri
    if isinstance(day, HijriDate):
        return day
    try:
        return HijriDate.from_gregorian(_plain(day))
    except HijriRangeError:
        return None


def gregorian_of(day: Day) -> datetime.date | None:
    """The Gregorian day (a moment's day in Riyadh), or None for a Hijri day outside the tables."""
    if isinstance(day, DualDate):
        return day.gregorian
    if not isinstance(day, HijriDate):
        return _plain(day)
    try:
        return day.to_gregorian()
    except HijriRangeError:
        return None


def hijri_long(day: Day) -> str:
    """«20 شوال 1447هـ», in English "20 Shawwal 1447 AH"; empty where the Hijri day is unknown."""
    found = hijri_of(day)
    return PartialDate("hijri", found.year, found.month, found.day).as_text() if found else ""


def gregorian_long(day: Day) -> str:
    """«8 أبريل 2026م», in English "8 April 2026"; empty where the Gregorian day is unknown."""
    found = gregorian_of(day)
    return PartialDate("gregorian", found.year, found.month, found.day).as_text() if found else ""


def weekday_name(day: Day) -> str:
    """«الأحد»; empty where the Gregorian day is unknown."""
    found = gregorian_of(day)
    return _WEEKDAYS[language()][found.weekday()] if found else ""


def dual_long(day: Day, weekday: bool = False) -> str:
    """Plain text for letters and messages: «الأحد 17 ربيع الآخر 1446هـ الموافق 20 أكتوبر 2024م»."""
    dates = corresponding(hijri_long(day), gregorian_long(day))
    return f"{weekday_name(day)} {dates}".strip() if weekday else dates


def corresponding(first: str, second: str) -> str:
    """Both calendars' texts joined by «الموافق»; whichever is empty is left out."""
    joint = {"ar": " الموافق ", "en": ", corresponding to "}[language()]
    return joint.join(text for text in (first, second) if text)


def hijri_short(day: Day) -> str:
    """«20/10/1447هـ» in European digits, the day standing first; English "20/10/1447 AH"."""
    return _figures("hijri", hijri_of(day))


def gregorian_short(day: Day) -> str:
    """«08/04/2026م» in European digits, the day standing first; English "08/04/2026"."""
    return _figures("gregorian", gregorian_of(day))


def letter_hijri(day: Day) -> str:
    """As letters write it: «١٣/٠٥/١٤٤٥هـ» with a right-to-left mark before each slash."""
    return _letter_digits(hijri_short(day))


def letter_gregorian(day: Day) -> str:
    """As letters write it: «٢٧/١١/٢٠٢٣م» with a right-to-left mark before each slash."""
    return _letter_digits(gregorian_short(day))


def clock_time(moment: datetime.datetime | datetime.time) -> tuple[str, str]:
    """Hour and its half of the day in Riyadh: ``("10:30", "ص")``, to be shown in that order."""
    if isinstance(moment, datetime.datetime):
        moment = local(moment).time()
    half: Literal["am", "pm"] = "am" if moment.hour < 12 else "pm"
    word = {"ar": {"am": "ص", "pm": "م"}, "en": {"am": "am", "pm": "pm"}}[language()][half]
    return f"{moment.hour % 12 or 12}:{moment.minute:02}", word


def local(moment: datetime.datetime) -> datetime.datetime:
    """The moment on Riyadh's clocks; a naive one is taken to be there already."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _plain(day: datetime.date) -> datetime.date:
    if isinstance(day, datetime.datetime):
        day = local(day)
    return datetime.date(day.year, day.month, day.day)


def _figures(calendar: Calendar, day: HijriDate | datetime.date | None) -> str:
    if day is None:
        return ""
    slash = f"{RLM}/" if language() == "ar" else "/"
    return f"{day.day:02}{slash}{day.month:02}{slash}{day.year}{year_mark(calendar)}"


def _letter_digits(text: str) -> str:
    return to_arabic(text) if language() == "ar" else text
