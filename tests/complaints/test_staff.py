"""Staff's screens: writing down, the queues, one case from receipt to closing, and refusals (K1, K4, K6, R1)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints import tracking
from complaints.enums import Kind, Status
from complaints.models import Complaint
from complaints.workflow import TAKE
from core.hijri import HijriDate
from tests.factories.complaints import ACCOUNT

CODE = re.compile(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}")
BY_PHONE = {"kind": "inquiry", "channel": "phone", "account": ACCOUNT, "who": "unnamed"}


def token_of(response) -> str:
    return re.search(r'name="token" value="([0-9a-f]{32})"', response.content.decode()).group(1)


def typed(day) -> dict[str, str]:
    hijri = HijriDate.from_gregorian(day)
    parts = ("hijri", str(hijri.day), str(hijri.month), str(hijri.year))
    return {f"received_on_{part}": value for part, value in enumerate(parts)}


class TestWritingDown:
    def test_a_call_gets_a_number_and_a_code_and_has_an_owner(self, people, client_of):
        response = client_of(people.desk).post("/twaim/complaints/new/", BY_PHONE, follow=True)
        case = Complaint.objects.get()
        assert (case.kind, case.channel) == ("inquiry", "phone")
        assert case.received_by == case.owner == people.desk
        assert tracking.find(people.association, CODE.search(response.content.decode()).group()) == case

    def test_only_the_channels_of_the_policy_are_offered(self, people, client_of):
        client = client_of(people.desk)
        page = client.get("/twaim/complaints/new/").content.decode()
        assert 'value="fax"' in page
        assert 'value="social_media"' not in page
        assert client.post("/twaim/complaints/new/", {**BY_PHONE, "channel": "social_media"}).status_code == 422
        assert not Complaint.objects.exists()

    def test_whom_it_is_about_is_kept_away_from_the_first_moment(self, people, client_of):
        facts = {**BY_PHONE, "kind": "complaint", "subjects": [people.followup.pk]}
        client_of(people.desk).post("/twaim/complaints/new/", facts)
        case = Complaint.objects.get()
        assert not people.association.complaints.visible_to(people.followup).exists()
        assert people.association.complaints.visible_to(people.second).get() == case

    def test_a_letter_of_last_week_counts_from_last_week_and_none_from_tomorrow(self, hajar, client_of):
        client, day = client_of(hajar.desk), timezone.localdate() - timedelta(days=7)
        client.post("/hajar/complaints/new/", {**BY_PHONE, "channel": "letter", **typed(day)})
        case = Complaint.objects.get()
        assert timezone.localdate(case.received_at) == day
        assert case.due_on == day + timedelta(days=14)
        tomorrow = timezone.localdate() + timedelta(days=1)
        assert client.post("/hajar/complaints/new/", {**BY_PHONE, **typed(tomorrow)}).status_code == 422
        assert Complaint.objects.count() == 1

    def test_a_file_gives_name_and_mobile_unless_the_person_wants_none(self, people, client_of):
        from tests.factories.beneficiaries import BeneficiaryFactory

        person = BeneficiaryFactory(association=people.association, by=people.desk)
        client = client_of(people.desk)
        named = {**BY_PHONE, "who": "named", "file_number": person.number, "agreed_means": "phone"}
        client.post("/twaim/complaints/new/", named)
        case = Complaint.objects.get()
        assert (case.beneficiary, case.person_name, case.mobile) == (person, person.full_name, person.mobile)
        client.post("/twaim/complaints/new/", {**named, "who": "unnamed"})
        assert Complaint.objects.order_by("-pk")[0].beneficiary is None
        assert client.post("/twaim/complaints/new/", {**named, "file_number": "B-1448-999999"}).status_code == 422

    def test_an_inquiry_is_answered_on_the_spot_in_two_fields(self, people, client_of):
        client = client_of(people.desk)
        page = client.get("/twaim/complaints/on-the-spot/").content.decode()
        assert page.count("<textarea") == 2
        facts = {"question": "When do you open?", "answer": "At eight.", "token": "a" * 32}
        for _number in range(2):  # sent twice
            client.post("/twaim/complaints/on-the-spot/", facts)
        assert Complaint.objects.get().status == Status.CLOSED


def test_a_complaint_is_led_from_receipt_to_closing_on_screen(people, client_of):
    case, client = people.named(), client_of(people.followup)
    base = f"/twaim/complaints/{case.reference}/"
    steps = [
        ("take/", {}, Status.IN_HAND),
        ("write/", {"text": "On which day was that?"}, Status.IN_HAND),
        ("decide/", {"finding": "partly", "reasons": "The sign is old.", "money": "٢٥٠٫٥٠"}, Status.DECIDED),
        ("answer/", {"means": "phone"}, Status.ANSWERED),
        *[("attempt/", {"means": "phone", "note": "No answer."}, Status.ANSWERED)] * 3,
        ("close/", {}, Status.CLOSED),
        ("reopen/", {"reason": "The sign still hangs."}, Status.RECEIVED),
    ]
    for page, facts, status in steps:
        form = client.get(base + page)
        version = re.search(r'name="version" value="(\d+)"', form.content.decode()).group(1)
        sent = client.post(base + page, {"token": token_of(form), "version": version, **facts}, follow=True)
        assert sent.status_code == 200, page
        assert people.fresh(case).status == status
    text = client.get(base).content.decode()
    assert "250.50" in text
    assert "Attempts to reach the person" in text
    assert "Closed after three attempts to reach the person" in text


def test_a_stale_page_says_so_and_keeps_what_was_typed(people, client_of):
    case, client = people.case(Status.IN_HAND), client_of(people.followup)
    old = case.version
    people.do("write", case)
    facts = {"finding": "not_upheld", "reasons": "My careful words.", "version": old}
    response = client.post(f"/twaim/complaints/{case.reference}/decide/", facts)
    assert response.status_code == 422
    assert "Somebody changed this record" in response.content.decode()
    assert "My careful words." in response.content.decode()
    assert people.fresh(case).status == Status.IN_HAND


def test_another_association_finds_nothing(people, elsewhere, client_of):
    case = people.case(Status.IN_HAND)
    for page in ("", "take/", "decide/", "comment/"):
        for method in ("get", "post"):
            client = client_of(elsewhere.manager)
            assert getattr(client, method)(f"/twaim/complaints/{case.reference}/{page}").status_code == 404
            assert getattr(client, method)(f"/qalam/complaints/{case.reference}/{page}").status_code == 404
    assert case.reference not in client_of(elsewhere.manager).get("/qalam/complaints/?queue=all").content.decode()


class TestWhatEachMaySee:
    def seen(self, people, member) -> set[str]:
        return set(people.association.complaints.visible_to(member).values_list("kind", flat=True))

    def test_by_role(self, people):
        for kind in Kind:
            people.receive(kind)
        rest = {Kind.INQUIRY, Kind.HELP, Kind.SUGGESTION}
        assert self.seen(people, people.manager) == set(Kind)
        assert self.seen(people, people.followup) == {Kind.COMPLAINT}
        assert self.seen(people, people.officer) == self.seen(people, people.desk) == rest
        assert self.seen(people, people.researcher) == set()

    def test_what_an_officer_owns_is_hidden_from_the_others_who_answer(self, people):
        case = people.receive(Kind.INQUIRY)
        people.do("take", case, by=people.officer)
        assert self.seen(people, people.officer) == {Kind.INQUIRY}
        assert self.seen(people, people.desk) == set()

    def test_an_owner_reads_the_mobile_and_others_see_it_masked(self, people, client_of):
        case = people.named()
        people.do("take", case)
        address = f"/twaim/complaints/{case.reference}/"
        assert "+966501234521" in client_of(people.followup).get(address).content.decode()
        assert "501234521" not in client_of(people.second).get(address).content.decode()

    def test_a_remark_of_management_is_not_read_by_the_person(self, people, client_of):
        case = people.case(Status.IN_HAND)
        people.do("comment", case, by=people.manager, reason="Please be quick.")
        assert (
            "Please be quick."
            in client_of(people.followup).get(f"/twaim/complaints/{case.reference}/").content.decode()
        )
        client = client_of(people.followup)
        client.post("/public/twaim/contact/track/", {"code": people.code})
        page = client.get("/public/twaim/contact/track/case/").content.decode()
        assert case.reference in page
        assert "Please be quick." not in page


@pytest.mark.parametrize("queue", ["open", "untouched", "all"])
def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_fifty(people, client_of, queue):
    client, page = client_of(people.manager), f"/twaim/complaints/?queue={queue}"
    people.receive()
    client.get(page)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
        if len(counts) == 1:
            for _number in range(51):
                people.receive()
    assert counts[0] == counts[1]
    body = client.get(page).content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', body).group(1).replace("&amp;", "&")
    second = client.get(f"/twaim/complaints/{following}")
    rows = re.findall(r"C-14\d\d-\d{6}", body + second.content.decode())
    assert len(set(rows)) == 52


def test_management_appoints_an_officer_and_ends_the_term(people, client_of):
    client = client_of(people.manager)
    client.post("/twaim/complaints/officers/", {"member": people.officer.pk})
    officer = people.association.contact_officers.get()
    assert people.officer.user.name_en in client.get("/public/twaim/contact/officers/").content.decode()
    assert client.post("/twaim/complaints/officers/", {"member": people.desk.pk}).status_code == 422
    client.post("/twaim/complaints/officers/end/", {"officer": officer.pk})
    officer.refresh_from_db()
    assert officer.until_on == timezone.localdate()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("slug", ["namudhaj", "qalam", "twaim", "hajar", "namaa"])
def test_every_page_of_every_kind_opens_under_every_policy(slug, language, client_of, db):
    from tests.conftest import loaded
    from tests.factories.complaints import Handlers

    people = Handlers(loaded(slug))
    client = client_of(people.manager, language)
    for kind in Kind:
        case = people.receive(kind, wish="More time", about_whom="the man at the door")
        assert client.get(f"/{slug}/complaints/{case.reference}/").status_code == 200
        client.post(f"/public/{slug}/contact/track/", {"code": people.code})
        assert client.get(f"/public/{slug}/contact/track/case/").status_code == 200
    assert client.get(f"/{slug}/complaints/").status_code == 200
    assert client.get(f"/{slug}/").status_code == 200


@pytest.mark.parametrize("page", ["subject/", "officers/"])
def test_nobody_is_named_by_a_form_sent_as_it_came(people, client_of, page):
    case = people.receive()
    address = f"/twaim/complaints/{page}" if page == "officers/" else f"/twaim/complaints/{case.reference}/{page}"
    client = client_of(people.manager)
    assert '<option value="" selected' in client.get(address).content.decode()
    assert client.post(address, {"member": ""}).status_code == 422
    assert not case.subjects.exists()
    assert not people.association.contact_officers.exists()


def test_a_comment_is_asked_for_as_a_comment(people, client_of):
    page = client_of(people.manager).get(f"/twaim/complaints/{people.receive().reference}/comment/").content.decode()
    assert re.search(r"<label[^>]*>\s*Comment", page)


def test_only_whoever_has_it_in_hand_reads_the_address_in_full(people, client_of):
    case = people.named(email="munira@example.org", agreed_means="email")
    people.do(TAKE, case)
    for member, whole in ((people.followup, True), (people.second, False), (people.manager, False)):
        page = client_of(member).get(f"/twaim/complaints/{case.reference}/").content.decode()
        assert ("munira@example.org" in page) is whole
        assert ("m•••@example.org" in page) is not whole
