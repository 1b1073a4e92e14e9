"""A date from one cell: either calendar, digits of any script, the day or the year first, or a spreadsheet's number.

The calendar is told by the year. The month never stands before the day: where that is the only reading, it is
refused, because the next row would be read wrongly without anybody noticing.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .digits import to_ascii
from .errors import DomainError
from .hijri import DualDate
from .widgets import TypedDate

_SERIALS = range(10_000, 60_001)  # 18 May 1927 to 8 April 2064; a year alone is no serial
_MARK = re.compile(r"\s*(?:هـ?|ه\.|ﻫ|م|ad|ah|a\.h\.|h)\.?\s*$", re.IGNORECASE)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:am|pm|ص|م)?Z?$", re.IGNORECASE)


def read_day(text: str, *, old_births: bool = False) -> DualDate | None:
    """The day, None for nothing; raises ``DomainError`` with a sentence of its own for each way to miss it."""
    plain = "".join(c for c in to_ascii(text) if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    if not plain:
        return None
    if re.fullmatch(r"[0-9]{5}", plain) and int(plain) in _SERIALS:
        return DualDate.of(date(1899, 12, 30) + timedelta(days=int(plain)), "gregorian")
    return _parts(_MARK.sub("", _TIME.sub("", plain))).read(old_births=old_births)


def _parts(text: str) -> TypedDate:
    """Day, month and year of the text, in whichever order they stand."""
    together = re.fullmatch(r"(1[34][0-9]{2}|19[0-9]{2}|20[0-9]{2})([0-9]{2})([0-9]{2})", text)
    if together:
        return TypedDate("", together[3], together[2], together[1])
    figures = re.fullmatch(r"([0-9]{1,4})\s*[-/.\\،,\s]\s*([0-9]{1,2})\s*[-/.\\،,\s]\s*([0-9]{1,4})", text)
    if figures:
        first, month, last = figures.groups()
        year_first = len(first) == 4
        day, year = (last, first) if year_first else (first, last)
        if int(month) > 12 >= int(day):
            raise DomainError(_("Write the day before the month, such as 3/6/1985."), code="month_first")
        return TypedDate("", day, month, year)
    words = re.fullmatch(r"([0-9]{1,4})[\s\-/،,.]*([^\W\d_].*?)[\s\-/،,.]*([0-9]{1,4})", text)
    if words:
        first, name, last = words.groups()
        day, year = (last, first) if len(first) == 4 else (first, last)
        return TypedDate("", day, name, year)
    raise DomainError(_("This is no date we can read. Write it like 15/9/1405 or 1985-06-03."), code="not_a_date")
