"""A person without an account: triage, form, receipt, code, talk, closing and reopening (K1, K2, K7, R7)."""

import re

import pytest
from django.test import Client

from complaints import tracking
from complaints.enums import Kind, Status
from complaints.models import Complaint
from complaints.workflow import DECIDE, GIVE_ANSWER, REOPEN, TAKE
from tests.factories.complaints import ACCOUNT

CODE = re.compile(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}")
DOORS = ["", "complaint/", "inquiry/", "help/", "suggestion/", "objection/", "my-data/", "officers/", "track/"]
UNNAMED = {"account": ACCOUNT, "who": "unnamed"}
NAMED = {
    "account": ACCOUNT,
    "who": "named",
    "person_name": "منيرة الشمري",
    "agreed_means": "sms",
    "mobile": "٠٥٠١٢٣٤٥٢١",
}


def browser(language: str = "en") -> Client:
    client = Client()
    client.cookies["mithaq_language"] = language
    return client


def url(people, page: str) -> str:
    return f"/public/{people.association.slug}/contact/{page}"


def token_of(response) -> str:
    return re.search(r'name="token" value="([0-9a-f]{32})"', response.content.decode()).group(1)


def send(client: Client, people, page: str = "complaint/", **facts):
    """Open the form, send it, and give the receipt."""
    token = token_of(client.get(url(people, page)))
    return client.post(url(people, page), {"token": token, **UNNAMED, **facts}, follow=True)


def code_in(response) -> str:
    return CODE.search(response.content.decode()).group()


def enter(client: Client, people, code: str):
    return client.post(url(people, "track/"), {"code": code}, follow=True)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("page", DOORS)
def test_every_door_opens_without_an_account(people, page, language):
    assert browser(language).get(url(people, page)).status_code == 200


def test_a_door_of_an_association_that_does_not_exist_is_not_found(db):
    assert browser().get("/public/nowhere/contact/").status_code == 404
    assert browser().post("/public/nowhere/contact/track/", {"code": "X"}).status_code == 404


@pytest.mark.parametrize(
    ("page", "kind", "series"),
    [
        ("complaint/", "complaint", "C"),
        ("inquiry/", "inquiry", "I"),
        ("help/", "help", "H"),
        ("suggestion/", "suggestion", "S"),
    ],
)
def test_what_is_sent_gets_a_number_a_promise_and_a_code(people, page, kind, series):
    response = send(browser(), people, page)
    case = Complaint.objects.get()
    assert (case.kind, case.status, case.channel) == (kind, Status.RECEIVED, "website")
    assert re.fullmatch(series + r"-14\d\d-000001", case.reference)
    text = response.content.decode()
    assert case.reference in text
    assert "The policy sets no period for the answer." in text
    assert tracking.find(people.association, code_in(response)) == case


def test_only_a_keyed_hash_of_the_code_is_kept_and_it_is_shown_once(people):
    client = browser()
    response = send(client, people)
    code = code_in(response)
    again = client.get(url(people, "receipt/"))
    assert code not in again.content.decode()
    assert Complaint.objects.get().reference in again.content.decode()
    row = str(Complaint.objects.values().get())
    assert code not in row
    assert code.replace("-", "") not in row
    assert code not in str(client.session.items())


def test_a_code_has_at_least_64_random_bits_and_no_letter_that_is_misread():
    codes = {tracking.new_code() for _number in range(200)}
    assert len(codes) == 200
    assert len(tracking.LETTERS) ** tracking.LENGTH > 2**64
    assert not set("01IO") & set(tracking.LETTERS)


def test_a_form_sent_twice_makes_one_case_and_both_lead_to_its_code(people):
    client = browser()
    token = token_of(client.get(url(people, "complaint/")))
    first = client.post(url(people, "complaint/"), {"token": token, **UNNAMED})
    second = client.post(url(people, "complaint/"), {"token": token, **UNNAMED}, follow=True)
    assert first.status_code == 302
    assert CODE.search(second.content.decode())
    assert Complaint.objects.count() == 1


def test_without_a_name_nothing_of_the_person_is_kept_even_when_typed(people):
    send(browser(), people, person_name="نورة", mobile="123", email="not an address", agreed_means="sms")
    case = Complaint.objects.get()
    assert case.is_anonymous
    assert (case.person_name, case.mobile_sealed, case.email, case.agreed_means) == ("", "", "", "tracking")
    assert "نورة" not in str(Complaint.objects.values().get())
    assert [event.by for event in case.events.all()] == [None]


