"""The clock in use: standing still for a reason of the policy, going on, extending, telling of a delay."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from associations.calendars import working_calendar
from associations.enums import PauseReason
from core.errors import DomainError
from requests import actions
from requests.enums import Status
from requests.workflow import COMPLETE, EXTEND, PAUSE, RECOMMEND, RESUME, RETURN, START_STUDY, TAKE_BACK
from tests.conftest import loaded
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db
SUNDAY = datetime.datetime(2026, 3, 8, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def travel() -> Any:
    with time_machine.travel(SUNDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def case(travel, staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


def go(travel: Any, days: int) -> None:
    travel.shift(datetime.timedelta(days=days))


def test_days_of_waiting_are_not_counted(travel, staff, case):
    """Complete on Sunday 8 March; stopped on Tuesday 10, there on Sunday 15: three working days are left out."""
    before = case.due_on
    go(travel, 2)
    staff.do(PAUSE, case)
    assert staff.fresh(case).is_paused
    go(travel, 5)
    staff.do(RESUME, case)
    fresh = staff.fresh(case)
    assert not fresh.is_paused
    # Wednesday 11, Thursday 12 and the Sunday of resumption itself do not count
    lost = len((11, 12, 15))
    calendar = working_calendar(case.association)
    following = [before + datetime.timedelta(days=n) for n in range(1, 60)]
    assert fresh.due_on == [day for day in following if calendar.is_working(day)][lost - 1]


def test_only_reasons_of_the_policy_stop_the_clock(staff, case):
    with pytest.raises(DomainError, match="does not list this reason"):
        staff.do(PAUSE, case, why=PauseReason.EXPERT)
    hajar = Staff(loaded("hajar"))
    theirs = hajar.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError, match="does not list this reason"):
        hajar.do(PAUSE, theirs)


def test_without_a_period_there_is_nothing_to_stop(travel, db):
    namaa = Staff(loaded("namaa"))
    case = namaa.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError, match="no clock to stop"):
        namaa.do(PAUSE, case)


def test_days_to_come_and_overlapping_ones_are_refused(travel, staff, case):
    today = timezone.localdate()
    with pytest.raises(DomainError, match="has not come"):
        staff.do(PAUSE, case, from_on=today + datetime.timedelta(days=1))
    go(travel, 10)
    staff.do(PAUSE, case, from_on=today + datetime.timedelta(days=2))
    with pytest.raises(DomainError, match="stands still already"):
        staff.do(PAUSE, case)
    staff.do(RESUME, case)
    with pytest.raises(DomainError, match="overlap"):
        staff.do(PAUSE, case, from_on=today + datetime.timedelta(days=5))
    assert not staff.fresh(case).is_paused


def test_when_the_cap_is_used_up_it_stops_no_more(travel, staff, case):
    staff.do(PAUSE, case)
    go(travel, 30)
    staff.do(RESUME, case)
    with pytest.raises(DomainError, match="30 days in all"):
        staff.do(PAUSE, case)


@pytest.mark.parametrize("event", [RECOMMEND, RETURN])
def test_going_on_with_the_work_sets_the_clock_going(travel, staff, case, event):
    staff.do(PAUSE, case)
    go(travel, 3)
    staff.do(event, case)
    kinds = list(staff.fresh(case).moments.values_list("kind", flat=True))
    assert kinds.count("resumed") == 1
    assert staff.fresh(case).is_paused == (event == RETURN)  # Twaim's rule stands still while returned
    if event == RETURN:
        staff.do(COMPLETE, case)
        assert not staff.fresh(case).is_paused


def test_an_extension_moves_the_day_exactly_and_is_told_and_taken_back(travel, staff, case):
    before = case.due_on
    staff.do(EXTEND, case, days=5, reason="The visit needs a second day.")
    extended = staff.fresh(case)
    assert extended.due_on > before
    told = case.association.notices.get(event="promise_moved")
    assert "second day" in told.body
    with pytest.raises(DomainError, match="1 to 10 days more"):
        staff.do(EXTEND, case, days=11)
    staff.do(TAKE_BACK, case)
    assert staff.fresh(case).due_on == before
    with pytest.raises(DomainError, match="no extension to take back"):
        staff.do(TAKE_BACK, case)
    assert case.association.notices.filter(event="promise_moved").count() == 2
    assert [row.cause for row in case.promises.all()][-2:] == ["extended", "taken_back"]


def test_no_extension_after_the_day_or_where_the_policy_allows_none(travel, staff, case):
    hajar = Staff(loaded("hajar"))
    theirs = hajar.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError, match="no \\(further\\) extension"):
        hajar.do(EXTEND, theirs)
    go(travel, 60)
    with pytest.raises(DomainError, match="last day has passed"):
        staff.do(EXTEND, case)


def test_a_delay_is_told_and_the_promise_stays_late(travel, staff, case):
    go(travel, 60)
    due_on = case.due_on
    with pytest.raises(DomainError, match="after today"):
        staff.do("tell_delay", case, expected_on=timezone.localdate())
    day = timezone.localdate() + datetime.timedelta(days=6)
    staff.do("tell_delay", case, expected_on=day, reason="The committee meets on Tuesday.")
    assert staff.fresh(case).due_on == due_on
    assert "Tuesday" in case.association.notices.get(event="answer_delayed").body


def test_a_paper_that_was_waited_for_sets_the_clock_going(travel, staff, case):
    actions.resume_for_paper(staff.fresh(case))  # it runs: nothing happens
    assert not case.events.filter(event=RESUME).exists()
    staff.do(PAUSE, case, why=PauseReason.OTHER_BODY)
    actions.resume_for_paper(staff.fresh(case))
    assert staff.fresh(case).is_paused
    staff.do(RESUME, case)
    staff.do(PAUSE, case, why=PauseReason.APPLICANT)
    actions.resume_for_paper(staff.fresh(case))
    assert not staff.fresh(case).is_paused
    assert case.events.filter(event=RESUME).order_by("-pk").first().by is None


def test_the_page_offers_what_the_policy_allows(client_of, staff, case):
    def labels(staff: Any, case: Any, who: Any) -> list[str]:
        page = client_of(who).get(f"/{case.association.slug}/requests/{case.reference}/")
        return [str(step.url).rstrip("/").rsplit("/", 1)[-1] for step in page.context["clock_steps"]]

    assert labels(staff, case, staff.researcher) == ["pause"]
    assert labels(staff, case, staff.chair) == ["pause", "extend", "tell-delay"]
    assert labels(staff, case, staff.desk) == []
    hajar = Staff(loaded("hajar"))
    assert labels(hajar, hajar.case(Status.UNDER_STUDY), hajar.chair) == ["tell-delay"]


def test_an_act_through_its_page_and_a_stale_one(client_of, staff, case):
    client = client_of(staff.researcher)
    url = f"/twaim/requests/{case.reference}/pause/"
    page = client.get(url)
    boxes = {"version": str(case.version), "why": "visit", "note": "يوم الثلاثاء", "from_on_0": "gregorian"}
    today = timezone.localdate()
    boxes |= {"from_on_1": str(today.day), "from_on_2": str(today.month), "from_on_3": str(today.year)}
    boxes["token"] = page.context["form"]["token"].value()
    assert client.post(url, {**boxes, "version": "1", "token": "0" * 32}).status_code == 422
    assert client.post(url, boxes)["Location"] == f"/twaim/requests/{case.reference}/"
    assert "يوم الثلاثاء" in client.get(f"/twaim/requests/{case.reference}/").content.decode()


def test_starting_a_study_of_a_case_that_stands_still_goes_on(travel, staff):
    waiting = staff.case(Status.AWAITING_STUDY)
    staff.do(PAUSE, waiting)
    go(travel, 1)
    staff.do(START_STUDY, waiting)
    assert not staff.fresh(waiting).is_paused
