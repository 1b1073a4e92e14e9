"""The working calendar of an association: its week, the official holidays, and its own changes (one query)."""

from __future__ import annotations

from .clock import FIRST_DAY, LAST_DAY, WorkingCalendar
from .enums import OverrideKind
from .models import Association
from .official_holidays import official


def working_calendar(association: Association) -> WorkingCalendar:
    """All years the clock knows: the official days are read once for a process, the changes each time."""
    overrides = list(association.calendar_overrides.all())
    return WorkingCalendar(
        week=association.week,
        official=official(FIRST_DAY.year, LAST_DAY.year),
        added={row.day: row.reason for row in overrides if row.kind == OverrideKind.DAY_OFF},
        removed=frozenset(row.day for row in overrides if row.kind == OverrideKind.OFFICIAL_DAY_REMOVED),
    )
