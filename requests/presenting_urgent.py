"""What the page of a request says of urgent help: what was given and awaits the body, or that it may be given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from . import permissions
from .models import UrgentHelp
from .presenting import Step
from .workflow import GIVE_URGENT, HAND_URGENT, RATIFY_URGENT, REVERSE_URGENT, WORKFLOW


@dataclass(frozen=True)
class Urgent:
    """``give`` is the step for whoever may give it now; ``steps`` are the body's."""

    help: UrgentHelp | None = None
    give: Step | None = None
    steps: list[Step] = field(default_factory=list)


def urgent_of(membership: Any, case: Any) -> Urgent:
    """For a request read ``for_pages``. No query where nobody is named, and one where somebody is."""
    given = getattr(case, "urgent_help", None)
    if given is None:
        undecided = case.status in WORKFLOW.rows[GIVE_URGENT].sources and getattr(case, "decision", None) is None
        if not (undecided and case.has_urgent_officers and permissions.may(membership, GIVE_URGENT, case)):
            return Urgent()
        return Urgent(give=_step(case, GIVE_URGENT))
    if not given.is_awaiting:
        return Urgent(given)
    of_body = (RATIFY_URGENT, REVERSE_URGENT, HAND_URGENT)
    return Urgent(given, steps=[_step(case, event) for event in of_body if permissions.may(membership, event, case)])


def _step(case: Any, event: str) -> Step:
    url = reverse(f"support_requests:{event}", args=[case.association.slug, case.reference])
    return Step(WORKFLOW.rows[event].label, url, event == RATIFY_URGENT)


def waiting_rows(membership: Any, association: Any, *, on: Any) -> Any:
    """What awaits this member's word, nearest last day first."""
    rows = association.urgent_helps.visible_to(membership).awaiting().of_bodies_headed_by(membership, on=on)
    return rows.for_lists().order_by("ratify_by", "pk")
