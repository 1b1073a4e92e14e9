"""The state's official holidays with their names in the active language; the dates are the ``holidays`` library's.

Both Eids follow Umm al-Qura: an association records a sighting that fell otherwise as an override of its calendar.
Compensatory days are included and keep their mark, «(يوم تعويضي)».
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays
from django.utils.translation import get_language


def official(year_from: int, year_to: int) -> dict[date, str]:
    """All official days of the years, both included, in date order; a fresh dictionary the caller may change.

    The first call for a span and language costs some milliseconds per year, later ones a copy.
    """
    language = "en_US" if (get_language() or "ar").startswith("en") else "ar"
    return dict(_days(year_from, year_to, language))


@lru_cache(maxsize=64)
def _days(year_from: int, year_to: int, language: str) -> tuple[tuple[date, str], ...]:
    years = range(year_from, year_to + 1)
    found = holidays.SA(years=years, language=language, expand=False)
    return tuple(sorted((day, name) for day, name in found.items() if day.year in years))
