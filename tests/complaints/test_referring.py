"""An inquiry referred to the body the policy names (R4): the matter goes, the name does not."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from complaints.enums import Kind
from complaints.models import ComplaintReferral
from complaints.workflow import ANSWER_NOW, ANSWER_REFERRAL, NAME_SUBJECT, RECALL_REFERRAL, REFER
from core.errors import AlreadyHandled, DomainError, NotPermitted
from tests.conftest import loaded
from tests.factories.complaints import Handlers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def namaa() -> Handlers:
    """Where a researcher of the department answers, who has no page of inquiries."""
    people = Handlers(loaded("namaa"))
    people.does[ANSWER_REFERRAL] = (people.researcher, people.answer_referral)
    return people


def test_it_goes_and_comes_back(namaa):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    namaa.do(ANSWER_REFERRAL, case)
    row = case.referrals.get()
    assert (row.how, row.answer, row.ended_by) == ("answered", "It does.", namaa.researcher.user)
    assert namaa.association.notices.filter(event="staff_asked").count() == 1
    with pytest.raises(AlreadyHandled):
        namaa.do(ANSWER_REFERRAL, case, by=namaa.member(Role.RESEARCHER))


def test_one_at_a_time_and_not_where_nobody_is_named(namaa, people):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    with pytest.raises(DomainError) as refusal:
        namaa.do(REFER, case)
    assert refusal.value.code == "open"
    with pytest.raises(DomainError) as refusal:
        people.do(REFER, people.receive(Kind.INQUIRY))
    assert refusal.value.code == "nobody_named"


def test_a_complaint_is_not_referred(namaa):
    with pytest.raises(NotPermitted):
        namaa.do(REFER, namaa.receive(Kind.COMPLAINT))


def test_an_answered_inquiry_takes_its_question_along(namaa):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    namaa.do(ANSWER_NOW, case)
    assert case.referrals.get().how == "recalled"
    assert case.events.filter(event=RECALL_REFERRAL).exists()


def test_whom_it_is_about_neither_hears_nor_answers(namaa):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(NAME_SUBJECT, case, member=namaa.researcher)
    with pytest.raises(DomainError) as refusal:
        namaa.do(REFER, case)
    assert refusal.value.code == "nobody_free"
    namaa.member(Role.RESEARCHER)
    namaa.do(REFER, case)
    with pytest.raises(NotPermitted):
        namaa.do(ANSWER_REFERRAL, case)


def test_who_answers_has_the_matter_and_no_name(namaa, client_of):
    case = namaa.named(Kind.INQUIRY)
    answer_path = reverse("complaints:answer_referral", args=["namaa", case.reference])
    client = client_of(namaa.researcher)
    assert "about inquiries" not in client.get("/namaa/").content.decode()
    namaa.do(REFER, case)
    today = client.get("/namaa/").content.decode()
    assert "Questions to me about inquiries" in today
    assert answer_path in today
    page = client.get(answer_path)
    assert case.account[:20] in page.content.decode()
    assert case.person_name not in page.content.decode()
    form = page.context["form"]
    typed = {"token": form["token"].value(), "version": form["version"].value(), "answer": "Yes."}
    assert client.post(answer_path, typed).headers["Location"] == "/namaa/"
    assert client_of(namaa.followup).get(answer_path).status_code == 404
    read = client_of(namaa.desk).get(answer_path.replace("referral/answer/", "")).content.decode()
    assert "Yes." in read


def test_the_person_sees_that_it_is_clarified(namaa):
    from complaints.presenting import clarified_with

    case = namaa.receive(Kind.INQUIRY)
    assert clarified_with(namaa.fresh(case)) == ""
    namaa.do(REFER, case)
    assert clarified_with(namaa.fresh(case)) == case.policy_version.referral_name


def test_what_is_late_is_reminded_of_once(namaa):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        call_command("run_due", stdout=StringIO())
        call_command("run_due", stdout=StringIO())
    assert namaa.association.notices.filter(event="answer_waits").count() == 2  # the researcher and the manager
    assert case.events.filter(event="referral_late").count() == 1


@pytest.mark.parametrize("columns", [{"question": "Other"}, {"answer": "Other"}, {"how": ""}])
def test_an_ended_question_stays_as_it_is(namaa, columns):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    namaa.do(ANSWER_REFERRAL, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintReferral.objects.update(**columns)
    assert ComplaintReferral._meta.db_table == "complaints_complaintreferral"


@pytest.mark.parametrize("given", [{"how": "answered"}, {}])
def test_one_open_question_and_a_whole_end(namaa, given):
    case = namaa.receive(Kind.INQUIRY)
    namaa.do(REFER, case)
    row = ComplaintReferral.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():  # complaintreferral_one_open_once, _open_or_ended
        ComplaintReferral.objects.create(**{**row, "id": None, **given})
