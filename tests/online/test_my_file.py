"""My file at home: confirming, reporting a change, and consents in one press each (B2, B5)."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from associations import texts
from beneficiaries import actions
from beneficiaries.enums import ConsentState
from core.errors import DomainError, NotPermitted
from requests.enums import Status

from .conftest import pdf, upload


@pytest.fixture
def mine(person, staff):
    """The file as the database has it now."""
    return lambda: staff.association.beneficiaries.get(pk=person.pk)


def publish(staff, kind, words):
    admin = staff.member("admin")
    texts.publish(texts.write_draft(staff.association, by=admin, kind=kind, text_ar=words), by=admin)


def test_a_due_file_is_asked_for_and_confirmed_in_one_press(at_home, person, mine):
    assert "One press is enough" not in at_home.get("my/").content.decode()
    person.confirm_due_on = timezone.localdate() - datetime.timedelta(days=1)
    person.save(update_fields=["confirm_due_on"])
    assert "One press is enough" in at_home.get("my/").content.decode()
    assert at_home.post("my/facts/", version=person.version).status_code == 302
    assert mine().confirmed_on == timezone.localdate()
    assert mine().confirmations.get().is_from_person
    assert "One press is enough" not in at_home.get("my/").content.decode()


def test_a_file_that_changed_while_it_was_read_is_not_confirmed(at_home, mine):
    assert at_home.post("my/facts/", version=7).status_code == 422
    assert mine().confirmed_on is None


def test_a_change_is_reported_with_its_paper_and_answered_with_its_reason(at_home, staff, mine):
    sent = at_home.post(
        "my/facts/change/", housing="rented", health_note="Dialysis", words="We moved.", file=upload(pdf())
    )
    assert sent.status_code == 302
    report = mine().change_reports.get()
    assert (report.is_from_person, report.words, bool(report.stored_as)) == (True, "We moved.", True)
    assert mine().housing == ""
    actions.refuse_report(report, by=staff.researcher, reason="Send the contract of rent.")
    page = at_home.get("my/facts/").content.decode()
    assert "Send the contract of rent." in page


def test_agreeing_refusing_and_withdrawing_are_one_press_each(at_home, person, mine):
    for state in (ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.GIVEN):
        at_home.client.post(at_home.path("my/consents/contact/"), {"state": state, "notice": "1"})
        assert mine().consents.current()["contact"].state == state
    letter = at_home.client.post(at_home.path("my/consents/contact/letter/")).headers["Location"]
    assert "أُعطيت" in at_home.client.get(letter).content.decode()


def test_another_does_not_see_my_letter_nor_act_in_my_file(at_home, other, person, mine):
    at_home.client.post(at_home.path("my/consents/contact/"), {"state": "refused", "notice": "1"})
    letter = at_home.client.post(at_home.path("my/consents/contact/letter/")).headers["Location"]
    assert other.client.get(letter).status_code == 404
    stranger = staff_applicant(other)
    with pytest.raises(NotPermitted):
        actions.say(person, by=stranger, purpose="contact", state=ConsentState.GIVEN)
    with pytest.raises(NotPermitted):
        actions.report_change(person, by=stranger, values={"city": "x"})


def staff_applicant(visitor):
    from beneficiaries.account import Applicant

    account = visitor.association.online_accounts.latest("pk")
    return Applicant(account)


def test_a_notice_that_changed_while_it_was_read_is_read_again(at_home, staff, mine):
    publish(staff, "consent_contact", "نص جديد")
    at_home.client.post(at_home.path("my/consents/contact/"), {"state": "given", "notice": "1"})
    assert not mine().consents.exists()


def test_who_wants_no_messages_gets_the_answer_and_no_invitation(staff, settings):
    settings.PUBLIC_ADDRESS = "https://mithaq.example/"
    case = staff.case(Status.AWAITING_DECISION)
    actions.say(case.beneficiary, by=staff.desk, purpose="contact", state=ConsentState.REFUSED)
    for event in ("decide", "send_answer", "give_answer", "deliver", "close"):
        staff.do(event, case)
    told = {notice.event for notice in staff.association.notices.filter(about=case.reference)}
    assert "decided_answer" in told
    assert "rating_link" not in told


def test_without_consent_to_service_no_new_request_is_opened(staff):
    person = staff.person()
    staff.open(person)
    actions.say(person, by=staff.desk, purpose="service", state=ConsentState.REFUSED)
    with pytest.raises(DomainError) as refusal:
        staff.open(person)
    assert refusal.value.code == "no_consent"


def test_a_new_wording_of_the_responsibilities_is_accepted_before_the_draft_goes_on(at_home, staff, mine):
    at_home.writes()
    publish(staff, "responsibilities", "مسؤوليات جديدة")
    assert at_home.get("my/draft/").headers["Location"] == at_home.path("my/new/")
    page = at_home.get("my/new/")
    assert "مسؤوليات جديدة" in page.content.decode()
    answer = at_home.post("my/new/", service="rent", accepted="on", version=2)
    assert answer.headers["Location"] == at_home.path("my/draft/")
    assert at_home.get("my/draft/").status_code == 200
    assert sorted(row.text.number for row in mine().acceptances.all()) == [1, 2]
