"""What may be promised to whoever asked for help: the policy's period for requests, where it counts from receipt."""

from __future__ import annotations

from associations.calendars import working_calendar
from associations.clock import Derivation, Moments, WorkingCalendar, derive
from associations.enums import CaseKind
from associations.promises import engine_rules, rule_row

from .models import HelpRequest


def derivation_of(help_request: HelpRequest, calendar: WorkingCalendar | None = None) -> Derivation:
    """Derived anew each time from the day it came, as the request it may become will count. At most two queries."""
    rule, _internal = engine_rules(rule_row(help_request.policy_version, CaseKind.REQUEST))
    moments = Moments(received=help_request.received_at, complete=None, pauses=(), extensions=())
    return derive(rule, calendar or working_calendar(help_request.association), moments)
