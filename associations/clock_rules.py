"""What a policy version says about using the clock, in one value; a version that says nothing gets the defaults."""

from __future__ import annotations

from typing import NamedTuple

from .enums import Warned
from .models import ClockRules, PolicyVersion

# 5, 2 and 0 calendar days before the last day: first who has the case, then the manager too
DEFAULT_WARNINGS = ((5, Warned.OWNER), (2, Warned.OWNER), (2, Warned.MANAGER), (0, Warned.MANAGER))


class ClockUse(NamedTuple):
    """Reasons to stand still, limits in calendar days, warnings as (days before the last day, who)."""

    pause_reasons: tuple[str, ...] = ()
    longest_pause: int = 0
    longest_extension: int = 0
    warnings: tuple[tuple[int, str], ...] = DEFAULT_WARNINGS


def clock_use(version: PolicyVersion) -> ClockUse:
    """Three queries."""
    rules = ClockRules.objects.filter(version=version).first()
    if rules is None:
        return ClockUse()
    return ClockUse(
        pause_reasons=tuple(version.pause_reasons.values_list("reason", flat=True)),
        longest_pause=rules.longest_pause,
        longest_extension=rules.longest_extension,
        warnings=tuple(version.warnings.values_list("days_before", "to")),
    )
