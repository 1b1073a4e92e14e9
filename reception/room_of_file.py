"""What this room answers about a file: who serves the person now, its own copy, how it forgets a name (B4)."""

from __future__ import annotations

from typing import Any

from beneficiaries.rooms import Room, word

from .enums import VisitStatus
from .forgetting import forget_help, forget_visits


def has_own_case(file: Any, by: Any) -> bool:
    """The person stands before this member now."""
    return bool(by.pk) and file.visits.filter(status=VisitStatus.BEING_SERVED, served_by_id=by.pk).exists()


def own_copy(file: Any) -> dict[str, Any]:
    """Every visit, and what was asked for by the help-request service; no name of staff."""
    return {
        "visits": [_visit(row) for row in file.visits.prefetch_related("led_to").order_by("pk")],
        "help_requests": [_help(row) for row in file.help_requests.order_by("pk")],
    }


def _visit(row: Any) -> dict[str, Any]:
    return {
        "came_at": row.arrived_at,
        "came_for": word(row, "purpose"),
        "channel": word(row, "channel"),
        "brought_by": row.brought_by,
        "status": word(row, "status"),
        "led_to": [one.reference for one in row.led_to.all()],
    }


def _help(row: Any) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "received_at": row.received_at,
        "brought_by": row.helper_name,
        "need": row.need,
        "status": word(row, "status"),
        "became": row.became,
    }


def forget(file: Any) -> int:
    """Names and words go; when somebody came or asked, why and what came of it stays."""
    return forget_visits(file.visits.all()) + forget_help(file.association, file.help_requests.all())


ROOM = Room("reception", has_own_case, own_copy=own_copy, forget=forget)
