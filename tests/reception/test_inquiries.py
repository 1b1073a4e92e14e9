"""A visitor's question is answered in two fields, or kept with its owner and clock, under every policy (R1)."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from complaints.enums import ClosedBecause, Kind, Means, Status
from core.errors import AlreadyHandled, DomainError
from reception import actions
from reception.enums import VisitStatus
from reports.figures import of_complaints
from tests.conftest import loaded
from tests.factories.reception import AtCounter
from tests.reception.test_visits import FIVE

ASKED, TOLD = "Which papers do I bring?", "The ID card and a lease."


@pytest.mark.parametrize("slug", FIVE)
def test_an_inquiry_answered_on_the_spot_is_closed_at_once_and_counted(slug):
    counter = AtCounter(loaded(slug))
    visit = counter.visit(VisitStatus.BEING_SERVED, beneficiary=counter.person())
    inquiry = actions.answer_inquiry(visit, by=counter.desk, question=ASKED, answer=TOLD)
    assert (inquiry.kind, inquiry.status, inquiry.closed_because) == (
        Kind.INQUIRY,
        Status.CLOSED,
        ClosedBecause.CONFIRMED,
    )
    assert inquiry.reference.startswith("I-")
    assert (inquiry.owner, inquiry.beneficiary, inquiry.channel) == (counter.desk, visit.beneficiary, visit.channel)
    assert inquiry.resolutions.get().reasons == TOLD
    assert [one.reference for one in counter.again(visit).led_to.all()] == [inquiry.reference]
    assert list(counter.association.complaints.answered_between(*[timezone.localdate()] * 2)) == [inquiry]
    assert of_complaints(counter.association.complaints.all(), today=timezone.localdate())


@pytest.mark.parametrize(
    ("slug", "days"), [("twaim", None), ("qalam", None), ("hajar", 14), ("namaa", None), ("namudhaj", None)]
)
def test_an_inquiry_for_later_has_an_owner_a_number_and_the_clock_of_its_policy(slug, days):
    counter = AtCounter(loaded(slug))
    person = counter.person()
    visit = counter.visit(VisitStatus.BEING_SERVED, beneficiary=person)
    inquiry, code = actions.keep_inquiry(visit, by=counter.desk, question=ASKED)
    today = timezone.localdate()
    assert inquiry.due_on == (today + datetime.timedelta(days=days) if days else None)
    assert (inquiry.owner, inquiry.status) == (counter.desk, Status.RECEIVED)
    assert (inquiry.agreed_means, inquiry.mobile) == (person.agreed_means, person.mobile)
    assert len(code.replace("-", "")) == 16


def test_of_a_visitor_without_a_file_no_name_is_kept_with_an_answered_question(counter):
    visit = counter.visit(VisitStatus.BEING_SERVED)
    inquiry = actions.answer_inquiry(visit, by=counter.desk, question=ASKED, answer=TOLD)
    assert (inquiry.is_anonymous, inquiry.person_name) == (True, "")


@pytest.mark.parametrize(("mobile", "means"), [("+966501234567", Means.SMS), ("", Means.TRACKING)])
def test_a_visitor_without_a_file_is_told_later_by_mobile_or_by_the_code(counter, mobile, means):
    visit = counter.visit(VisitStatus.BEING_SERVED)
    inquiry, _code = actions.keep_inquiry(visit, by=counter.desk, question=ASKED, mobile=mobile)
    assert (inquiry.agreed_means, inquiry.mobile, inquiry.person_name) == (means, mobile, visit.person_name)


def test_it_is_recorded_by_whoever_serves_the_visitor_alone(counter):
    visit = counter.visit(VisitStatus.WAITING)
    with pytest.raises(DomainError) as refusal:
        actions.answer_inquiry(visit, by=counter.desk, question=ASKED, answer=TOLD)
    assert refusal.value.code == "not_served"
    actions.serve(visit, by=counter.second)
    with pytest.raises(AlreadyHandled):
        actions.answer_inquiry(visit, by=counter.desk, question=ASKED, answer=TOLD)
    assert counter.association.complaints.count() == 0
    assert actions.answer_inquiry(visit, by=counter.second, question=ASKED, answer=TOLD)


def test_two_fields_on_the_page_of_the_visit(counter, client_of):
    visit, page = counter.visit(VisitStatus.BEING_SERVED), client_of(counter.desk)
    url = f"/twaim/reception/visits/{visit.uid}/"
    assert list(page.get(url).context["inquiry"].fields)[2:4] == ["question", "answer"]
    assert page.post(f"{url}inquiry/", {"question": ASKED}).status_code == 422
    sent = page.post(f"{url}inquiry/", {"question": ASKED, "answer": TOLD}, follow=True)
    assert "I-1448-000001" in sent.content.decode()


def test_a_question_for_later_leads_to_its_number_and_code(counter, client_of):
    visit, page = counter.visit(VisitStatus.BEING_SERVED), client_of(counter.desk)
    sent = page.post(f"/twaim/reception/visits/{visit.uid}/inquiry/", {"question": ASKED, "later": "1"}, follow=True)
    assert sent.redirect_chain[-1][0] == "/twaim/complaints/receipt/"
    assert "I-1448-000001" in sent.content.decode()


def test_a_contact_officer_answers_at_the_counter_too(counter):
    officer = counter.member(Role.CONTACT_OFFICER)
    visit = counter.visit(VisitStatus.WAITING)
    actions.serve(visit, by=officer)
    assert actions.answer_inquiry(visit, by=officer, question=ASKED, answer=TOLD).owner == officer
