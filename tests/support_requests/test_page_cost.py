"""The page of a request that has everything a service can ask for costs the desk no more than any other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests import actions
from requests.enums import Status
from requests.models import SupportRequest
from requests.workflow import PAUSE, RESUME

from .test_questions import asking
from .test_views import FRAME

MOST = 10
STATUSES = [
    Status.INCOMPLETE,
    Status.RETURNED,
    Status.AWAITING_DECISION,
    Status.DECIDED,
    Status.ANSWERED,
    Status.CLOSED,
]


def asked(client: Any, path: str) -> list[str]:
    """What the page asks the database, beyond the frame."""
    client.get(path)  # what a process reads once is read
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    beyond = [query["sql"] for query in queries if not FRAME.search(query["sql"])]
    return [sql for sql in beyond if not re.match("SAVEPOINT|RELEASE|BEGIN|SELECT set_config", sql)]


@pytest.fixture
def terms(staff: Any) -> dict[str, Any]:
    """Terms with questions, lines that depend on them, and conditions."""
    return asking(staff, conditions=True)


def led_to(staff: Any, status: str, questions: dict[str, Any]) -> SupportRequest:
    opened = staff.open

    def answered(*args: Any, **facts: Any) -> Any:
        case = opened(*args, **facts)
        replies = {questions["yes"].pk: "no", questions["months"].pk: "3", questions["kind"].pk: ["دور"]}
        return actions.answer_questions(case, by=staff.desk, replies=replies)

    staff.open = answered
    case: SupportRequest = staff.case(status)
    return case


@pytest.mark.parametrize("status", STATUSES)
def test_with_questions_and_conditions_it_costs_at_most_ten_queries(staff, terms, client_of, status):
    case = led_to(staff, status, terms)
    client, path = client_of(staff.desk), f"/twaim/requests/{case.reference}/"
    page = client.get(path).content.decode()
    assert "Is there a judgment?" in page
    assert "Months" in page
    found = asked(client, path)
    assert len(found) <= MOST, found


def test_what_is_left_to_answer_is_named_without_more_queries(staff, terms, client_of):
    case = staff.open()
    client, path = client_of(staff.desk), f"/twaim/requests/{case.reference}/"
    assert "Is there a judgment?" in client.get(path).content.decode()
    found = asked(client, path)
    assert len(found) <= MOST, found


def test_after_a_pause_too(staff, terms, client_of):
    case = led_to(staff, Status.UNDER_STUDY, terms)
    staff.do(PAUSE, case)
    staff.do(RESUME, staff.fresh(case))
    found = asked(client_of(staff.desk), f"/twaim/requests/{case.reference}/")
    assert len(found) <= MOST, found
