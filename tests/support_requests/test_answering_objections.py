"""The answer to an objection is told as the answer to a request is: it counts when it arrived, or goes on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from associations.objecting import objection_rules
from committees.actions import body_of_kind
from committees.models import Position
from core.errors import AlreadyHandled, DomainError
from core.once import new_token
from correspondence.models import NoticeStatus
from requests.actions import give_answer, record_attempt, send_answer, settle_answers
from requests.actions.objecting import decide_objection
from requests.enums import ObjectionStatus, Status
from requests.models import AnswerAttempt, Objection, SupportRequest
from requests.objection_workflow import SEND_OBJECTION_ANSWER
from tests.factories.support_requests import SINCE
from tests.support_requests.test_answering import told


@pytest.fixture
def objection(staff) -> Objection:
    """Decided, and to be told; the person agreed to text messages and has an e-mail."""
    rules = objection_rules(staff.association.policy_in_force())
    body = body_of_kind(staff.association.pk, rules.kind, rules.body_name_ar, rules.body_name_en)
    body.seats.create(membership=staff.judge, position=Position.CHAIR, from_on=SINCE)
    made = staff.objection()
    file = made.support_request.beneficiary
    type(file).objects.filter(pk=file.pk).update(email="she@example.org")
    decide_objection(made, by=staff.judge, outcome="upheld", reasons="Seen.")
    return fresh(made)


def fresh(objection: Objection) -> Objection:
    return Objection.objects.for_pages().get(pk=objection.pk)


def test_a_message_counts_when_it_was_taken_and_not_before(staff, objection):
    attempt = send_answer(objection, by=staff.desk)
    assert (fresh(objection).status, fresh(objection).answered_at) == (ObjectionStatus.DECIDED, None)
    assert "تأييد القرار الأول" in staff.association.notices.get(event="objection_answered").body
    with pytest.raises(AlreadyHandled):
        send_answer(fresh(objection), by=staff.desk)
    told(attempt, NoticeStatus.SENT)
    attempt.notice.refresh_from_db()
    now = fresh(objection)
    assert (now.status, now.answered_at) == (ObjectionStatus.ANSWERED, attempt.notice.sent_at)
    told(attempt, NoticeStatus.SENT)  # heard twice
    assert now.events.filter(event="answer_objection").count() == 1


def test_what_did_not_arrive_goes_to_the_next_means_and_to_the_desk(staff, objection, client_of):
    told(send_answer(objection, by=staff.desk), NoticeStatus.GAVE_UP)
    assert [(row.means, row.state) for row in objection.answer_attempts.all()] == [("sms", "failed")]
    assert staff.association.objections.answer_undelivered().get() == objection  # a call comes next
    client = client_of(staff.desk)
    assert objection.reference in client.get("/twaim/requests/objections/?queue=undelivered").content.decode()
    assert "?queue=undelivered" in client.get("/twaim/").content.decode()
    with pytest.raises(DomainError) as refusal:
        send_answer(fresh(objection), by=staff.desk)
    assert refusal.value.code == "by_hand"
    record_attempt(fresh(objection), by=staff.desk, means="phone", not_reached="no_answer")
    last = objection.answer_attempts.last()
    assert (last.means, last.state) == ("email", "waiting")  # by itself
    assert not staff.association.objections.answer_undelivered().exists()
    told(last, NoticeStatus.SENT)
    assert fresh(objection).status == ObjectionStatus.ANSWERED


def test_by_hand_it_is_recorded_with_its_means_and_another_than_agreed_says_why(staff, objection):
    with pytest.raises(DomainError) as refusal:
        give_answer(objection, by=staff.desk, means="phone")
    assert refusal.value.code == "means_differs"
    give_answer(fresh(objection), by=staff.desk, means="phone", note="She called.")
    assert objection.answer_attempts.get().note == "She called."
    assert fresh(objection).answered_at is not None


def test_it_does_not_touch_how_the_request_was_answered(staff, objection):
    case = objection.support_request
    before = case.answer_attempts.filter(objection__isnull=True).count()
    answered_at = SupportRequest.objects.get(pk=case.pk).answered_at
    told(send_answer(objection, by=staff.desk), NoticeStatus.SENT)
    after = SupportRequest.objects.get(pk=case.pk)
    assert (after.answered_at, after.status) == (answered_at, Status.ANSWERED)
    assert case.answer_attempts.filter(objection__isnull=True).count() == before


def test_what_the_sender_could_not_tell_is_found_by_the_jobs_of_the_day(staff, objection):
    attempt = send_answer(objection, by=staff.desk)
    type(attempt.notice).objects.filter(pk=attempt.notice_id).update(status=NoticeStatus.GAVE_UP)
    assert settle_answers(staff.association) == 1
    assert settle_answers(staff.association) == 0
    assert objection.answer_attempts.get().state == "failed"


def test_one_on_its_way_at_a_time_and_whose_it_is_never_changes(staff, objection):
    """answerattempt_of_objection_waits_once, and trigger "of" of support_requests_answerattempt."""
    row = AnswerAttempt.objects.values().get(pk=send_answer(objection, by=staff.desk).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerAttempt.objects.create(**{**row, "id": None, "number": 9})
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerAttempt.objects.filter(pk=row["id"]).update(objection=None)


def test_on_the_page_it_is_one_press_and_twice_is_once(staff, objection, client_of):
    client, address = client_of(staff.desk), f"/twaim/requests/objections/{objection.reference}/"
    page = client.get(address).content.decode()
    assert f"{address}send/" in page
    sent = {"token": new_token(), "version": objection.version}
    assert {client.post(f"{address}send/", sent)["Location"] for _n in range(2)} == {address}
    assert objection.answer_attempts.count() == 1
    assert client_of(staff.researcher).get(f"{address}send/").status_code == 403
    assert objection.events.filter(event=SEND_OBJECTION_ANSWER).count() == 1
