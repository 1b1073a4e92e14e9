"""No silent breach: before an answer is late its owner is warned, then the manager; on the last day the applicant.

Steps come from the policy (``associations.clock_rules``): so many calendar days before the last day, to whom. Each
step is given once for a last day; a last day that moved begins anew. A run that comes late gives the nearest step
and marks the earlier ones as passed, so that nobody gets three letters at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Permission
from associations.clock_rules import ClockUse, clock_use
from associations.due import due, each
from associations.enums import Warned
from associations.models import Association
from core.history import note

from ..enums import Status
from ..models import DueWarning, SupportRequest
from ..notices import tell_late, warn_of_pause, warn_staff
from ..workflow import IN_HAND, PAUSE, TELL_DELAY, TOLD_LATE, TOO_LONG
from .clock import days_paused
from .moving import locked

WIDEST = timedelta(days=60)  # no policy warns earlier


@due("warnings before an answer is late")
def warn_of_last_days(association: Association) -> int:
    """How many people were warned or told now. Rows are read page by page and locked one by one."""
    today = timezone.localdate()
    cases = association.support_requests.unanswered().filter(is_paused=False, due_on__lte=today + WIDEST)
    uses: dict[int, ClockUse] = {}

    def warn(case: SupportRequest) -> int:
        use = uses.get(case.policy_version_id) or clock_use(case.policy_version)
        uses[case.policy_version_id] = use
        return _warn(case, use, today) if reached(use, case.due_on, today) else 0

    return each(cases.select_related("policy_version").order_by("pk").iterator(chunk_size=500), warn)


def reached(use: ClockUse, due_on: date, today: date) -> list[tuple[int, str]]:
    """The steps whose day has come, earliest first."""
    return [(days, who) for days, who in use.warnings if today >= due_on - timedelta(days=days)]


@transaction.atomic
def _warn(case: SupportRequest, use: ClockUse, today: date) -> int:
    """The steps of one request that were not given yet, under its lock."""
    case, now = locked(case), timezone.now()
    if not case.is_unanswered or case.is_paused or case.due_on is None:
        return 0
    steps = reached(use, case.due_on, today)
    given = set(case.warnings.filter(due_on=case.due_on).values_list("days_before", "who"))
    told = 0
    for who in Warned:
        fresh = sorted(days for days, whom in steps if whom == who and (days, who) not in given)
        if fresh:
            told += _give(case, who, fresh, now)
    return told + _tell_applicant(case, today, now)


def _give(case: SupportRequest, who: str, steps: list[int], now: datetime) -> int:
    """Record all steps for these people, and write to them of the nearest."""
    people = list(owners(case) if who == Warned.OWNER else _managers(case))
    DueWarning.objects.bulk_create(
        DueWarning(
            association_id=case.association_id,
            support_request=case,
            due_on=case.due_on,
            days_before=days,
            who=who,
            to=person,
            given_at=now,
        )
        for days in steps
        for person in people
    )
    for person in people:
        warn_staff(case, person, days_before=steps[0])
    return len(people)


def _tell_applicant(case: SupportRequest, today: date, now: datetime) -> int:
    """On the last day, while nothing is decided and nobody told the person: that the answer will be late."""
    if today < case.due_on or case.status == Status.DECIDED:
        return 0
    told = case.events.filter(event__in=[TELL_DELAY, TOLD_LATE], detail__due_on=case.due_on.isoformat())
    if told.exists():
        return 0
    note(case, TOLD_LATE, by=None, at=now, detail={"due_on": case.due_on.isoformat()})
    tell_late(case)
    return 1


@due("clocks that stand still too long")
def warn_of_long_pauses(association: Association) -> int:
    """How many people hear, once for each pause, that it outlasts what the policy lets a request stand still."""
    cases = association.support_requests.unanswered().filter(is_paused=True, status__in=IN_HAND)
    return each(cases.order_by("pk").iterator(chunk_size=500), _warn_of_pause)


@transaction.atomic
def _warn_of_pause(case: SupportRequest) -> int:
    case, now = locked(case), timezone.now()
    longest = clock_use(case.policy_version).longest_pause
    if not case.is_paused or days_paused(case, on=timezone.localdate(now)) <= longest:
        return 0
    began = case.events.filter(event=PAUSE).order_by("pk").last()
    if began is None or case.events.filter(event=TOO_LONG, pk__gt=began.pk).exists():
        return 0
    note(case, TOO_LONG, by=None, at=now)
    people = {person.pk: person for person in [*owners(case), *_managers(case)]}
    for person in people.values():
        warn_of_pause(case, person, again=str(began.pk))
    return len(people)


def owners(case: SupportRequest) -> Iterable[Any]:
    """Who has the request in hand now: its researcher, the head of its body, or the desk."""
    if case.status == Status.AWAITING_DECISION:
        seats = case.reviewing_body.seats.held_on(timezone.localdate()).that_decide()
        return [seat.membership.user for seat in seats.select_related("membership__user")]
    if case.status in (Status.AWAITING_STUDY, Status.UNDER_STUDY):
        return _still_here(case, case.researcher_id) or _holding(case, Permission.STUDY_REQUEST)
    return _still_here(case, case.opened_by_id) or _holding(case, Permission.RECEIVE_REQUEST)


def _still_here(case: SupportRequest, user_id: int | None) -> list[Any]:
    """This user, unless they left the association."""
    members = Membership.objects.active().filter(user=user_id, association=case.association_id)
    return [member.user for member in members.select_related("user")]


def _managers(case: SupportRequest) -> Iterable[Any]:
    return _holding(case, Permission.HEAR_OF_LATENESS)


def _holding(case: SupportRequest, permission: str) -> list[Any]:
    """The users of the association whose roles give this permission."""
    members = Membership.objects.active().filter(association=case.association_id).select_related("user")
    return [member.user for member in members.prefetch_related("membership_roles") if permission in member.permissions]
