"""Which moves of a support request tell the applicant: once each, by the agreed means, under all rules of a policy."""

from __future__ import annotations

import re
from typing import Any

import pytest

from associations.presets import SLUGS
from correspondence.models import Means, NoticeStatus
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import sms_size
from requests import actions
from requests.enums import Status
from requests.workflow import COMPLETE, GIVE_ANSWER, RETURN, SEND_ANSWER
from tests.conftest import loaded
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def told_of(staff: Staff, case: Any) -> list[Any]:
    return list(staff.association.notices.filter(about=case.reference).order_by("pk"))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.django_db
def test_completeness_and_the_answer_are_told_under_every_policy(slug: str) -> None:
    staff = Staff(loaded(slug))
    case = staff.case(Status.DECIDED)
    staff.do(SEND_ANSWER, case)
    complete, answer = told_of(staff, case)
    assert (complete.event, answer.event) == (NoticeEvent.REQUEST_COMPLETE, NoticeEvent.DECIDED_ANSWER)
    assert {complete.recipient, answer.recipient} == {case.beneficiary.mobile}
    for notice in (complete, answer):
        assert case.reference in notice.body
        assert "{" not in notice.body
        assert sms_size(notice.body).parts == 1
    day = case.due_on or case.answer_expected_from
    assert (str(day.day) in complete.body) if day else ("لا تحدد" in complete.body)


def test_a_request_is_not_told_of_its_opening_or_study(staff: Staff) -> None:
    assert not told_of(staff, staff.open())
    case = staff.case(Status.AWAITING_DECISION)
    assert [notice.event for notice in told_of(staff, case)] == [NoticeEvent.REQUEST_COMPLETE]


def test_a_returned_request_is_told_what_is_missing_and_never_the_reason_somebody_typed(staff: Staff) -> None:
    case = staff.case(Status.UNDER_STUDY)
    line = case.checklist.get(item__is_mandatory=True)
    staff.do(RETURN, case, papers=[line.pk], reason="هويته 1000000008 منتهية")
    notice = told_of(staff, case)[-1]
    assert notice.event == NoticeEvent.REQUEST_RETURNED
    assert line.item.name_ar in notice.body
    assert "منتهية" not in notice.body
    assert not re.search(r"\d{10}", notice.body)


def test_completed_again_is_told_again(staff: Staff) -> None:
    case = staff.case(Status.RETURNED)
    assert "توضيح" in told_of(staff, case)[-1].body
    staff.do(COMPLETE, case)
    events = [notice.event for notice in told_of(staff, case)]
    assert events == [NoticeEvent.REQUEST_COMPLETE, NoticeEvent.REQUEST_RETURNED, NoticeEvent.REQUEST_COMPLETE]


@pytest.mark.parametrize("means", [Means.SMS, Means.EMAIL])
def test_an_answer_by_message_is_the_telling(staff: Staff, means: str) -> None:
    case = staff.case(Status.DECIDED)
    case.beneficiary.email = "munira@example.test"
    case.beneficiary.save(update_fields=["email"])
    type(case).objects.filter(pk=case.pk).update(agreed_means=means)
    staff.do(SEND_ANSWER, case)
    notice = told_of(staff, case)[-1]
    assert (notice.event, notice.means, notice.status) == (NoticeEvent.DECIDED_ANSWER, means, NoticeStatus.QUEUED)
    assert str(case.decision.amount) not in notice.body


@pytest.mark.parametrize("means", [Means.PHONE, Means.LETTER, Means.IN_PERSON])
def test_an_answer_given_by_a_person_is_told_by_no_machine(staff: Staff, means: str) -> None:
    case = staff.case(Status.DECIDED)
    before = len(told_of(staff, case))
    staff.do(GIVE_ANSWER, case, means=means, note="She came by.")
    assert len(told_of(staff, case)) == before


def test_whoever_agreed_on_calls_is_called_by_staff(staff: Staff) -> None:
    case = staff.open(agreed_means="phone")
    staff.prepare(case)
    actions.complete(staff.fresh(case), by=staff.desk)
    (notice,) = told_of(staff, case)
    assert (notice.means, notice.status) == (Means.PHONE, NoticeStatus.BY_HAND)
