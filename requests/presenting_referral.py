"""Questions put to the body the policy names, as the page of a request shows them (R4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from . import permissions
from .enums import FINAL
from .workflow import ANSWER_REFERRAL, RECALL_REFERRAL, REFER, WORKFLOW


@dataclass(frozen=True)
class Act:
    label: str | Promise
    url: str
    is_main: bool


@dataclass(frozen=True)
class Referrals:
    """``waiting`` is the open question, ``earlier`` the others, latest first."""

    name: str
    waiting: Any
    is_late: bool
    earlier: list[Any]
    acts: list[Act]


def referrals_of(membership: Any, case: Any, events: list[Any]) -> Referrals | None:
    """None where the policy names nobody. No query before the first question; two for whoever may answer."""
    if not case.policy_version.referral:
        return None
    asked = any(event.event == REFER for event in events)
    rows = list(case.referrals.select_related("asked_by", "ended_by").order_by("-pk")) if asked else []
    waiting = next((row for row in rows if row.is_open), None)
    acts = [] if case.status in FINAL else _acts(membership, case, waiting)
    if not rows and not acts:
        return None
    return Referrals(
        name=case.policy_version.referral_name,
        waiting=waiting,
        is_late=waiting is not None and waiting.due_on < timezone.localdate(),
        earlier=[row for row in rows if not row.is_open],
        acts=acts,
    )


def _acts(membership: Any, case: Any, waiting: Any) -> list[Act]:
    possible = [REFER] if waiting is None else [RECALL_REFERRAL]
    if waiting is not None and waiting.asked_by_id != membership.user_id:
        possible.insert(0, ANSWER_REFERRAL)
    arguments = [case.association.slug, case.reference]
    return [
        Act(WORKFLOW.rows[event].label, reverse(f"support_requests:{event}", args=arguments), event == ANSWER_REFERRAL)
        for event in possible
        if permissions.may(membership, event, case)
    ]
