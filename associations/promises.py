"""Promises are derived from a case's moments and stored beside it; the promise before stays readable.

Called inside the action's transaction, after the moment's row was added and before the case is saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.history import note

from .calendars import working_calendar
from .clock import Derivation, Moments, Pause, Rule, WorkingCalendar, derive
from .enums import Bound, CaseKind, LastDay, Starts, Unit
from .models import Association, MomentKind, PolicyVersion, ResponseRule
from .models.clocked import NO_DAY

PROMISE_FIELDS = ("answer_expected_from", "due_on", "internal_target_on")
OPENED = "opened"  # the cause of a case's first promise, which is kept even where nothing is promised
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
        elif row.kind == MomentKind.TAKEN_BACK and extensions:
            extensions.pop()
        elif row.kind == MomentKind.COMPLETE and complete is None:
            complete = row.at
    return Moments(received=case.received_at, complete=complete, pauses=tuple(pauses), extensions=tuple(extensions))


@dataclass(frozen=True)
class Explained:
    """A promise with all it was derived from; ``row`` is None where the policy is silent about the kind."""

    derivation: Derivation
    calendar: WorkingCalendar
    row: ResponseRule | None


def explained(case: Any, calendar: WorkingCalendar | None = None) -> Explained:
    """Why the case's promise is what it is: rule, moments and calendar, derived anew. At most three queries."""
    row = rule_row(case.policy_version, case.CASE_KIND)
    rule, internal = engine_rules(row)
    calendar = calendar or working_calendar(case.association)
    return Explained(derive(rule, calendar, moments_of(case), internal=internal), calendar, row)


def derivation_of(case: Any) -> Derivation:
    """The derivation alone."""
    return explained(case).derivation


def recompute(case: Any, *, cause: str, at: datetime, calendar: WorkingCalendar | None = None) -> bool:
    """Set the promise on ``case`` (the caller saves ``SAVED_FIELDS``), keep it as a row if it changed, say whether."""
    derivation = explained(case, calendar).derivation
    before = tuple(getattr(case, field) for field in PROMISE_FIELDS)
    after = tuple(getattr(derivation, field) for field in PROMISE_FIELDS)
    for field, day in zip(PROMISE_FIELDS, after, strict=True):
        setattr(case, field, day)
    case.queue_on = case.due_on or case.internal_target_on or NO_DAY
    changed = before != after
    if changed or cause == OPENED:
        case.promises.create(
            association_id=case.association_id,
            cause=cause,
            made_at=at,
            **dict(zip(PROMISE_FIELDS, after, strict=True)),
        )
    return changed


def recompute_open(association: Association, open_cases: Any, *, by: Any) -> int:
    """Reckon the open cases of one kind anew after a change of the calendar; gives how many promises moved.

    One streaming pass, locked row by row; only cases whose promise moved are written.
    """
    now, calendar, moved = timezone.now(), working_calendar(association), 0
    rows = open_cases.select_related("policy_version").prefetch_related("moments", "policy_version__response_rules")
    for case in rows.select_for_update(of=("self",)).iterator(chunk_size=500):
        if recompute(case, cause="calendar", at=now, calendar=calendar):
            case.version += 1
            case.save(update_fields=[*SAVED_FIELDS, "version"])
            note(case, "reckoned", by=by, at=now)
            moved += 1
    return moved