def test_with_a_name_the_agreed_means_must_be_able_to_reach(people):
    client = browser()
    for missing in (
        {"mobile": ""},
        {"agreed_means": "email", "email": ""},
        {"person_name": ""},
        {"account": " "},
        {"who": ""},
    ):
        response = client.post(url(people, "complaint/"), {**NAMED, **missing})
        assert response.status_code == 422
        assert "منيرة" in response.content.decode() or "person_name" in missing
    assert not Complaint.objects.exists()
    assert client.post(url(people, "complaint/"), NAMED).status_code == 302
    case = Complaint.objects.get()
    assert case.mobile == "+966501234521"
    assert "501234521" not in str(Complaint.objects.values().get())


class TestTheCode:
    def test_it_opens_the_case_in_any_spelling_and_stands_in_no_address(self, people):
        people.receive()
        plain = people.code.replace("-", "").lower()
        for spelling in (people.code, plain, f"  {people.code.replace('-', ' ')} "):
            response = enter(browser(), people, spelling)
            assert response.status_code == 200
            assert "Where it stands" in response.content.decode()
            assert not any(people.code in address for address, _code in response.redirect_chain)

    def test_without_it_no_page_of_a_case_opens(self, people):
        people.receive()
        for page in ("track/case/", "track/message/", "track/confirm/", "track/reopen/"):
            for method in ("get", "post"):
                response = getattr(browser(), method)(url(people, page))
                assert (response.status_code, response.headers["Location"]) == (302, url(people, "track/"))

    def test_it_opens_nothing_at_another_association(self, people, elsewhere):
        people.receive()
        wrong = enter(browser(), elsewhere, people.code)
        assert wrong.status_code == 422
        client = browser()
        enter(client, people, people.code)
        assert client.get(url(elsewhere, "track/case/")).status_code == 302

    def test_wrong_codes_are_answered_alike_and_end_after_ten(self, people):
        people.receive()
        client = browser()
        tries = [
            "AAAA-BBBB-CCCC-DDDD",
            people.code[:-1] + ("2" if people.code[-1] != "2" else "3"),
            "' OR 1=1",
            "٠" * 16,
            "x" * 90,
        ]
        bodies = set()
        for number in range(tracking.WRONG_CODES.allowed):
            code = tries[number % len(tries)]
            response = client.post(url(people, "track/"), {"code": code, "token": "0" * 32})
            assert response.status_code == 422
            body = response.content.decode().replace(code, "CODE").replace(code.replace("'", "&#x27;"), "CODE")
            bodies.add(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", body))
        assert len(bodies) == 1
        for code in (tries[0], people.code):
            refused = client.post(url(people, "track/"), {"code": code})
            assert refused.status_code == 429
            assert "Wait a quarter of an hour" in refused.content.decode()

    def test_another_address_may_still_enter_its_code(self, people):
        people.receive()
        for _number in range(tracking.WRONG_CODES.allowed):
            browser().post(url(people, "track/"), {"code": "AAAA-BBBB-CCCC-DDDD"})
        other = Client(REMOTE_ADDR="198.51.100.7")
        assert other.post(url(people, "track/"), {"code": people.code}).status_code == 302

    def test_leaving_forgets_the_case(self, people):
        people.receive()
        client = browser()
        enter(client, people, people.code)
        client.post(url(people, "track/leave/"))
        assert client.get(url(people, "track/case/")).status_code == 302


class TestTheTalk:
    def test_both_sides_write_and_read(self, people):
        case = people.case(Status.IN_HAND)
        client = browser()
        enter(client, people, people.code)
        client.post(url(people, "track/message/"), {"text": "It was last Tuesday."}, follow=True)
        people.does["write"][1](people.fresh(case), by=people.followup)
        page = client.get(url(people, "track/case/")).content.decode()
        assert "It was last Tuesday." in page
        assert "On which day was that?" in page
        assert [row.by for row in case.messages.all()] == [None, people.followup.user]
        assert people.followup.user.name_en not in page

    def test_the_finding_stays_hidden_until_the_answer_is_given(self, people):
        case = people.case(Status.DECIDED)
        client = browser()
        assert "The sign is wrong." not in enter(client, people, people.code).content.decode()
        people.do(GIVE_ANSWER, case)
        page = client.get(url(people, "track/case/")).content.decode()
        assert "The sign is wrong." in page
        assert "We are sorry." in page

    def test_the_person_closes_it_and_reopens_it_once(self, people):
        case = people.case(Status.ANSWERED)
        client = browser()
        enter(client, people, people.code)
        client.post(url(people, "track/confirm/"), {"note": "Thank you."})
        assert people.fresh(case).status == Status.CLOSED
        client.post(url(people, "track/reopen/"), {"reason": "The sign still hangs there."})
        assert (people.fresh(case).status, people.fresh(case).reopened_count) == (Status.RECEIVED, 1)
        for event in (TAKE, DECIDE, GIVE_ANSWER):
            people.do(event, case)
        assert "No, reopen it" not in client.get(url(people, "track/case/")).content.decode()
        refused = client.post(url(people, "track/reopen/"), {"reason": "Once more."})
        assert refused.status_code == 422
        assert people.fresh(case).reopened_count == 1


def test_the_committee_named_by_the_policy_stands_on_the_receipt(people, elsewhere):
    assert "Follow-up committee" in send(browser(), people).content.decode()
    assert "Management" in send(browser(), elsewhere).content.decode()


def test_too_many_sendings_from_one_address_wait(people, monkeypatch):
    from core.attempts import Attempts

    monkeypatch.setattr(tracking, "SENDINGS", Attempts("contact-sending", allowed=2, seconds=3600))
    codes = [browser().post(url(people, "complaint/"), UNNAMED).status_code for _number in range(3)]
    assert codes == [302, 302, 422]


def test_every_kind_has_a_series_of_its_own():
    from complaints.enums import FINDINGS, SERIES

    assert set(SERIES) == set(FINDINGS) == set(Kind)
    assert len(set(SERIES.values())) == len(Kind)


def test_where_the_policy_has_no_contact_officers_the_front_desk_is_named(hajar, people):
    assert "Front desk" in send(browser(), hajar, "inquiry/").content.decode()
    assert "Contact officers" in send(browser(), people, "inquiry/").content.decode()


class TestTheTriage:
    """Each answer leads somewhere: what has no case of its own begins the words of one that fits."""

    @pytest.mark.parametrize(
        ("page", "form", "opening"),
        [
            ("objection/", "complaint/?about=decision", "I object to the decision"),
            ("my-data/", "help/?about=data", "What stands wrong in my file:"),
            ("", "complaint/?about=harm", "The harm:"),
        ],
    )
    def test_objection_data_and_harm_lead_to_a_form_that_begins_their_words(self, people, page, form, opening):
        client = browser()
        assert f'href="{url(people, form)}"' in client.get(url(people, page)).content.decode()
        shown = client.get(url(people, form)).content.decode()
        assert opening in shown
        assert "Complete these lines" in shown
        started = re.search(r'<textarea name="account".*?>\s*(.*?)</textarea>', shown, re.S).group(1)
        refused = client.post(url(people, form), {**NAMED, "account": f"  {started}\r\n"})
        assert refused.status_code == 422
        unnamed = client.post(url(people, form), {**UNNAMED, "account": f"{started} R-1448-000001"})
        assert unnamed.status_code == (302 if "harm" in form else 422)
        sent = client.post(url(people, form), {**NAMED, "account": f"{started} R-1448-000001"}, follow=True)
        assert CODE.search(sent.content.decode())
        case = Complaint.objects.get(is_anonymous=False)
        assert (case.person_name, case.account[-13:]) == (NAMED["person_name"], "R-1448-000001")

    def test_a_missing_name_is_asked_for_in_one_sentence(self, people):
        told = {**NAMED, "person_name": "", "account": "I object to the decision on request R-1448-000001."}
        refused = browser().post(url(people, "complaint/?about=decision"), told)
        assert len(refused.context["form"].errors["person_name"]) == 1
        assert "Write your name." in refused.content.decode()

    def test_an_unknown_matter_begins_nothing(self, people):
        assert "I object" not in browser().get(url(people, "complaint/?about=nothing")).content.decode()


def test_a_case_without_a_promised_day_explains_no_day(people, hajar):
    for who, explained in ((people, False), (hajar, True)):
        receipt = send(browser(), who, "inquiry/")
        page = enter(browser(), who, code_in(receipt)).content.decode()
        assert ("Why this day" in page) is explained
        assert receipt.content.decode().count("The policy sets no period for the answer.") == (0 if explained else 1)


def test_a_second_reopening_is_refused_before_a_reason_is_typed(people, client_of):
    case = people.case(Status.ANSWERED)
    client = browser()
    enter(client, people, people.code)
    for event in (REOPEN, TAKE, DECIDE, GIVE_ANSWER):
        people.do(event, case)
    page = client.get(url(people, "track/reopen/"), follow=True)
    assert page.redirect_chain == [(url(people, "track/case/"), 302)]
    assert "one time only" in page.content.decode()
    assert "The answer after reopening" in page.content.decode()
    assert "A word from you" in client.get(url(people, "track/confirm/")).content.decode()
    own = client_of(people.followup).get(f"/twaim/complaints/{case.reference}/reopen/", follow=True)
    assert "one time only" in own.content.decode()
