"""How a compensation case is told on screen: its path, next steps and story. Derived; nothing is decided here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.roles import Permission
from committees.happenings import OF_BODIES

from . import compensation_permissions as permissions
from .actions.compensation.basis import basis_of, latest_minutes
from .compensation_workflow import (
    ACCEPT,
    APPROVE_MINUTES,
    CLOSE,
    COMPENSATION_WORKFLOW,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    ISSUE_SETTLEMENT,
    OF_COMMITTEE,
    OF_MANAGEMENT,
    OFFER,
    PAY,
    SIGN,
    WRITE_MINUTES,
    CompensationStatus,
)
from .enums import Body, Side
from .models import CompensationCase, Settlement
from .presenting import Happening, Stage, Step

STAGES: list[tuple[Any, str]] = [
    (gettext_lazy("Basis"), CompensationStatus.OPENED),
    (gettext_lazy("Offers"), CompensationStatus.BASIS),
    (gettext_lazy("Signing"), CompensationStatus.AGREED),
    (gettext_lazy("Payment"), CompensationStatus.SETTLED),
    (pgettext_lazy("stage", "Closed"), CompensationStatus.PAID),
]
SHOWN = 8
ORDER = list(CompensationStatus)
MAIN = (WRITE_MINUTES, APPROVE_MINUTES, ESTABLISH_BASIS, OFFER, ACCEPT, ISSUE_SETTLEMENT, SIGN, PAY, CLOSE)
ENDED = (CompensationStatus.REJECTED, CompensationStatus.WITHDRAWN)


def path_of(case: CompensationCase) -> list[Stage]:
    """The stages with done, now, later; a case that ended early has none."""
    if case.status in ENDED:
        return []
    here = max(
        number for number, (_label, first) in enumerate(STAGES) if ORDER.index(first) <= ORDER.index(case.status)
    )
    states = ["done" if number < here else "now" if number == here else "later" for number in range(len(STAGES))]
    if case.status == CompensationStatus.CLOSED:
        states[-1] = "done"
    return [Stage(label, state) for (label, _first), state in zip(STAGES, states, strict=True)]


def _not_yet(membership: Any, case: CompensationCase) -> set[str]:
    """Events that the rows of the case do not allow, though its status does."""
    if case.status == CompensationStatus.OPENED:
        minutes = latest_minutes(case)
        hidden = set() if basis_of(case) else {ESTABLISH_BASIS}
        if minutes is None or minutes.approvals.exists():
            hidden.add(CORRECT_MINUTES)
        named = minutes is not None and minutes.named.filter(membership=membership).exists()
        if not named or minutes.approvals.filter(membership=membership).exists():
            hidden.add(APPROVE_MINUTES)
        return hidden
    if case.status == CompensationStatus.AGREED:
        return {ISSUE_SETTLEMENT} if Settlement.objects.filter(case=case).exists() else {SIGN}
    return set()


def next_steps(membership: Any, case: CompensationCase) -> list[Step]:
    """What this member may do now, in the table's order."""
    hidden = _not_yet(membership, case)
    slug = case.association.slug
    return [
        Step(row.label, reverse(f"compensation:{row.event}", args=[slug, case.reference]), row.event in MAIN)
        for row in COMPENSATION_WORKFLOW.events_from(case.status)
        if row.event not in hidden and permissions.may(membership, row.event, case)
    ]


def waiting_for(case: CompensationCase) -> str:
    """Whose move it is, in words."""
    if case.status in OF_COMMITTEE:
        return str(Body.FOLLOW_UP.label)
    return str(Body.MANAGEMENT.label) if case.status in OF_MANAGEMENT else _("nobody")


def today_queue(membership: Any, association: Any) -> list[dict[str, Any]]:
    """The first cases that are this member's move, for the first page of the day; nothing where there are none."""
    rows = association.compensation_cases.visible_to(membership).awaiting(membership)
    found = list(rows.order_by("pk")[:SHOWN]) if Permission.HANDLE_COMPENSATION in membership.permissions else []
    url = reverse("compensation:list", args=[association.slug])
    partial = "complaints/compensation/_rows.html"
    queue = {"name": "compensation", "label": _("Compensation waiting for me"), "rows": found, "partial": partial}
    return [{**queue, "url": f"{url}?queue=mine"}] if found else []


def story_of(events: list[Any]) -> list[Happening]:
    """The history in sentences, latest first."""
    return [_told(event) for event in reversed(events)]


def _told(event: Any) -> Happening:
    row = COMPENSATION_WORKFLOW.rows.get(event.event)
    parts = [event.reason] if event.reason else []
    if "side" in event.detail:
        parts.append(str(Side(event.detail["side"]).label))
    text = str(row.past if row else OF_BODIES.get(event.event, _("The case was opened")))
    return Happening(text=text, by=event.by.name if event.by else "", at=event.at, note=" · ".join(parts))
