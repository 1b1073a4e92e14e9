"""Conditions of a decision as staff see them: what is asked, what became of it, what this member may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from . import permissions
from .enums import Became, Status
from .models import Stipulation
from .presenting_study import moment_of
from .workflow import MEET_CONDITION, OF_CONDITIONS, REOPEN_CONDITION, WAIVE_CONDITION, WORKFLOW


@dataclass(frozen=True)
class ShownCondition:
    """``words``, ``by`` and ``at`` say what became of it last."""

    row: Stipulation
    state: str
    kind: str
    words: str
    by: str
    at: datetime | None
    steps: list[tuple[str, str]]


def conditions_of(membership: Any, support_request: Any) -> dict[str, Any]:
    """What stands of the conditions, and whether the delivery waits. Up to three queries, none without any."""
    if not support_request.has_stipulations:
        return {"conditions": [], "delivery_waits": False}
    rows, today = list(support_request.stipulations.for_pages()), timezone.localdate()
    allowed = {
        event
        for event in OF_CONDITIONS
        if support_request.status in WORKFLOW.rows[event].sources
        and (event != WAIVE_CONDITION or any(row.is_open for row in rows))
        and permissions.may(membership, event, support_request)
    }
    waits = any(row.is_open and row.is_before_delivery for row in rows)
    return {
        "conditions": [_shown(row, support_request, allowed, today) for row in rows],
        "delivery_waits": waits and support_request.status in (Status.DECIDED, Status.ANSWERED),
    }


def _shown(row: Any, support_request: Any, allowed: set[str], today: date) -> ShownCondition:
    told = row.told or {}
    state, kind = state_of(row, today)
    name = told.get("name_en") if get_language() == "en" else ""
    return ShownCondition(
        row=row,
        state=state,
        kind=kind,
        words=told.get("words", ""),
        by=name or told.get("name_ar", ""),
        at=moment_of(told["at"]) if told else None,
        steps=[(label, _url(support_request, event, row)) for event, label in _labels(row) if event in allowed],
    )


def state_of(row: Any, today: date) -> tuple[str, str]:
    """(words, kind of the chip)."""
    if row.is_overdue(today):
        return _("Overdue"), "late"
    if row.is_open:
        return pgettext("of a decision", "Not met yet"), "hold"
    return str(row.became_label()), "ok" if row.became == Became.MET else "idle"


def _labels(row: Any) -> list[tuple[str, str]]:
    if row.is_open:
        return [(MEET_CONDITION, _("Mark as met")), (WAIVE_CONDITION, _("Waive"))]
    return [(REOPEN_CONDITION, _("Marked by mistake"))] if row.became == Became.MET else []


def _url(support_request: Any, event: str, row: Any) -> str:
    arguments = [support_request.association.slug, support_request.reference, row.position]
    return reverse(f"support_requests:{event}", args=arguments)
