"""To whom a version refers, who answers, and by when (R4): the same engine as every other promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from .calendars import working_calendar
from .clock import Moments, Rule, result_day
from .enums import AnsweredBy, Bound, ReferralKind, Starts, Unit
from .models import Association, PolicyVersion, ReferralRule

USUAL_DAYS = 3  # working days, where the version says nothing


class Referring(NamedTuple):
    """``role`` is a value of ``accounts.roles.Role``."""

    role: str
    length: int
    unit: str


def referring(version: PolicyVersion) -> Referring:
    """The version's rule, or what is usual for the body it names. One query."""
    rule = ReferralRule.objects.filter(version=version).first()
    if rule is not None:
        return Referring(rule.answered_by, rule.length, rule.unit)
    role = AnsweredBy.RESEARCHER
    if version.referral == ReferralKind.HIGHER_LEVEL:
        role = AnsweredBy.MANAGER
    elif version.referral == ReferralKind.OFFICER and version.has_contact_officers:
        role = AnsweredBy.OFFICER
    return Referring(role, USUAL_DAYS, Unit.WORKING_DAYS)


def answer_due(association: Association, rule: Referring, asked_at: datetime) -> date:
    """The last day for an answer to a question put at this moment."""
    counted = Rule(bound=Bound.AT_MOST, length=rule.length, unit=Unit(rule.unit), starts=Starts.RECEIPT)
    day = result_day(counted, working_calendar(association), Moments(received=asked_at))
    assert day is not None  # a rule with a period that begins at its receipt always ends
    return day
