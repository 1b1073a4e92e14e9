"""The working calendar of an association: its week, the official holidays, and its own changes (one query)."""

from __future__ import annotations

from datetime import date

from .clock import WorkingCalendar
from .enums import OverrideKind
from .models import Association
from .official_holidays import official

YEARS_BEFORE, YEARS_AFTER = 1, 2


def working_calendar(association: Association, *, around: date) -> WorkingCalendar:
    """The calendar from the year before ``around`` to two years after it (rules are far shorter)."""
    overrides = list(association.calendar_overrides.all())
    return WorkingCalendar(
        week=association.week,
        official=official(max(2000, around.year - YEARS_BEFORE), min(2076, around.year + YEARS_AFTER)),
        added={row.day: row.reason for row in overrides if row.kind == OverrideKind.DAY_OFF},
        removed=frozenset(row.day for row in overrides if row.kind == OverrideKind.OFFICIAL_DAY_REMOVED),
    )
