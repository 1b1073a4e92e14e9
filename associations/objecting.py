"""May this decision be objected to, and until when: the version's rule, counted by the clock from the answer's day.

The same engine that promises an answer counts the days to object, so both are explained in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.date_words import dual_long

from .clock import Derivation, Moments, Rule, WorkingCalendar, derive
from .enums import Bound, Starts, Unit
from .models import ObjectionRules, PolicyVersion


def objection_rules(version: PolicyVersion) -> ObjectionRules | None:
    """The version's rules, or None where it offers no objection. One query, kept on the version."""
    return getattr(version, "objection_rules", None)


def within_days(rules: ObjectionRules) -> str:
    """«خلال 15 يوم عمل», in the active language."""
    given = {"days": rules.days}
    if rules.unit == Unit.WORKING_DAYS:
        return ngettext("within %(days)s working day", "within %(days)s working days", rules.days) % given
    return ngettext("within %(days)s calendar day", "within %(days)s calendar days", rules.days) % given


@dataclass(frozen=True)
class Window:
    """From the answer to the last day on which it may be objected to, with its derivation."""

    rules: ObjectionRules
    derivation: Derivation
    last_on: date

    def is_over(self, on: date) -> bool:
        return on > self.last_on

    @property
    def sentence(self) -> str:
        return _("An objection is possible until %(day)s.") % {"day": dual_long(self.last_on, weekday=True)}


def window(rules: ObjectionRules, calendar: WorkingCalendar, *, answered_at: datetime) -> Window:
    """The days to object to an answer that was given at this moment."""
    rule = Rule(bound=Bound.AT_MOST, length=rules.days, unit=Unit(rules.unit), starts=Starts.RECEIPT)
    derivation = derive(rule, calendar, Moments(received=answered_at))
    assert derivation.due_on is not None  # at most, from a moment that has come, and nothing paused
    return Window(rules, derivation, derivation.due_on)
