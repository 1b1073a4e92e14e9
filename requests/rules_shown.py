"""The earlier limits and rules in words: who changed them, when, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.ui import amount

from .enums import ChangedRules
from .models import DeliveryRules

SHOWN = 20


@dataclass(frozen=True)
class Change:
    who: str
    at: datetime
    lines: list[tuple[str, str, str]]  # what, before, after; what is empty where the whole changed


def changes_of(association: Any, rules: str) -> list[Change]:
    """The latest first. One query."""
    rows = association.rules_changes.filter(rules=rules).select_related("by")[:SHOWN]
    return [Change(row.by.name, row.at, WORDS[row.rules](row.before, row.after)) for row in rows]


def _limits(before: list[list[Any]], after: list[list[Any]]) -> list[tuple[str, str, str]]:
    return [("", _limit_words(before), _limit_words(after))]


def _limit_words(limits: list[list[Any]]) -> str:
    lines = []
    for above, approvers in limits:
        words = ngettext(
            "above %(amount)s riyals %(people)s person", "above %(amount)s riyals %(people)s people", approvers
        )
        lines.append(words % {"amount": amount(Decimal(above)), "people": approvers})
    return _("; ").join(lines) or _("no limit")


def _numbers(before: Mapping[str, int], after: Mapping[str, int]) -> list[tuple[str, str, str]]:
    field = DeliveryRules._meta.get_field
    changed = [name for name in after if before[name] != after[name]]
    return [(str(field(name).verbose_name), str(before[name]), str(after[name])) for name in changed]


WORDS: dict[str, Callable[[Any, Any], list[tuple[str, str, str]]]] = {
    ChangedRules.LIMITS: _limits,
    ChangedRules.DELIVERY: _numbers,
}
