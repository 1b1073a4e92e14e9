"""How every verb begins and ends: lock, re-read, may this person, may this status, then one history row.

Two people at once: the second waits for the lock, sees the new status, and is told so in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from associations.models import MomentKind
from associations.promises import SAVED_FIELDS, recompute
from core.errors import StaleRecord

from .. import permissions
from ..models import SupportRequest
from ..workflow import WORKFLOW

STATUS_FIELDS = ("status", "status_since", "version")


def locked(support_request: SupportRequest) -> SupportRequest:
    """The row as it is now, locked until the transaction ends."""
    return (
        SupportRequest.objects.select_for_update(of=("self",))
        .select_related("association", "policy_version", "beneficiary", "service", "reviewing_body")
        .get(pk=support_request.pk, association_id=support_request.association_id)
    )


def begin(
    support_request: SupportRequest, event: str, *, by: Any, expected_version: int | None = None, reason: str = ""
) -> tuple[SupportRequest, datetime]:
    """The locked row, checked for this person and this move, and the moment the verb happens at.

    Raises ``NotPermitted``, ``TransitionNotAllowed``, or ``StaleRecord`` where the page was of an earlier version.
    """
    fresh = locked(support_request)
    permissions.check(by, event, fresh)
    WORKFLOW.check(event, fresh.status, reason=reason)
    if expected_version is not None and fresh.version != expected_version:
        raise StaleRecord
    return fresh, timezone.now()


def finish(
    support_request: SupportRequest,
    event: str,
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    also: Sequence[str] = (),
) -> SupportRequest:
    """Move the status along the event's row, save, and add the history row."""
    row = WORKFLOW.rows[event]
    before = support_request.status
    support_request.status = row.to or before
    support_request.status_since = at
    support_request.version += 1
    support_request.save(update_fields=[*STATUS_FIELDS, *also])
    note(support_request, event, by=by, at=at, before=before, reason=reason, detail=detail)
    return support_request


def note(
    support_request: SupportRequest,
    event: str,
    *,
    by: Any,
    at: datetime,
    before: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """One row of the history that everyone on the case can read."""
    support_request.events.create(
        association_id=support_request.association_id,
        event=event,
        from_status=before or support_request.status,
        to_status=support_request.status,
        by=by.user,
        at=at,
        reason=reason,
        detail=detail or {},
    )


def add_moment(support_request: SupportRequest, kind: MomentKind, *, by: Any, at: datetime, reason: str = "") -> None:
    """A moment the clock reads; call ``reckon`` after the last one."""
    support_request.moments.create(
        association_id=support_request.association_id, kind=kind, at=at, reason=reason, by=by.user
    )


def reckon(support_request: SupportRequest, *, cause: str, at: datetime) -> tuple[str, ...]:
    """Recompute the promise; returns the fields the caller saves."""
    recompute(support_request, cause=cause, at=at)
    return SAVED_FIELDS
