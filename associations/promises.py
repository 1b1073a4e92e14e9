"""Promises are derived from a case's moments and stored beside it; the promise before stays readable.

Called inside the action's transaction, after the moment's row was added and before the case is saved.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from .calendars import working_calendar
from .clock import Derivation, Moments, Pause, Rule, derive
from .enums import Bound, CaseKind, LastDay, Starts, Unit
from .models import ClockedCase, MomentKind, PolicyVersion, ResponseRule
from .models.clocked import NO_DAY

PROMISE_FIELDS = ("answer_expected_from", "due_on", "internal_target_on")
SAVED_FIELDS = (*PROMISE_FIELDS, "queue_on")
NO_RULE = Rule(bound=Bound.NONE, length=None, unit=None, starts=None)


def rule_row(version: PolicyVersion, kind: CaseKind) -> ResponseRule | None:
    """The version's rule for a kind of case, or None where the policy is silent."""
    return next((row for row in version.response_rules.all() if row.case_kind == kind), None)


def engine_rules(row: ResponseRule | None) -> tuple[Rule, Rule | None]:
    """The promise's rule and the internal target's, as the engine reads them."""
    if row is None:
        return NO_RULE, None
    rule = Rule(
        bound=Bound(row.bound),
        length=row.length,
        unit=Unit(row.unit) if row.unit else None,
        starts=Starts(row.starts) if row.starts else None,
        cut_off_hour=row.cut_off_hour,
        last_day=LastDay(row.last_day),
    )
    if row.internal_length is None:
        return rule, None
    internal = Rule(
        bound=Bound.AT_MOST,
        length=row.internal_length,
        unit=Unit(row.internal_unit),
        starts=rule.starts or Starts.RECEIPT,
        cut_off_hour=row.cut_off_hour,
    )
    return rule, internal


def moments_of(case: Any) -> Moments:
    """The case's moment rows in the engine's shape; a pause without its resumption is open."""
    pauses: list[Pause] = []
    extensions: list[int] = []
    complete: datetime | None = None
    for row in case.moments.all():
        day = timezone.localdate(row.at)
        if row.kind == MomentKind.PAUSED:
            pauses.append(Pause(day, None, row.reason))
        elif row.kind == MomentKind.RESUMED and pauses and pauses[-1].until_on is None:
            pauses[-1] = Pause(pauses[-1].from_on, day, pauses[-1].reason)
        elif row.kind == MomentKind.EXTENDED:
            extensions.append(row.days)
        elif row.kind == MomentKind.COMPLETE and complete is None:
            complete = row.at
    return Moments(received=case.received_at, complete=complete, pauses=tuple(pauses), extensions=tuple(extensions))


def derivation_of(case: Any) -> Derivation:
    """Why the case's promise is what it is: rule, moments and calendar, derived anew. Three queries."""
    rule, internal = engine_rules(rule_row(case.policy_version, case.CASE_KIND))
    calendar = working_calendar(case.association)
    return derive(rule, calendar, moments_of(case), internal=internal)


def recompute(case: ClockedCase, *, cause: str, at: datetime) -> Derivation:
    """Set the promise on ``case`` (the caller saves ``SAVED_FIELDS``) and keep it as a row if it changed."""
    derivation = derivation_of(case)
    before = tuple(getattr(case, field) for field in PROMISE_FIELDS)
    for field in PROMISE_FIELDS:
        setattr(case, field, getattr(derivation, field))
    case.queue_on = case.due_on or case.internal_target_on or NO_DAY
    after = tuple(getattr(case, field) for field in PROMISE_FIELDS)
    promises: Any = case.promises  # type: ignore[attr-defined]
    if before != after or not promises.exists():
        promises.create(
            association_id=case.association_id,  # type: ignore[attr-defined]
            cause=cause,
            made_at=at,
            **{field: getattr(case, field) for field in PROMISE_FIELDS},
        )
    return derivation
