"""What this room answers about a file: who serves the person now, its own copy, how it forgets a name (B4)."""

from __future__ import annotations

from typing import Any

from beneficiaries.rooms import Room, word
from core.emptying import empty

from .enums import VisitStatus
from .models import VisitEvent


def has_own_case(file: Any, by: Any) -> bool:
    """The person stands before this member now."""
    return bool(by.pk) and file.visits.filter(status=VisitStatus.BEING_SERVED, served_by_id=by.pk).exists()


def own_copy(file: Any) -> dict[str, Any]:
    """Every visit; no name of staff."""
    return {"visits": [_visit(row) for row in file.visits.prefetch_related("led_to").order_by("pk")]}


def _visit(row: Any) -> dict[str, Any]:
    return {
        "came_at": row.arrived_at,
        "came_for": word(row, "purpose"),
        "channel": word(row, "channel"),
        "brought_by": row.brought_by,
        "status": word(row, "status"),
        "led_to": [one.reference for one in row.led_to.all()],
    }


def forget(file: Any) -> int:
    """Names go; when somebody came, why and what came of it stays."""
    visits = file.visits.all()
    rows = empty(visits, "brought_by", "person_name")
    return rows + empty(VisitEvent.objects.filter(case__in=visits), "reason", objects=("detail",))


ROOM = Room("reception", has_own_case, own_copy=own_copy, forget=forget)
