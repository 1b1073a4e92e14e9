"""A request from the first page to its receipt: saved at each step, signed by code, sent once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from associations.enums import Channel
from associations.models import Association
from core.errors import NotPermitted
from correspondence.notices.events import NoticeEvent
from requests import actions
from requests.enums import ItemState, SignatureMethod, Status
from requests.models import SupportRequest
from tests.factories.documents import a_document
from tests.factories.services import new_lines
from tests.factories.support_requests import Staff

from .conftest import Visitor, pdf, photo, upload


def case_of(staff: Staff, reference: str) -> SupportRequest:
    return staff.association.support_requests.for_pages().get(reference=reference)


def test_the_whole_way_from_the_first_page_to_the_receipt(at_home, staff, person):
    reference = at_home.applies(pdf(), photo())
    case = case_of(staff, reference)
    assert (case.status, case.channel, case.need) == (Status.INCOMPLETE, Channel.WEBSITE, "Rent of March")
    assert case.amount_asked == 3000
    assert case.beneficiary == person
    assert [paper.media_type for paper in case.papers.all()] == ["application/pdf", "image/jpeg"]
    assert {entry.state for entry in case.checklist.all()} == {ItemState.MISSING}
    declaration = case.declarations.get()
    assert (declaration.method, declaration.signed_name) == (SignatureMethod.ONE_TIME_CODE, person.full_name)
    receipt = at_home.get(f"my/sent/{reference}/").content.decode()
    assert reference in receipt
    assert "The period begins on the day the request is complete." in receipt
    assert "We are checking your papers" in receipt


def test_responsibilities_are_shown_and_accepted_before_anything_is_written(at_home, staff):
    page = at_home.get("my/new/").content.decode()
    text = staff.association.agreed_texts.in_force("responsibilities")
    assert text.text_en.splitlines()[0] in page
    refused = at_home.post("my/new/", service="rent")
    assert refused.status_code == 422
    assert not staff.association.request_drafts.exists()
    unanswered = at_home.post("my/new/", accepted="on").content.decode()
    assert "What do you ask for? Choose a service." in unanswered  # a question's sign, and no colon after it
    at_home.post("my/new/", service="rent", accepted="on")
    draft = staff.association.request_drafts.get()
    assert draft.accepted_version == staff.association.policy_in_force()
    assert draft.accepted_at
    assert draft.beneficiary.acceptances.get().text == text


def test_a_draft_goes_on_at_another_device_and_says_that_nothing_was_sent(at_home, person, twaim):
    at_home.writes(need="A new heater")
    at_home.post("my/draft/papers/", file_1=upload(pdf()))
    phone = Visitor(twaim)
    phone.signs_in(person)
    assert "Saved – not sent yet" in phone.get("my/").content.decode()
    assert phone.get("my/new/").headers["Location"] == phone.path("my/draft/")
    assert "A new heater" in phone.get("my/draft/").content.decode()
    check = phone.get("my/draft/check/").content.decode()
    assert "Saved – not sent yet" in check
    assert not twaim.support_requests.exists()


def test_the_demonstration_says_where_to_read_either_code(at_home, visitor, settings):
    at_home.writes()
    at_home.client.post(at_home.path("my/draft/code/"))
    where = "Read the code in the staff"
    settings.DEMO = False
    assert where not in at_home.get("my/draft/check/").content.decode()
    settings.DEMO = True
    assert where in at_home.get("my/draft/check/").content.decode()
    visitor.asks_code()
    assert where in visitor.get("sign-in/code/").content.decode()


def test_facts_of_the_file_are_shown_masked_and_never_asked_again(at_home, person):
    at_home.writes()
    page = at_home.get("my/draft/").content.decode()
    assert person.full_name in page
    assert person.national_id not in page
    assert person.mobile[-9:] not in page
    assert 'name="full_name"' not in page


def test_a_service_that_is_not_money_asks_for_no_amount(at_home, staff):
    staff.service.is_in_money = False
    staff.service.save()
    at_home.writes(amount="900")
    assert b"amount_asked" not in at_home.get("my/draft/").content
    assert staff.association.request_drafts.get().amount_asked is None


def test_sent_twice_it_is_one_request_and_both_sendings_lead_to_its_receipt(at_home, staff):
    at_home.writes()
    at_home.client.post(at_home.path("my/draft/code/"))
    typed = {"token": at_home.token("my/draft/check/"), "code": at_home.code()}
    first, second = (at_home.client.post(at_home.path("my/draft/check/"), typed) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert "/my/sent/R-" in first.headers["Location"]
    assert staff.association.support_requests.count() == 1
    assert staff.association.letters.count() == 1


def test_a_code_signs_the_request_as_it_was_read_and_no_other(at_home, staff):
    at_home.writes()
    at_home.client.post(at_home.path("my/draft/code/"))
    code = at_home.code()
    at_home.post("my/draft/", need="Something else", amount_asked="1")
    refused = at_home.post("my/draft/check/", code=code)
    assert refused.status_code == 422
    assert not staff.association.support_requests.exists()
    assert at_home.signs().status_code == 302


def test_a_code_for_signing_in_does_not_sign(at_home, visitor, staff):
    at_home.writes()
    elsewhere = Visitor(staff.association)
    elsewhere.asks_code()
    assert at_home.post("my/draft/check/", code=elsewhere.code()).status_code == 422


def test_wrong_signing_codes_are_counted_as_at_the_door(at_home):
    at_home.writes()
    at_home.client.post(at_home.path("my/draft/code/"))
    right = at_home.code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _guess in range(5):
        assert at_home.post("my/draft/check/", code=wrong).status_code == 422
    assert at_home.post("my/draft/check/", code=right).status_code == 422


def test_without_a_need_nothing_is_signed(at_home, staff):
    at_home.post("my/new/", service="rent", accepted="on")
    at_home.client.post(at_home.path("my/draft/code/"))
    assert not staff.association.sign_in_codes.filter(purpose="sign").exists()


def test_one_bad_file_keeps_the_good_one_beside_it(at_home, staff):
    at_home.writes()
    refused = at_home.post("my/draft/papers/", file_1=upload(pdf()), file_2=upload(b"<html>", "x.pdf"))
    assert refused.status_code == 422
    assert staff.association.request_drafts.get().papers.count() == 1


def test_a_paper_is_taken_out_with_its_file(at_home, staff, settings, django_capture_on_commit_callbacks):
    at_home.writes()
    at_home.post("my/draft/papers/", file_1=upload(pdf()))
    paper = staff.association.request_drafts.get().papers.get()
    kept = settings.STATE_DIR / "files" / "papers" / str(staff.association.pk) / paper.stored_as
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        at_home.client.post(at_home.path(f"my/draft/papers/{paper.uid}/remove/"))
    assert not kept.exists()


def test_a_deleted_draft_leaves_nothing(at_home, staff, settings, django_capture_on_commit_callbacks):
    at_home.writes()
    at_home.post("my/draft/papers/", file_1=upload(pdf()))
    with django_capture_on_commit_callbacks(execute=True):
        assert at_home.post("my/draft/delete/").status_code == 302
    assert not staff.association.request_drafts.exists()
    assert not [path for path in (settings.STATE_DIR / "files").rglob("*") if path.is_file()]


def test_another_persons_draft_is_nobodys_business(at_home, other):
    at_home.writes(need="Mine alone")
    assert other.get("my/draft/").headers["Location"] == other.path("my/new/")
    assert "Mine alone" not in other.get("my/").content.decode()


def test_the_desk_finds_the_papers_beside_the_lines_and_takes_the_request_in(at_home, staff, client_of):
    reference = at_home.applies(pdf())
    desk = client_of(staff.desk)
    case = case_of(staff, reference)
    paper = case.papers.get()
    address = f"/twaim/requests/{reference}/papers/{paper.uid}/"
    for page in ("", "checklist/"):
        assert address in desk.get(f"/twaim/requests/{reference}/{page}").content.decode()
    answer = desk.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert case.beneficiary.looks.filter(what="paper", by=staff.desk.user).exists()
    entry = case.checklist.get(item__is_mandatory=True)
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MATCHED.value, None)})
    actions.complete(case_of(staff, reference), by=staff.desk)
    assert case_of(staff, reference).status == Status.AWAITING_STUDY


def test_the_desk_has_a_queue_of_papers_to_check_and_a_bad_paper_is_asked_for_again(at_home, staff, client_of):
    reference = at_home.applies(pdf())
    staff.open()  # nothing came in for this one
    queue = staff.association.support_requests.papers_to_check()
    assert [case.reference for case in queue] == [reference]
    page = client_of(staff.desk).get("/twaim/requests/?queue=papers").content.decode()
    assert reference in page
    assert 'data-label="Waiting for">the front desk<' in page, "the papers are here: it is the desk's move"
    case = case_of(staff, reference)
    entry = case.checklist.get(item__is_mandatory=True)
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MISSING.value, None)})
    assert not queue.all().exists()
    button = at_home.path(f"my/requests/{reference}/papers/1/")
    assert button in at_home.get("my/").content.decode()
    at_home.post(f"my/requests/{reference}/papers/1/", file=upload(photo()))
    assert [case.reference for case in queue.all()] == [reference]
    assert button not in at_home.get("my/").content.decode()


def test_a_fact_changed_at_the_desk_needs_a_new_signature(at_home, staff):
    reference = at_home.applies(pdf())
    case = case_of(staff, reference)
    actions.correct(case, by=staff.desk, need="More", amount_asked=None, agreed_means="sms")
    assert case_of(staff, reference).declarations.count() == 1
    from requests.actions.intake import current_declaration

    assert current_declaration(case_of(staff, reference)) is None


def test_an_applicant_opens_only_their_own_and_only_by_the_website(at_home, staff, twaim: Association):
    from beneficiaries.account import Applicant

    applicant = Applicant(twaim.online_accounts.get())
    asked = {"service": staff.service, "need": "x", "agreed_means": "sms"}
    with pytest.raises(NotPermitted):
        actions.open_request(twaim, by=applicant, beneficiary=staff.person(), channel="website", **asked)
    with pytest.raises(NotPermitted):
        actions.open_request(twaim, by=applicant, beneficiary=applicant.beneficiary, channel="phone", **asked)
    case = actions.open_request(twaim, by=applicant, beneficiary=applicant.beneficiary, channel="website", **asked)
    with pytest.raises(NotPermitted):
        actions.check_item(case, by=applicant, findings={})
    with pytest.raises(NotPermitted):
        actions.complete(case, by=applicant)
    with pytest.raises(NotPermitted):
        actions.withdraw(staff.open(), by=applicant, reason="not mine")


def test_only_the_associations_open_services_are_offered(at_home, staff, qalam):
    staff.association.services.create(code="closed", name_ar="مغلقة", name_en="Closed one", is_open=False)
    page = at_home.get("my/new/").content.decode()
    assert "Closed one" not in page
    for code in ("closed", "food-basket"):
        assert at_home.post("my/new/", service=code, accepted="on").status_code == 422


def told(twaim: Association, event: str) -> list[str]:
    return [notice.body for notice in twaim.notices.filter(event=event).order_by("pk")]


def test_a_request_that_was_sent_online_is_told_with_its_number_and_when_the_period_begins(at_home, twaim):
    reference = at_home.applies(pdf())
    assert told(twaim, NoticeEvent.REQUEST_RECEIVED) == [f"وصل طلبكم {reference}. تبدأ المدة عند اكتماله."]


def test_the_message_with_a_signing_code_says_that_it_signs(at_home, twaim):
    at_home.applies(pdf())
    (door,) = told(twaim, NoticeEvent.SIGN_IN_CODE)
    (signature,) = told(twaim, NoticeEvent.SIGNING_CODE)
    assert "signs" in signature
    assert "signs" not in door


def test_each_paper_that_does_not_do_is_told_once_with_the_way_to_send_another(at_home, staff, settings):
    settings.PUBLIC_ADDRESS = "https://mithaq.example/"
    case = case_of(staff, at_home.applies(pdf()))
    entry = case.checklist.get(item__is_mandatory=True)
    missing = {entry.pk: (ItemState.MISSING.value, None)}
    for _twice in range(2):
        actions.check_item(case, by=staff.desk, findings=missing)
    (first,) = told(staff.association, NoticeEvent.REQUEST_RETURNED)
    assert entry.item.name_ar in first
    assert "https://mithaq.example/public/twaim/my/" in first
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        at_home.post(f"my/requests/{case.reference}/papers/1/", file=upload(photo()))
        actions.check_item(case, by=staff.desk, findings=missing)
        at_home.post(f"my/requests/{case.reference}/papers/1/", file=upload(photo()))
        actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MATCHED.value, None)})
    assert len(told(staff.association, NoticeEvent.REQUEST_RETURNED)) == 2


def test_staff_read_that_papers_wait_for_the_desk_and_are_not_missing(at_home, staff, client_of):
    reference = at_home.applies(pdf())
    desk = client_of(staff.desk, language="en")
    page = desk.get(f"/twaim/requests/{reference}/").content.decode()
    assert "Waiting for: <strong>the front desk</strong>" in page
    assert "To be checked" in page
    assert "Papers to check" in page
    assert "Before it goes to study" in page
    assert "the front desk" in desk.get("/twaim/requests/").content.decode()
    case = case_of(staff, reference)
    entry = case.checklist.get(item__is_mandatory=True)
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MISSING.value, None)})
    page = desk.get(f"/twaim/requests/{reference}/").content.decode()
    assert "Waiting for: <strong>the applicant</strong>" in page
    assert "To be checked" not in page


def test_what_the_file_has_already_is_not_asked_for_again(at_home, person, staff):
    kind = staff.association.document_kinds.get(name_en="National ID")
    new_lines(staff, lambda line: setattr(line, "document_kind", kind if line.is_mandatory else None))
    at_home.writes()
    assert "In your file already" not in at_home.get("my/draft/papers/").content.decode()
    a_document(person, by=staff.desk, kind="National ID", valid_until=timezone.localdate())
    page = at_home.get("my/draft/papers/").content.decode()
    assert "In your file already" in page
    assert "No need to send it again." in page
