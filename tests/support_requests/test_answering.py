"""The answer is told by the agreed means, goes on to the next where it does not arrive, and counts when it did."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import AlreadyHandled, DomainError
from correspondence.models import Notice, NoticeStatus
from correspondence.notices.actions import mark_done, send_again
from correspondence.notices.signals import notice_settled
from requests import actions
from requests.actions.answering import means_in_order, settle
from requests.enums import AttemptState, Status
from requests.models import Answer, AnswerAttempt
from requests.workflow import GIVE_ANSWER, RECORD_ATTEMPT, SEND_ANSWER, WITHDRAW


def told(attempt, status: str, **facts) -> None:
    """The sender's word on a notice, as it writes and says it."""
    moment = {"sent_at": timezone.now()} if status == NoticeStatus.SENT else {}
    Notice.objects.filter(pk=attempt.notice_id).update(status=status, **{**moment, **facts})
    notice_settled.send(Notice, notice_id=attempt.notice_id)


def tries(case) -> list[tuple[str, str]]:
    return [(row.means, row.state) for row in case.answer_attempts.all()]


@pytest.fixture
def case(staff):
    return staff.case(Status.DECIDED)


def test_a_message_is_the_answer_from_the_moment_the_gateway_took_it(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    assert staff.fresh(case).status == Status.DECIDED  # on its way is not told
    assert attempt.state == AttemptState.WAITING
    later = timezone.now() + datetime.timedelta(hours=5)
    with time_machine.travel(later, tick=False):
        told(attempt, NoticeStatus.SENT)
    case = staff.fresh(case)
    assert (case.status, case.answered_at, case.answer.given_at) == (Status.ANSWERED, later, later)
    assert (case.answer.by, case.answer.means) == (staff.desk.user, "sms")
    assert tries(case) == [("sms", "given")]


def test_on_time_is_measured_by_the_moment_it_arrived(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    assert case.due_on is not None
    with time_machine.travel(datetime.datetime.combine(case.due_on, datetime.time(12), tzinfo=datetime.UTC) + DAY):
        told(attempt, NoticeStatus.SENT)
    rows = staff.association.support_requests
    assert list(rows.answered_late()) == [case]
    assert not rows.answered_on_time().exists()


DAY = datetime.timedelta(days=1)


def test_a_message_that_failed_goes_to_the_next_means_and_is_a_task_of_the_desk(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    told(attempt, NoticeStatus.GAVE_UP)
    assert tries(case) == [("sms", "failed")]
    undelivered = staff.association.support_requests.answer_undelivered
    assert list(undelivered()) == [case]
    staff.do(RECORD_ATTEMPT, case, means="phone", not_reached="no_answer")
    assert list(undelivered()) == [case]
    staff.do(GIVE_ANSWER, case, means="letter")
    assert tries(case) == [("sms", "failed"), ("phone", "failed"), ("letter", "given")]
    assert not undelivered().exists()


def test_the_next_means_that_is_a_message_goes_out_by_itself(staff):
    case = staff.case(Status.DECIDED)
    case.beneficiary.email = "m@example.test"
    case.beneficiary.save(update_fields=["email"])
    type(case).objects.filter(pk=case.pk).update(agreed_means="phone")
    case = staff.fresh(case)
    assert means_in_order(case) == ["phone", "sms", "email", "letter", "in_person"]
    staff.do(RECORD_ATTEMPT, case, means="phone", not_reached="no_answer")
    assert tries(case) == [("phone", "failed"), ("sms", "waiting")]
    told(case.answer_attempts.last(), NoticeStatus.GAVE_UP)
    assert tries(case)[1:] == [("sms", "failed"), ("email", "waiting")]
    told(case.answer_attempts.last(), NoticeStatus.SENT)
    assert staff.fresh(case).answer.means == "email"


def test_the_order_leaves_out_what_the_file_does_not_have(staff, case):
    assert means_in_order(case) == ["sms", "phone", "letter", "in_person"]


def test_sending_twice_makes_one(staff, case):
    staff.do(SEND_ANSWER, case)
    with pytest.raises(AlreadyHandled):
        staff.do(SEND_ANSWER, case)
    assert tries(case) == [("sms", "waiting")]


def test_who_came_by_while_the_message_was_on_its_way_was_told_then(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    staff.do(GIVE_ANSWER, case)
    first = staff.fresh(case).answered_at
    told(attempt, NoticeStatus.SENT)
    assert (staff.fresh(case).answered_at, Answer.objects.count()) == (first, 1)
    assert tries(case) == [("sms", "given"), ("in_person", "given")]


def test_a_withdrawn_request_is_not_answered_by_a_late_message(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    staff.do(WITHDRAW, case)
    told(attempt, NoticeStatus.SENT)
    assert staff.fresh(case).status == Status.WITHDRAWN
    assert not Answer.objects.exists()


@pytest.mark.parametrize("again", [send_again, mark_done])
def test_a_notice_given_up_and_then_sent_or_told_by_hand_is_the_answer(staff, case, again):
    attempt = staff.do(SEND_ANSWER, case)
    told(attempt, NoticeStatus.GAVE_UP)
    again(Notice.objects.get(pk=attempt.notice_id), by=staff.desk)
    if again is send_again:
        told(attempt, NoticeStatus.SENT)
    assert tries(case) == [("sms", "failed"), ("sms", "given")]
    assert staff.fresh(case).status == Status.ANSWERED


def test_what_the_sender_could_not_say_is_found_when_the_due_jobs_run(staff, case):
    attempt = staff.do(SEND_ANSWER, case)
    Notice.objects.filter(pk=attempt.notice_id).update(status=NoticeStatus.SENT, sent_at=timezone.now())
    call_command("run_due", verbosity=0)
    assert staff.fresh(case).status == Status.ANSWERED
    assert not settle(attempt)  # once
    assert Answer.objects.count() == 1


def test_a_message_is_sent_and_not_recorded_and_a_call_is_recorded_and_not_sent(staff, case):
    for verb, facts in ((GIVE_ANSWER, {}), (RECORD_ATTEMPT, {"not_reached": "absent"})):
        with pytest.raises(DomainError) as refusal:
            staff.do(verb, case, means="sms", **facts)
        assert (refusal.value.code, refusal.value.field) == ("by_machine", "means")
    with pytest.raises(DomainError) as refusal:
        staff.do(RECORD_ATTEMPT, case, not_reached="other")
    assert refusal.value.field == "note"
    type(case).objects.filter(pk=case.pk).update(agreed_means="phone")
    with pytest.raises(DomainError) as refusal:
        staff.do(SEND_ANSWER, case)
    assert refusal.value.code == "by_hand"


def test_the_means_that_comes_next_needs_no_reason_and_another_does(staff):
    case = staff.case(Status.DECIDED)
    type(case).objects.filter(pk=case.pk).update(agreed_means="phone")
    with pytest.raises(DomainError) as refusal:
        staff.do(GIVE_ANSWER, case, means="in_person", note="")
    assert refusal.value.field == "note"
    actions.give_answer(staff.fresh(case), by=staff.desk, means="phone")


@pytest.mark.parametrize(
    "change", [{"means": "letter"}, {"state": "waiting"}, {"settled_at": None}, {"note": "other"}, {"number": 9}]
)
def test_an_attempt_that_is_settled_is_never_changed(staff, case, change):
    """Triggers of support_requests_answerattempt."""
    staff.do(GIVE_ANSWER, case)
    rows = AnswerAttempt.objects.filter(support_request=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete(rows.db)
    rows.update(note="—")


class TestOnItsPages:
    def address(self, name: str, case) -> str:
        return reverse(f"support_requests:{name}", args=[case.association.slug, case.reference])

    def test_one_press_sends_and_a_second_of_the_same_page_makes_nothing(self, staff, case, client_of):
        client = client_of(staff.desk)
        page = client.get(self.address("send_answer", case))
        assert "Text message" in page.content.decode()
        form = page.context["form"]
        sent = {"token": form["token"].value(), "version": form["version"].value()}
        assert client.post(self.address("send_answer", case), sent).status_code == 302
        assert client.post(self.address("send_answer", case), sent).status_code == 302
        assert tries(case) == [("sms", "waiting")]
        assert "On its way" in client.get(self.address("detail", case)).content.decode()

    def test_the_desk_finds_what_did_not_arrive_on_today_and_in_its_list(self, staff, case, client_of):
        told(staff.do(SEND_ANSWER, case), NoticeStatus.GAVE_UP)
        client = client_of(staff.desk)
        assert "Answers that did not arrive" in client.get(f"/{staff.association.slug}/").content.decode()
        listed = reverse("support_requests:list", args=[staff.association.slug]) + "?queue=undelivered"
        assert case.reference in client.get(listed).content.decode()
        page = client.get(self.address("give_answer", case)).content.decode()
        assert "The message could not be sent" in page
        assert "Phone call" in page
        assert client_of(staff.member(Role.RESEARCHER)).get(self.address("send_answer", case)).status_code == 403
