"""The cause of a late request is the stage in which its days went (K6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from requests.enums import Status
from requests.lateness import CAUSES, causes_of, longest
from requests.workflow import COMPLETE, DECIDE, GIVE_ANSWER, RECOMMEND, RETURN, START_STUDY
from tests.conftest import loaded
from tests.factories.support_requests import Staff

BEGAN = datetime(2026, 3, 1, 7, tzinfo=UTC)
DAY = timedelta(days=1)


def at(days: int) -> datetime:
    return BEGAN + days * DAY


def led(staff: Staff, *steps: tuple[int, str]):
    """A request opened on day 0 and taken on by each event on its day."""
    with time_machine.travel(BEGAN, tick=False):
        case = staff.open()
    for days, event in steps:
        with time_machine.travel(at(days), tick=False):
            if event == COMPLETE:
                staff.prepare(staff.fresh(case))
            staff.do(event, case)
    return staff.fresh(case)


def cause(case, days: int) -> str:
    [late] = causes_of(type(case).objects.filter(pk=case.pk), now=at(days))
    return late.cause


WAYS = {
    "queue": [(1, COMPLETE), (30, START_STUDY), (32, RECOMMEND)],
    "study": [(1, COMPLETE), (2, START_STUDY), (40, RECOMMEND)],
    "body": [(1, COMPLETE), (2, START_STUDY), (3, RECOMMEND)],
    "answer": [(1, COMPLETE), (2, START_STUDY), (3, RECOMMEND), (4, DECIDE)],
}


@pytest.mark.parametrize("name", WAYS)
def test_the_longest_stage_is_the_cause(twaim, name):
    assert cause(led(Staff(twaim), *WAYS[name]), 60) == name


def test_an_answered_request_stops_counting_with_its_answer(twaim):
    case = led(Staff(twaim), *WAYS["study"], (41, DECIDE), (43, GIVE_ANSWER))
    assert cause(case, 400) == "study"


def test_a_return_for_completion_blames_nobody(twaim):
    case = led(Staff(twaim), (1, COMPLETE), (4, RETURN), (60, COMPLETE), (62, START_STUDY))
    assert cause(case, 64) == "queue"


def test_papers_are_a_cause_only_where_the_count_began_with_receipt(db):
    steps = [(30, COMPLETE), (32, START_STUDY)]
    assert cause(led(Staff(loaded("hajar")), *steps), 35) == "papers"
    assert cause(led(Staff(loaded("twaim")), *steps), 35) == "study"


def test_of_two_stages_equally_long_the_later_is_named():
    moves = [(Status.AWAITING_STUDY, at(2)), (Status.UNDER_STUDY, at(4))]
    assert longest(moves, Status.AWAITING_DECISION, BEGAN, at(6), papers_count=True) == "body"


def test_every_stage_before_the_answer_has_a_cause():
    from requests.enums import UNANSWERED
    from requests.lateness import STAGES

    assert set(STAGES) == set(UNANSWERED) - {Status.RETURNED}
    assert set(STAGES.values()) == set(CAUSES)


def test_causes_cost_two_queries_for_any_number_of_requests(twaim, django_assert_num_queries):
    staff = Staff(twaim)
    for _ in range(5):
        led(staff, *WAYS["body"])
    with django_assert_num_queries(2):
        assert len(causes_of(twaim.support_requests.all(), now=at(60))) == 5


@pytest.fixture
def listed(twaim, client_of):
    """``listed(staff, query)`` gives the references that the list shows on day 60."""

    def ask(staff: Staff, query: str):
        with time_machine.travel(at(60), tick=False):
            page = client_of(staff.researcher).get(f"/twaim/requests/{query}")
        assert page.status_code == 200
        return {row.reference for row in page.context["rows"]}, page

    return ask


def test_a_list_narrowed_to_a_cause_shows_its_requests_and_says_so(twaim, listed):
    staff = Staff(twaim)
    queue, body = led(staff, *WAYS["queue"]), led(staff, *WAYS["body"])
    assert listed(staff, "?queue=overdue")[0] == {queue.reference, body.reference}
    found, page = listed(staff, "?queue=overdue&cause=body")
    assert found == {body.reference}
    assert "Late because of: The decision of the reviewing body" in page.content.decode()


def test_a_list_of_answers_is_narrowed_to_the_late_and_to_the_kept_promises(twaim, listed):
    staff = Staff(twaim)
    early = led(staff, (1, COMPLETE), (2, START_STUDY), (3, RECOMMEND), (4, DECIDE), (5, GIVE_ANSWER))
    late = led(staff, *WAYS["study"], (41, DECIDE), (43, GIVE_ANSWER))
    asked = "?queue=answered&answered_from=2026-01-01&answered_to=2026-12-31"
    assert listed(staff, asked)[0] == {early.reference, late.reference}
    assert listed(staff, f"{asked}&promise=kept")[0] == {early.reference}
    assert listed(staff, f"{asked}&promise=late")[0] == {late.reference}
    assert listed(staff, f"{asked}&promise=late&cause=queue")[0] == set()


@pytest.mark.parametrize(
    "query",
    [
        "answered_from=9999-12-31&answered_to=9999-12-31",
        "answered_from=x&answered_to=y",
        "cause=x&promise=y",
        "after=²",
    ],
)
def test_an_address_with_odd_words_still_shows_a_list(twaim, listed, query):
    staff = Staff(twaim)
    listed(staff, f"?queue=answered&{query}")
    listed(staff, f"?queue=overdue&{query}")
