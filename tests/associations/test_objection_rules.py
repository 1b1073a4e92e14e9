"""Whether and until when a decision may be objected to: rows of the policy version, counted by the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from associations.calendars import working_calendar
from associations.models import ObjectionRules
from associations.objecting import objection_rules, window


def test_the_rules_on_objections_of_a_version_in_force_are_closed(twaim):
    """Triggers of associations_objectionrules; both constraints, on a draft."""
    version = twaim.policy_in_force()
    for act in (
        ObjectionRules.objects.filter(version=version).delete,
        lambda: ObjectionRules.objects.filter(version=version).update(days=99),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    draft = twaim.policy_versions.create(number=9, title_ar="أ", title_en="a", reviewing_body="department")
    facts = {"version": draft, "days": 10, "unit": "working_days", "body": "board"}
    for wrong in ({"days": 0}, {"days": 400}, {"body": "department"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ObjectionRules.objects.create(**{**facts, **wrong})
    assert ObjectionRules.objects.create(**facts).days == 10


def test_the_days_to_object_are_counted_by_the_clock_from_the_day_of_the_answer(twaim):
    """Fifteen working days from Sunday 4 January 2026 end on Sunday 25 January; the last day itself still counts."""
    rules = objection_rules(twaim.policy_in_force())
    found = window(rules, working_calendar(twaim), answered_at=datetime(2026, 1, 4, 9, tzinfo=UTC))
    assert found.last_on == date(2026, 1, 25)
    assert not found.is_over(date(2026, 1, 25))
    assert found.is_over(date(2026, 1, 26))


def test_a_version_without_rules_offers_none(twaim):
    draft = twaim.policy_versions.create(number=8, title_ar="أ", title_en="a", reviewing_body="department")
    assert objection_rules(draft) is None
