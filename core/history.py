"""One row of history for each thing that happened to a case; rows are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def note(
    case: Any,
    event: str,
    *,
    by: Any,
    at: datetime,
    before: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """One row of the history that everyone on the case can read; ``by`` is None for what nobody of the staff did."""
    case.events.create(
        association_id=case.association_id,
        event=event,
        from_status=before or case.status,
        to_status=case.status,
        by=by.user if by else None,
        at=at,
        reason=reason,
        detail=detail or {},
    )
