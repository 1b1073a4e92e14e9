"""Invented cases stop before a body that decides by vote: nobody invents a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from associations.models import Association
from committees.actions import body_named_by, record_formation
from committees.enums import Majority, TakesEffect, Way
from demo import people
from requests.models import Decision
from tests.factories.support_requests import SINCE


def test_no_decision_is_invented_from_the_day_a_body_votes(twaim: Association) -> None:
    members = people.staff(twaim, since=SINCE)
    from_on = timezone.localdate() - timedelta(days=30)
    rules: dict[str, Any] = {"way": Way.TOGETHER, "majority": Majority.SIMPLE, "takes_effect": TakesEffect.ITEM}
    record_formation(
        body_named_by(twaim.policy_in_force()),
        by=members["manager"],
        decision_number="7",
        decided_on=from_on,
        from_on=from_on,
        quorum_count=2,
        **rules,
    )
    call_command("seed", beneficiaries=40, requests=120, complaints=0, association="twaim")
    days = [timezone.localdate(row.decided_at) for row in Decision.objects.all()]
    assert days
    assert max(days) < from_on
