"""A status moves only along its table: one row per event, checked in one place.

A room declares ``WORKFLOW = Workflow(...)`` in its ``workflow.py``; actions call ``check`` under the row's
lock; screens ask ``events_from``; ``docs/workflows.md`` and a test of every status × event read the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .errors import DomainError, TransitionNotAllowed


@dataclass(frozen=True)
class Transition:
    """One legal move. ``to`` is None where the event leaves the status as it is."""

    event: str
    label: str | Promise
    past: str | Promise
    sources: frozenset[str]
    to: str | None
    permission: str
    needs_reason: bool = False


class Workflow:
    """The table of one kind of case."""

    def __init__(self, name: str, statuses: type[TextChoices], rows: Iterable[Transition]) -> None:
        self.name = name
        self.statuses = statuses
        self.rows = {row.event: row for row in rows}
        known = set(statuses.values)
        for row in self.rows.values():
            strange = (row.sources | ({row.to} if row.to else set())) - known
            if strange:
                raise ValueError(f"{name}: {row.event} names unknown statuses {sorted(strange)}")

    def check(self, event: str, status: str, *, reason: str = "") -> Transition:
        """The row of ``event``; raises where ``status`` does not allow it or its reason is missing."""
        row = self.rows[event]
        if status not in row.sources:
            raise TransitionNotAllowed(
                _("“%(event)s” is not possible now: the status is “%(status)s”.")
                % {"event": row.label, "status": self.statuses(status).label},
                code="transition_not_allowed",
            )
        if row.needs_reason and not reason.strip():
            raise DomainError(_("Write the reason: it stays in the history."), code="reason_missing", field="reason")
        return row

    def events_from(self, status: str) -> list[Transition]:
        """The moves a status allows, in the table's order."""
        return [row for row in self.rows.values() if status in row.sources]


def sources(*statuses: str) -> frozenset[str]:
    """Readable set literal for the ``sources`` of a row."""
    return frozenset(str(status) for status in statuses)
