"""What the page of a request says of its study: the case study, the field visits, and what may be done (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from accounts.roles import Permission

from . import permissions
from .enums import Outcome, VisitStanding
from .workflow import (
    ASK_OPINION,
    CANCEL_VISIT,
    GIVE_OPINION,
    PLAN_VISIT,
    RECOMMEND,
    REPORT_VISIT,
    WORKFLOW,
    WRITE_STUDY,
)


@dataclass(frozen=True)
class Visit:
    """A visit with where it leads; ``report_url`` only for whoever may report on it now."""

    row: Any
    url: str
    report_url: str


@dataclass(frozen=True)
class Opinion:
    """A second opinion; ``give_url`` only for whoever was asked, as long as it is open."""

    row: Any
    give_url: str


@dataclass(frozen=True)
class Study:
    study_url: str
    visits: list[Visit]
    opinions: list[Opinion]
    plan_url: str
    ask_url: str

    @property
    def is_empty(self) -> bool:
        return not (self.study_url or self.visits or self.opinions or self.plan_url or self.ask_url)


@dataclass(frozen=True)
class Advice:
    """The recommendation as a page shows it."""

    outcome: str
    amount: Decimal | None
    findings: str
    by: str
    at: datetime


def advice_of(case: Any) -> Advice | None:
    """The last recommendation of a request read ``for_pages``. No query."""
    last = case.last_advice
    if not last:
        return None
    return Advice(
        outcome=str(Outcome(last["outcome"]).label),
        amount=Decimal(last["amount"]) if last["amount"] else None,
        findings=last["findings"],
        by=(last["name_en"] if get_language() == "en" else "") or last["name_ar"],
        at=moment_of(last["at"]),
    )


def moment_of(text: str) -> datetime:
    """As the database wrote it: SQLite leaves out the zone, which is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def study_of(membership: Any, case: Any, events: list[Any]) -> Study | None:
    """None for whoever may not read studies. One query each where a visit was planned and an opinion asked for."""
    if Permission.READ_STUDY not in membership.permissions:
        return None
    happened = {event.event for event in events}
    arguments = [case.association.slug, case.reference]
    rows = list(case.field_visits.select_related("visitor")) if PLAN_VISIT in happened else []
    found = Study(
        study_url=reverse("support_requests:study", args=arguments) if {WRITE_STUDY, RECOMMEND} <= happened else "",
        visits=[_visit(membership, case, row) for row in rows],
        opinions=[_opinion(membership, case, row) for row in opinions_of(case)] if ASK_OPINION in happened else [],
        ask_url=reverse("support_requests:ask_opinion", args=arguments) if _may(membership, ASK_OPINION, case) else "",
        plan_url=reverse("support_requests:plan_visit", args=arguments) if _may(membership, PLAN_VISIT, case) else "",
    )
    return None if found.is_empty else found


def opinions_of(case: Any) -> Any:
    """In the order they were asked for. One query."""
    return case.opinions.select_related("asked_of", "asked_by")


def _opinion(membership: Any, case: Any, row: Any) -> Opinion:
    is_theirs = row.given_at is None and row.asked_of_id == membership.user_id and _may(membership, GIVE_OPINION, case)
    arguments = [case.association.slug, case.reference, row.number]
    return Opinion(row, reverse("support_requests:give_opinion", args=arguments) if is_theirs else "")


def _visit(membership: Any, case: Any, row: Any) -> Visit:
    arguments = [case.association.slug, case.reference, row.number]
    is_theirs = row.standing == VisitStanding.PLANNED and row.visitor_id == membership.user_id
    may_report = is_theirs and _may(membership, REPORT_VISIT, case)
    return Visit(
        row,
        reverse("support_requests:visit", args=arguments),
        reverse("support_requests:report_visit", args=arguments) if may_report else "",
    )


def may_cancel(membership: Any, case: Any, row: Any) -> bool:
    return row.standing == VisitStanding.PLANNED and _may(membership, CANCEL_VISIT, case)


def _may(membership: Any, event: str, case: Any) -> bool:
    return case.status in WORKFLOW.rows[event].sources and permissions.may(membership, event, case)
