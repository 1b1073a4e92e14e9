"""How every verb on a case begins and ends: lock, re-read, may this person, may this status, one history row.

Two people at once: the second waits for the lock, sees the new status, and is told so in a sentence. A room makes
one ``Moves`` for each kind of case from its model, its workflow's table and its permission check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, StaleRecord
from core.history import note
from core.workflow import Workflow

from .models import MomentKind
from .promises import SAVED_FIELDS, recompute

STATUS_FIELDS = ("status", "status_since", "version")
Check = Callable[[Any, str, Any], None]


class Moves:
    """The moves of one kind of case. ``check(member, event, case)`` raises where the member may not."""

    def __init__(self, model: Any, workflow: Workflow, check: Check, *, related: Sequence[str]) -> None:
        self.model, self.workflow, self.check, self.related = model, workflow, check, related

    def locked(self, case: Any) -> Any:
        """The row as it is now, locked until the transaction ends."""
        rows = self.model.objects.select_for_update(of=("self",)).select_related(*self.related)
        return rows.get(pk=case.pk, association_id=case.association_id)

    def begin(
        self, case: Any, event: str, *, by: Any, expected_version: int | None = None, reason: str = ""
    ) -> tuple[Any, datetime]:
        """The locked row, checked for this person and this move, and the moment the verb happens at.

        Raises ``NotPermitted``, ``TransitionNotAllowed``, or ``StaleRecord`` where the page was of an earlier version.
        """
        fresh = self.locked(case)
        self.check(by, event, fresh)
        self.workflow.check(event, fresh.status, reason=reason)
        if expected_version is not None and fresh.version != expected_version:
            raise StaleRecord
        return fresh, timezone.now()

    def finish(
        self,
        case: Any,
        event: str,
        *,
        by: Any,
        at: datetime,
        reason: str = "",
        detail: dict[str, Any] | None = None,
        also: Sequence[str] = (),
    ) -> Any:
        """Move the status along the event's row, save, and add the history row."""
        before = case.status
        case.status = self.workflow.rows[event].to or before
        if case.status != before:
            case.status_since = at
        case.version += 1
        case.save(update_fields=[*STATUS_FIELDS, *also])
        note(case, event, by=by, at=at, before=before, reason=reason, detail=detail)
        return case


def add_moment(case: Any, kind: MomentKind, *, by: Any, at: datetime, reason: str = "") -> None:
    """A moment the clock reads; call ``reckon`` after the last one."""
    case.moments.create(
        association_id=case.association_id, kind=kind, at=at, reason=reason, by=by.user if by else None
    )


def reckon(case: Any, *, cause: str, at: datetime) -> tuple[str, ...]:
    """Recompute the promise; returns the fields the caller saves."""
    recompute(case, cause=cause, at=at)
    return SAVED_FIELDS


def moment_of_receipt(day: date | None, now: datetime) -> datetime:
    """The moment a case counts from: now, or the noon of an earlier day; raises for a day to come."""
    if day is None or day == timezone.localdate(now):
        return now
    if day > timezone.localdate(now):
        raise DomainError(_("The day of receipt cannot be in the future."), code="future", field="received_on")
    return timezone.make_aware(datetime.combine(day, time(12)))
