"""What a search text means: a file number, an ID of any kind, a mobile, or a name.

Whatever may be an identifier is looked for before anything is called wrong: the file of a Gulf citizen or of a
traveller has a number with other digits and letters than a Saudi's.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from core.digits import to_ascii
from core.errors import DomainError
from core.hijri import HijriDate
from core.identity import clean_mobile, clean_national_id

_SERIAL = 6  # digits of a file number without its year; fewer than any identifier has
_YEARS_BACK = 30
_DOCUMENT = re.compile(r"(?=(?:.*[0-9]){4})[A-Z0-9]{5,20}")


class Asked(NamedTuple):
    """``value`` in stored form; ``error`` says what cannot be right where no file has what was typed."""

    kind: Literal["nothing", "name", "number", "national_id", "mobile"]
    value: str = ""
    error: str | Promise = ""
    also: str = ""  # the number as it would stand on another card than a Saudi's

    @property
    def is_identifier(self) -> bool:
        """Whether the text must stay out of addresses."""
        return self.kind in ("national_id", "mobile")

    @property
    def numbers(self) -> list[str]:
        """The file numbers that are meant; a serial alone is tried in each year, the latest first."""
        if not self.value.isdigit():
            return [self.value]
        this_year = HijriDate.from_gregorian(timezone.localdate()).year
        return [f"B-{year}-{int(self.value):06d}" for year in range(this_year, this_year - _YEARS_BACK, -1)]

    @property
    def identifiers(self) -> list[tuple[str, str]]:
        """(field with a blind index, its plain value) of everything that the text may be."""
        found = [(field, self.value) for field in ("mobile", "other_mobile") if self.kind == "mobile" and self.value]
        return found + [("national_id", plain) for plain in (self.value, self.also) if plain and plain[0] != "+"]


def asked_for(text: str) -> Asked:
    """Read a search text in any digits, with or without spaces, dashes and invisible marks."""
    plain = "".join(c for c in to_ascii(text) if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    compact = re.sub(r"[\s./+()-]", "", plain).upper()
    number = re.fullmatch(r"B([0-9]{4})([0-9]{1,6})", compact) or re.fullmatch(
        r"(1[345][0-9]{2})\s*[-/ ]\s*([0-9]{1,6})", plain
    )
    if number:
        also = compact if _DOCUMENT.fullmatch(compact) and compact[0] == "B" else ""
        return Asked("number", f"B-{number[1]}-{int(number[2]):06d}", also=also)
    if not compact:
        return Asked("name", plain) if plain else Asked("nothing")
    if not compact.isascii() or not compact.isdigit():
        return Asked("national_id", compact) if _DOCUMENT.fullmatch(compact) else Asked("name", plain)
    if len(compact) <= _SERIAL:
        return Asked("number", compact)
    return _of_digits(plain, compact)


def _of_digits(plain: str, digits: str) -> Asked:
    is_mobile = plain.startswith("+") or digits.startswith(("0", "5", "966"))
    kind: Literal["mobile", "national_id"] = "mobile" if is_mobile else "national_id"
    try:
        return Asked(kind, clean_mobile(plain) if is_mobile else clean_national_id(plain), also=digits)
    except DomainError as error:
        return Asked(kind, error=error.message, also=digits)
