"""Referring to the body the policy names (R4): asked, answered by whoever holds the role, by its own day."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.roles import ROLE_PERMISSIONS, Role
from associations.enums import AnsweredBy
from associations.models import ReferralRule
from associations.referring import referring
from beneficiaries.models import Beneficiary
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from requests.enums import Status
from requests.models import RequestReferral
from requests.telling import tell
from requests.workflow import ANSWER_REFERRAL, PAUSE, RECALL_REFERRAL, REFER, WITHDRAW
from tests.conftest import loaded
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db
SUNDAY = datetime.datetime(2026, 3, 8, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def hajar() -> Staff:
    return Staff(loaded("hajar"))


def test_those_who_answer_are_roles():
    assert set(AnsweredBy.values) <= set(Role.values)
    assert {AnsweredBy(value).label for value in AnsweredBy} == {Role(value).label for value in AnsweredBy.values}
    assert all("see_requests" in ROLE_PERMISSIONS[Role(value)] for value in AnsweredBy.values)


def test_a_question_goes_and_its_answer_comes_back(hajar):
    with time_machine.travel(SUNDAY, tick=False):
        case = hajar.case(Status.UNDER_STUDY)
        promised = case.due_on
        referral = hajar.do(REFER, case)
    assert referral.due_on == datetime.date(2026, 3, 11)  # three working days: Monday to Wednesday
    assert referral.role == "manager"
    notices = hajar.association.notices
    hajar.do(ANSWER_REFERRAL, case, answer="Ask for the deed.")
    fresh = hajar.fresh(case)
    referral.refresh_from_db()
    assert (referral.how, referral.answer, referral.ended_by) == ("answered", "Ask for the deed.", hajar.answerer.user)
    assert (fresh.status, fresh.due_on, fresh.is_paused) == (Status.UNDER_STUDY, promised, False)
    assert [row.event for row in fresh.events.all()][-2:] == [REFER, ANSWER_REFERRAL]
    assert (notices.filter(event="staff_asked").count(), notices.filter(event="staff_answered").count()) == (1, 1)
    hajar.do(REFER, case, question="One more?")  # after the answer another may be asked


def test_one_question_at_a_time(hajar):
    case = hajar.case(Status.INCOMPLETE)
    hajar.do(REFER, case)
    with pytest.raises(DomainError) as refusal:
        hajar.do(REFER, case, by=hajar.chair)
    assert refusal.value.code == "open"
    assert case.referrals.count() == 1


def test_the_second_who_answers_hears_who_was_first(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    hajar.do(REFER, case)
    hajar.do(ANSWER_REFERRAL, case)
    with pytest.raises(AlreadyHandled) as refusal:
        hajar.do(ANSWER_REFERRAL, case, by=hajar.member(Role.MANAGER), answer="Another")
    assert hajar.answerer.user.name in str(refusal.value)
    assert case.referrals.get().answer == "It does."


def test_an_answer_is_to_the_question_that_was_read(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    first = hajar.do(REFER, case)
    hajar.do(RECALL_REFERRAL, case)
    second = hajar.do(REFER, case, question="A different one")
    with pytest.raises(StaleRecord):
        hajar.do(ANSWER_REFERRAL, case, expected_question=first.pk)
    hajar.do(ANSWER_REFERRAL, case, expected_question=second.pk)


def test_nobody_answers_their_own_question_nor_without_the_role(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    both = hajar.member(Role.MANAGER, Role.DESK)
    hajar.do(REFER, case, by=both)
    with pytest.raises(DomainError) as refusal:
        hajar.do(ANSWER_REFERRAL, case, by=both)
    assert refusal.value.code == "own"
    with pytest.raises(NotPermitted):
        hajar.do(ANSWER_REFERRAL, case, by=hajar.researcher)
    hajar.do(ANSWER_REFERRAL, case)


def test_where_nobody_holds_the_role_it_says_so(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    hajar.answerer.membership_roles.all().delete()
    with pytest.raises(DomainError) as refusal:
        hajar.do(REFER, case)
    assert refusal.value.code == "nobody_holds"
    assert "Manager" in str(refusal.value)
    hajar.member(Role.MANAGER)
    hajar.do(REFER, case)


@pytest.mark.parametrize("slug", ["namudhaj", "twaim"])
def test_where_the_policy_names_nobody_it_is_neither_offered_nor_possible(slug, client_of):
    staff = Staff(loaded(slug))
    case = staff.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError) as refusal:
        staff.do(REFER, case)
    assert refusal.value.code == "nobody_named"
    page = client_of(staff.desk).get(f"/{slug}/requests/{case.reference}/").content.decode()
    assert "refer/" not in page


def test_the_page_offers_each_their_own_step(hajar, client_of):
    case = hajar.case(Status.UNDER_STUDY)
    path = f"/hajar/requests/{case.reference}/"
    assert f"{path}refer/" in client_of(hajar.desk).get(path).content.decode()
    hajar.do(REFER, case)
    page = client_of(hajar.answerer).get(path).content.decode()
    assert "Being clarified" in page
    assert f"{path}referral/answer/" in page
    form = client_of(hajar.answerer).get(f"{path}referral/answer/").context["form"]
    typed = {"token": form["token"].value(), "version": form["version"].value(), "answer": "Yes, it does."}
    assert client_of(hajar.answerer).post(f"{path}referral/answer/", typed).status_code == 302
    assert "Yes, it does." in client_of(hajar.desk).get(path).content.decode()


def test_the_question_stands_in_the_list_and_on_the_first_page_of_who_answers(hajar, client_of):
    case = hajar.case(Status.UNDER_STUDY)
    client = client_of(hajar.answerer)
    assert case.reference not in client.get("/hajar/requests/?queue=to_answer").content.decode()
    assert "Questions to me" not in client.get("/hajar/").content.decode()
    hajar.do(REFER, case)
    assert case.reference in client.get("/hajar/requests/?queue=to_answer").content.decode()
    assert case.reference in client.get("/hajar/requests/?queue=referred").content.decode()
    assert case.reference not in client_of(hajar.desk).get("/hajar/requests/?queue=to_answer").content.decode()
    assert "Questions to me" in client.get("/hajar/").content.decode()


def test_the_applicant_sees_that_something_is_clarified_and_not_the_question(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    hajar.do(REFER, case, question="Is she honest?")
    told = _told(hajar, case)
    assert told.clarified_with == case.policy_version.referral_name
    assert not any("honest" in row.note for row in told.happenings)
    hajar.do(RECALL_REFERRAL, case)
    assert _told(hajar, case).clarified_with == ""


def _told(staff: Staff, case: Any) -> Any:
    from associations.calendars import working_calendar

    row = staff.association.support_requests.for_home().get(pk=case.pk)
    return tell(row, working_calendar(staff.association), on=timezone.localdate())


def test_what_is_late_is_reminded_of_once(hajar):
    with time_machine.travel(SUNDAY, tick=False):
        case = hajar.case(Status.UNDER_STUDY)
        referral = hajar.do(REFER, case)
    waits = hajar.association.notices.filter(event="answer_waits")
    for day, count in ((referral.due_on, 0), (referral.due_on + datetime.timedelta(days=1), 1)):
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC), tick=False):
            call_command("run_due", stdout=StringIO())
            call_command("run_due", stdout=StringIO())
        assert waits.count() == count
    assert case.events.filter(event="referral_late").count() == 1


def test_a_case_that_ends_takes_its_question_along(hajar):
    case = hajar.case(Status.UNDER_STUDY)
    hajar.do(REFER, case)
    hajar.do(WITHDRAW, case)
    assert case.referrals.get().how == "recalled"
    with pytest.raises(DomainError):
        hajar.do(ANSWER_REFERRAL, case)


def test_the_clock_of_the_case_is_not_touched_and_may_stand_still_beside(staff):
    case = staff.case(Status.UNDER_STUDY)
    since = case.status_since
    staff.do(PAUSE, case)
    assert staff.fresh(case).status_since == since


@pytest.mark.parametrize("columns", [{"question": "Other"}, {"role": "chair"}, {"answer": "Other"}, {"how": ""}])
def test_an_ended_question_stays_as_it_is(hajar, columns):
    case = hajar.case(Status.UNDER_STUDY)
    hajar.do(REFER, case)
    hajar.do(ANSWER_REFERRAL, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestReferral.objects.update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestReferral.objects.all()._raw_delete("default")


def test_a_rule_of_a_version_in_force_is_never_changed(hajar):
    rule = ReferralRule.objects.get(version=hajar.association.policy_in_force())
    assert referring(rule.version).length == rule.length == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralRule.objects.filter(pk=rule.pk).update(length=9)
    draft = hajar.association.policy_versions.create(number=9, reviewing_body="not_named")
    with pytest.raises(IntegrityError, match="referralrule_within_ninety_days"), transaction.atomic():
        ReferralRule.objects.create(version=draft, answered_by="manager", length=91)


def test_words_of_a_question_go_with_the_name(hajar):
    from requests.room_of_file import ROOM

    case = hajar.case(Status.UNDER_STUDY)
    hajar.do(REFER, case)
    hajar.do(ANSWER_REFERRAL, case)
    ROOM.forget(Beneficiary.objects.get(pk=case.beneficiary_id))
    row = case.referrals.get()
    assert (row.question, row.answer) == ("—", "—")
