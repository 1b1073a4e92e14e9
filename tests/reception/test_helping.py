"""Help asked for without an account (C, R15): number, code and promise; sorted by the desk; told by message."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from associations.due import JOBS
from associations.enums import Channel
from beneficiaries.rooms import ROOMS
from core.errors import DomainError, NotPermitted, StaleRecord, TransitionNotAllowed
from correspondence.models import Notice
from reception import actions
from reception.models import HelpRequest
from reception.notices import is_told_by_hand
from reception.promising import derivation_of
from reception.workflow import ASK, DECLINE, HELP_WORKFLOW, TAKE_UP
from requests.enums import Status
from tests.conftest import loaded
from tests.factories.reception import HELP, AtCounter
from tests.reception.test_visits import FIVE

WITH_CHANNEL = ("qalam", "hajar", "namaa", "namudhaj")
REASON = "We give no loans."


@pytest.fixture
def desk(qalam):
    return AtCounter(qalam)


def asked(counter, **facts):
    return actions.ask_for_help(counter.association, **{**HELP, **facts})[0]


def handle(counter, event, case, *, by=None, **facts):
    by = by or counter.desk
    if event == TAKE_UP:
        told = {"beneficiary": counter.person(), "service": counter.service, "need": case.need, **facts}
        return actions.take_up(case, by=by, **told)
    if event == ASK:
        return actions.make_inquiry(case, by=by, **{"question": case.need, **facts})
    return actions.decline(case, by=by, **{"reason": REASON, **facts})


@pytest.mark.parametrize("slug", FIVE)
def test_it_is_open_under_the_policies_with_the_channel_alone(slug):
    counter = AtCounter(loaded(slug))
    listed = {row.channel for row in counter.association.policy_in_force().channels.all()}
    assert (Channel.HELP_REQUEST in listed) == (slug in WITH_CHANNEL)
    if slug in WITH_CHANNEL:
        assert asked(counter).reference.startswith("HR-14")
        return
    with pytest.raises(DomainError) as refusal:
        asked(counter)
    assert refusal.value.code == "channel"
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    ("slug", "due", "expected"), [("hajar", 14, None), ("qalam", None, 14), ("namaa", None, None)]
)
def test_a_promise_is_made_only_where_the_policy_gives_one(slug, due, expected):
    counter = AtCounter(loaded(slug))
    found, today = derivation_of(asked(counter)), timezone.localdate()
    assert found.due_on == (today + datetime.timedelta(days=due) if due else None)
    assert found.answer_expected_from == (today + datetime.timedelta(days=expected) if expected else None)
    body = Notice.objects.get(event="help_received").body
    assert ("لا تحدد السياسة" in body) == (due is None and expected is None)


@pytest.mark.parametrize("event", list(HELP_WORKFLOW.rows))
def test_each_move_is_made_once_and_by_the_desk_alone(desk, event):
    case = asked(desk)
    for stranger in (desk.researcher, desk.member("officer"), desk.member()):
        with pytest.raises(NotPermitted):
            handle(desk, event, case, by=stranger)
    with pytest.raises(StaleRecord):
        handle(desk, event, case, expected_version=9)
    handle(desk, event, case)
    case.refresh_from_db()
    assert case.status == HELP_WORKFLOW.rows[event].to
    assert (case.handled_by, case.events.count()) == (desk.desk, 2)
    for again in HELP_WORKFLOW.rows:
        with pytest.raises(TransitionNotAllowed):
            handle(desk, again, case)


def test_a_request_counts_from_the_day_the_help_was_asked_for(db):
    counter = AtCounter(loaded("hajar"))
    start = datetime.datetime(2026, 11, 10, 6, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        case = asked(counter, for_whom="other", helper_name="خالد")
        clock.shift(datetime.timedelta(days=3))
        made = handle(counter, TAKE_UP, case)
    assert timezone.localdate(made.received_at) == datetime.date(2026, 11, 10)
    assert made.due_on == datetime.date(2026, 11, 24)
    assert (made.channel, made.brought_by, made.status) == (Channel.HELP_REQUEST, "خالد", Status.INCOMPLETE)
    case.refresh_from_db()
    assert (case.became, case.beneficiary) == (made.reference, made.beneficiary)
    assert made.reference in Notice.objects.get(event="help_taken_up").body


def test_an_inquiry_is_the_desks_with_the_mobile_that_was_given(desk):
    case = asked(desk, for_whom="other", helper_name="خالد")
    made = handle(desk, ASK, case)
    assert (made.kind, made.person_name, made.mobile, made.channel) == (
        "inquiry",
        "خالد",
        HELP["mobile"],
        Channel.HELP_REQUEST,
    )
    case.refresh_from_db()
    assert case.became == made.reference


def test_a_decline_has_its_reason_and_the_person_is_told_it(desk):
    case = asked(desk)
    with pytest.raises(DomainError) as refusal:
        handle(desk, DECLINE, case, reason="  ")
    assert refusal.value.field == "reason"
    handle(desk, DECLINE, case)
    notice = Notice.objects.get(event="help_declined")
    assert REASON in notice.body
    assert notice.recipient == HELP["mobile"]


class TestByWhichMeansADeclineIsTold:
    def told(self, desk: Any, **facts: Any) -> Any:
        handle(desk, DECLINE, asked(desk, **facts))
        return Notice.objects.get(event="help_declined")

    def test_as_the_one_file_with_this_mobile_agreed(self, desk):
        desk.person(mobile=HELP["mobile"], agreed_means="letter")
        notice = self.told(desk)
        assert (notice.means, notice.status, notice.recipient) == ("letter", "by_hand", HELP["person_name"])
        assert REASON in notice.body
        assert is_told_by_hand(HelpRequest.objects.get())

    @pytest.mark.parametrize("who", ["helper", "two files", "nobody known"])
    def test_by_text_message_where_no_single_file_is_theirs(self, desk, who):
        for _file in range({"helper": 1, "two files": 2}.get(who, 0)):
            desk.person(mobile=HELP["mobile"], agreed_means="letter")
        facts = {"for_whom": "other", "helper_name": "خالد"} if who == "helper" else {}
        assert (self.told(desk, **facts).means, is_told_by_hand(HelpRequest.objects.get())) == ("sms", False)

    def test_without_a_mobile_it_is_a_task_of_staff(self, desk):
        notice = self.told(desk, mobile="")
        assert (notice.means, notice.status) == ("in_person", "by_hand")


def test_a_strangers_number_sent_again_and_again_is_written_to_three_times_a_day(desk):
    for _time in range(5):
        asked(desk)
    assert HelpRequest.objects.count() == 5
    assert Notice.objects.filter(event="help_received").count() == 3


def test_mobile_and_code_stand_nowhere_in_the_clear(desk):
    case, code = actions.ask_for_help(desk.association, **HELP)
    row = str(HelpRequest.objects.values().get())
    assert HELP["mobile"][4:] not in row
    assert code not in row
    assert case.mobile == HELP["mobile"]


class TestForgetting:
    def test_names_without_a_file_go_when_the_months_of_the_policy_are_over(self, desk):
        start = datetime.datetime(2026, 1, 10, 6, 0, tzinfo=datetime.UTC)
        with time_machine.travel(start, tick=False) as clock:
            visit, stays = desk.visit("left"), desk.visit("served", beneficiary=desk.person())
            case, waits = asked(desk), asked(desk)
            handle(desk, DECLINE, case)
            clock.move_to(datetime.datetime(2027, 1, 9, 6, 0, tzinfo=datetime.UTC))
            job = JOBS["names of visitors kept long enough"]
            assert job(desk.association) == 0
            clock.move_to(datetime.datetime(2027, 1, 12, 6, 0, tzinfo=datetime.UTC))
            assert job(desk.association) > 0
            assert job(desk.association) == 0
        for row in (visit, stays, case, waits):
            row.refresh_from_db()
        assert (visit.person_name, case.person_name, case.need, case.mobile) == ("—", "—", "—", "")
        assert case.declined_because == "—"
        assert waits.person_name == HELP["person_name"]
        assert stays.beneficiary
        assert not [n for n in Notice.objects.filter(about=case.reference) if "HR" in n.body]

    def test_what_is_kept_of_a_person_is_copied_and_forgotten_with_the_file(self, desk):
        made = handle(desk, TAKE_UP, asked(desk, for_whom="other", helper_name="خالد"))
        desk.comes(beneficiary=made.beneficiary, channel="volunteering", brought_by="سعيد")
        room = next(room for room in ROOMS if room.name == "reception")
        copy = room.own_copy(made.beneficiary)
        assert (copy["visits"][0]["brought_by"], copy["help_requests"][0]["became"]) == ("سعيد", made.reference)
        assert room.forget(made.beneficiary) > 0
        copy = room.own_copy(made.beneficiary)
        assert (copy["visits"][0]["brought_by"], copy["help_requests"][0]["need"]) == ("—", "—")
        assert room.forget(made.beneficiary) == 0
