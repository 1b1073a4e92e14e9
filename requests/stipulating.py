"""Conditions of a decision as plain values: how many, how long, and what cannot be asked (R6–R9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .enums import MustBeMet, Outcome

MOST = 8  # of one decision: who reads more keeps none
LONGEST = 300


class Stipulated(NamedTuple):
    """What is asked, whether the delivery waits for it, and the last day, if there is one."""

    text: str
    needed: str = MustBeMet.BEFORE
    last_on: date | None = None


def stipulated(rows: Iterable[Any]) -> tuple[Stipulated, ...]:
    """The values of rows that say the same: of a motion, or of an earlier decision."""
    return tuple(Stipulated(row.text, row.needed, row.last_on) for row in rows)


def check_stipulations(rows: Sequence[Stipulated], *, outcome: str) -> tuple[Stipulated, ...]:
    """The rows as they are kept; raises in words where a refusal carries any, or they say nothing."""
    kept = tuple(row._replace(text=row.text.strip()) for row in rows if row.text.strip())
    if kept and outcome not in (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED):
        message = _("Only what is granted has conditions: take them out, or grant the request.")
        raise DomainError(message, code="nothing_granted", field="stipulations")
    if len(kept) > MOST:
        raise DomainError(_("A decision has at most eight conditions."), code="too_many", field="stipulations")
    if any(len(row.text) > LONGEST or row.needed not in MustBeMet.values for row in kept):
        message = _("A condition says in at most 300 letters what is asked.")
        raise DomainError(message, code="too_long", field="stipulations")
    return kept


def refuse_past(rows: Iterable[Stipulated], *, today: date) -> None:
    """Asked when conditions are set, not when a vote takes effect later: a day may have passed meanwhile."""
    if any(row.last_on is not None and row.last_on < today for row in rows):
        message = _("The last day of a condition is today or later.")
        raise DomainError(message, code="past", field="stipulations")
