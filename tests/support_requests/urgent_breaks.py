"""How each constraint on urgent help is tried; read by test_constraints."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from requests.enums import Status
from requests.models import Delivery, UrgentHelp, UrgentRules, UrgentScope
from requests.workflow import GIVE_URGENT
from tests.factories.services import LONG_AGO
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


def term(**columns: Any) -> Break:
    """A term like another, of another time and with other columns."""

    def attempt(staff: Staff) -> Any:
        given = {name: value(staff) if callable(value) else value for name, value in columns.items()}
        staff.named(staff.desk)  # the positive control
        return lambda: staff.named(staff.urgent_officer, **given)

    return attempt


def scope_twice(staff: Staff) -> Any:
    given = {"association": staff.association, "officer": staff.named(staff.desk), "service": staff.service}
    UrgentScope.objects.create(**given)
    return lambda: UrgentScope.objects.create(**given)


def days(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = UrgentRules.objects.create(association=staff.association)
        return lambda: UrgentRules.objects.filter(pk=row.pk).update(**columns)

    return attempt


def help_like(**columns: Any) -> Break:
    """Urgent help of another request, like one that was given, with other columns."""

    def attempt(staff: Staff) -> Any:
        given = staff.do(GIVE_URGENT, staff.case(Status.UNDER_STUDY))
        row = UrgentHelp.objects.values().get(pk=given.pk)
        delivery, other = Delivery.objects.values().get(), staff.open()
        copy = {**row, "id": None, "support_request_id": other.pk}
        copy["delivery_id"] = Delivery.objects.create(**{**delivery, "id": None, "support_request_id": other.pk}).pk
        return lambda: UrgentHelp.objects.create(**{**copy, **columns})

    return attempt


def settled(**columns: Any) -> Break:
    """Help that was given, settled past its verbs."""

    def attempt(staff: Staff) -> Any:
        given = staff.do(GIVE_URGENT, staff.case(Status.UNDER_STUDY))
        whole = {"settled_as": "ratified", "settled_by": staff.chair.user, "settled_at": timezone.now()}
        values = {name: value(staff) if callable(value) else value for name, value in columns.items()}
        return lambda: UrgentHelp.objects.filter(pk=given.pk).update(**{**whole, **values})

    return attempt


def giver(staff: Staff) -> Any:
    return staff.urgent_officer.user


NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
BREAKS: dict[str, list[Break]] = {
    "urgentrules_within_reason": [days(ratify_days=0), days(ratify_days=91), days(warn_days=14)],
    "urgentofficer_gives_something": [term(highest=0), term(highest=-1)],
    "urgentofficer_term_in_order": [term(until_on=LONG_AGO - datetime.timedelta(days=1))],
    "urgentofficer_by_decision": [
        term(decision_number=""),
        term(decision_on=LONG_AGO + datetime.timedelta(days=1)),
    ],
    "urgentofficer_named_by_another": [term(named_by=giver)],
    "urgentofficer_ended_for_a_reason": [
        term(ended_at=NOW),
        term(ended_because="x"),
        term(ended_by=giver),
        term(ended_at=NOW, ended_by=giver),
    ],
    "urgentscope_once": [scope_twice],
    "urgenthelp_of_something": [help_like(amount=0), help_like(amount=-5)],
    "urgenthelp_money_or_items": [help_like(item="x"), help_like(quantity=2), help_like(item="x", quantity=0)],
    "urgenthelp_is_reasoned": [help_like(reason="")],
    "urgenthelp_ratified_afterwards": [help_like(ratify_by=LONG_AGO)],
    "urgenthelp_settled_by_another": [settled(settled_by=giver)],
    "urgenthelp_settled_whole": [
        settled(settled_as=""),
        settled(settled_at=None),
        settled(settled_by=None),
        settled(afterwards="recover"),
        settled(settled_as="reversed", settled_words="x"),
        settled(settled_as="reversed", afterwards="leave"),
        settled(settled_as="", settled_at=None, settled_by=None, settled_words="x"),
    ],
}
