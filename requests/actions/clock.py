"""The clock in use: a case stands still for a reason of the policy, goes on, is extended; the person hears of delay.

The policy says for which reasons and for how long (``associations.clock_rules``). Days are checked by the engine
itself: a pause to come, one before the count began, or two that overlap are refused in its words.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.clock import RIYADH
from associations.clock_rules import clock_use
from associations.enums import PauseReason
from associations.models import MomentKind
from associations.promises import engine_rules, moments_of, rule_row
from core.errors import DomainError

from ..handed_in import waits_for_applicant
from ..models import SupportRequest
from ..notices import tell_delay as tell_delay_notice
from ..notices import tell_moved
from ..workflow import EXTEND, PAUSE, RESUME, TAKE_BACK, TELL_DELAY
from .moving import add_moment, begin, finish, locked, reckon


@transaction.atomic
def pause(
    support_request: SupportRequest,
    *,
    by: Any,
    why: str,
    note: str = "",
    from_on: date | None = None,
    expected_version: int | None = None,
) -> SupportRequest:
    """The clock stands still from today, or from an earlier day on which the waiting began."""
    support_request, now = begin(support_request, PAUSE, by=by, expected_version=expected_version)
    _refuse_answered(support_request)
    _refuse_without_period(support_request)
    if support_request.is_paused:
        raise DomainError(_("The clock stands still already."), code="paused")
    use = clock_use(support_request.policy_version)
    if why not in use.pause_reasons:
        raise DomainError(_("The policy does not list this reason."), code="reason", field="why")
    if days_paused(support_request, on=timezone.localdate(now)) >= use.longest_pause:
        message = _("The policy lets a request stand still for %(days)s days in all, and they are used up.")
        raise DomainError(message % {"days": use.longest_pause}, code="cap")
    at = _moment(from_on, now)
    words = _in_words(why, note)
    support_request.is_paused = True
    add_moment(support_request, MomentKind.PAUSED, by=by, at=at, reason=words)
    fields = reckon(support_request, cause="paused", at=now)
    return finish(
        support_request, PAUSE, by=by, at=now, reason=words, detail={"why": why}, also=["is_paused", *fields]
    )


@transaction.atomic
def resume(
    support_request: SupportRequest, *, by: Any, on: date | None = None, expected_version: int | None = None
) -> SupportRequest:
    """What was waited for is there, today or on an earlier day: the clock goes on."""
    support_request, now = begin(support_request, RESUME, by=by, expected_version=expected_version)
    if not support_request.is_paused:
        raise DomainError(_("The clock is running already."), code="running")
    fields = go_on(support_request, by=by, at=_moment(on, now), now=now)
    return finish(support_request, RESUME, by=by, at=now, also=fields)


def go_on(support_request: SupportRequest, *, by: Any, at: datetime, now: datetime) -> list[str]:
    """End the pause of a locked request; gives the fields the caller saves, none where it was running."""
    if not support_request.is_paused:
        return []
    support_request.is_paused = False
    add_moment(support_request, MomentKind.RESUMED, by=by, at=at)
    return ["is_paused", *reckon(support_request, cause="resumed", at=now)]


@transaction.atomic
def resume_for_paper(support_request: SupportRequest) -> None:
    """A paper came in from the applicant for whom the clock stood still: it goes on by itself."""
    support_request, now = locked(support_request), timezone.now()
    if waits_for_applicant(support_request):
        fields = go_on(support_request, by=None, at=now, now=now)
        finish(support_request, RESUME, by=None, at=now, also=fields)


@transaction.atomic
def extend(
    support_request: SupportRequest, *, by: Any, days: int, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """Exactly so many days more, before the last day has passed; the person is told the reason and the new day."""
    support_request, now = begin(support_request, EXTEND, by=by, expected_version=expected_version, reason=reason)
    _refuse_answered(support_request)
    today = timezone.localdate(now)
    if support_request.due_on is None:
        raise DomainError(_("There is no last day that could be moved."), code="no_due_day")
    if support_request.due_on < today:
        message = _("The last day has passed: tell the person the reason and when the answer comes instead.")
        raise DomainError(message, code="late")
    left = clock_use(support_request.policy_version).longest_extension - days_extended(support_request)
    if left <= 0:
        raise DomainError(_("The policy allows no (further) extension."), code="no_extension")
    if not 1 <= days <= left:
        message = _("The policy allows 1 to %(days)s days more.")
        raise DomainError(message % {"days": left}, code="too_many_days", field="days")
    support_request.moments.create(
        association_id=support_request.association_id,
        kind=MomentKind.EXTENDED,
        at=now,
        days=days,
        reason=reason[:300],
        by=by.user,
    )
    fields = reckon(support_request, cause="extended", at=now)
    finish(support_request, EXTEND, by=by, at=now, reason=reason, detail={"days": days}, also=fields)
    tell_moved(support_request, reason=reason)
    return support_request


@transaction.atomic
def take_back(
    support_request: SupportRequest, *, by: Any, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """The last extension does not stand any more; the person is told the day that holds again."""
    support_request, now = begin(support_request, TAKE_BACK, by=by, expected_version=expected_version, reason=reason)
    _refuse_answered(support_request)
    if not days_extended(support_request):
        raise DomainError(_("There is no extension to take back."), code="no_extension")
    add_moment(support_request, MomentKind.TAKEN_BACK, by=by, at=now, reason=reason[:300])
    fields = reckon(support_request, cause="taken_back", at=now)
    if support_request.due_on is not None and support_request.due_on < timezone.localdate(now):
        message = _("Without the extension the last day would have passed already: it stands.")
        raise DomainError(message, code="passed")
    finish(support_request, TAKE_BACK, by=by, at=now, reason=reason, also=fields)
    tell_moved(support_request, reason=reason)
    return support_request


@transaction.atomic
def tell_delay(
    support_request: SupportRequest,
    *,
    by: Any,
    reason: str,
    expected_on: date,
    expected_version: int | None = None,
) -> SupportRequest:
    """The answer will be late: the person hears why and when it comes. The promise stays as it was, and is late."""
    support_request, now = begin(support_request, TELL_DELAY, by=by, expected_version=expected_version, reason=reason)
    _refuse_answered(support_request)
    today = timezone.localdate(now)
    if support_request.due_on is None:
        raise DomainError(_("The policy names no last day, so nothing is late."), code="no_due_day")
    if expected_on <= max(today, support_request.due_on):
        message = _("Give a day after today and after the day that was promised.")
        raise DomainError(message, code="too_early", field="expected_on")
    detail = {"expected_on": expected_on.isoformat(), "due_on": support_request.due_on.isoformat()}
    finish(support_request, TELL_DELAY, by=by, at=now, reason=reason, detail=detail)
    tell_delay_notice(support_request, reason=reason, expected_on=expected_on)
    return support_request


def days_paused(support_request: SupportRequest, *, on: date) -> int:
    """Calendar days the request stood still so far; the day it stopped on counts as running."""
    pauses = moments_of(support_request).pauses
    return sum(((pause.until_on or on) - pause.from_on).days for pause in pauses)


def days_extended(support_request: SupportRequest) -> int:
    """Days of the extensions that stand."""
    return sum(moments_of(support_request).extensions)


def _refuse_answered(support_request: SupportRequest) -> None:
    """What an objection sent back was answered once: whether that was on time is never changed afterwards."""
    if support_request.answered_at is not None:
        raise DomainError(_("The answer was given, so its clock stands; the objection has its own."), code="answered")


def _refuse_without_period(support_request: SupportRequest) -> None:
    rule, _internal = engine_rules(rule_row(support_request.policy_version, support_request.CASE_KIND))
    if not rule.has_period:
        raise DomainError(_("The policy names no period, so there is no clock to stop."), code="no_period")


def _moment(day: date | None, now: datetime) -> datetime:
    """Now, or noon of an earlier day; raises for a day to come."""
    if day is None or day == timezone.localdate(now):
        return now
    if day > timezone.localdate(now):
        raise DomainError(_("This day has not come yet."), code="future", field="from_on")
    return datetime.combine(day, time(12), tzinfo=RIYADH)


def _in_words(why: str, note: str) -> str:
    label = str(PauseReason(why).label)
    return f"{label}: {note.strip()}"[:300] if note.strip() else label
