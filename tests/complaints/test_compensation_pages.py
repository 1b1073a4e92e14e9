"""Compensation on screen: the whole way, the refusals in words, and nothing for the complaint's subject."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from associations.presets import SLUGS
from complaints.compensation_workflow import COMPENSATION_WORKFLOW, OFFER, WRITE_MINUTES
from core.hijri import HijriDate
from correspondence.paper import paper
from tests.conftest import loaded
from tests.factories.compensation import PARTS, Committee


@pytest.fixture
def committee(twaim) -> Committee:
    return Committee(twaim)


def day(name: str, moved: int = 0) -> dict[str, str]:
    """Today, or days from it, as the form sends it."""
    hijri = HijriDate.from_gregorian(timezone.localdate() + timedelta(days=moved))
    parts = ("hijri", str(hijri.day), str(hijri.month), str(hijri.year))
    return {f"{name}_{place}": value for place, value in enumerate(parts)}


HARM = {"person_name": "نورة السالم", "harm_kind": "material", "evidence": "A photograph.", "claimed": "٢٬٠٠٠"}
RULING = {"authority": "Court", "number": "4", "finality": "final"}
OFFERED = {"side": "association", "amount": "9"}
RECEIPT = {"amount": "1251", "received_by": "N", "method": "cash"}
SIGNED = {"signed_name": "نورة السالم", "method": "on_paper", "own_method": "on_screen"}


def test_the_whole_way_from_a_complaint_to_a_receipted_payment(committee, client_of):
    complaint = committee.named()
    client = {member: client_of(member) for member in (committee.followup, committee.second, committee.manager)}
    opened = f"/twaim/compensation/new/?complaint={complaint.reference}"
    assert opened in client[committee.manager].get(f"/twaim/complaints/{complaint.reference}/").content.decode()
    parts = {"extent": PARTS["extent"], "causes": PARTS["causes"]}
    response = client[committee.followup].post(opened, {**HARM, **parts, **day("occurred_on", -2)})
    case = committee.association.compensation_cases.get()
    page = f"/twaim/compensation/{case.reference}/"
    assert (response.status_code, response.headers["Location"], case.complaint) == (302, page, complaint)
    named = {"members": [committee.followup.pk, committee.second.pk]}
    steps = [
        (committee.followup, "minutes", {**PARTS, **named, **day("dated_on")}),
        (committee.followup, "correct", {**PARTS, **day("dated_on")}),
        (committee.followup, "approve", {}),
        (committee.second, "approve", {}),
        (committee.second, "basis", {}),
        (committee.manager, "offer", {"side": "association", "amount": "1000", **day("valid_until", 3)}),
        (committee.manager, "offer", {"side": "beneficiary", "amount": "١٬٥٠٠", **day("valid_until", 3)}),
        (committee.manager, "accept", {"side": "association"}),
        (committee.manager, "settlement", {}),
        (committee.manager, "sign", SIGNED),
        (committee.manager, "pay", {"amount": "1500", "received_by": "نورة", "method": "cash", **day("paid_on")}),
        (committee.manager, "close", {}),
    ]
    for member, verb, typed in steps:
        shown = client[member].get(page).content.decode()
        assert f'href="{page}{verb}/"' in shown, f"{verb} is offered"
        assert client[member].get(f"{page}{verb}/").status_code == 200
        response = client[member].post(f"{page}{verb}/", typed)
        assert (verb, response.status_code) == (verb, 302), response.content.decode()
    assert committee.now(case).status == "closed"
    shown = client[committee.manager].get(page).content.decode()
    assert "1,500" in shown
    assert (
        case.reference in client[committee.manager].get(f"/twaim/complaints/{complaint.reference}/").content.decode()
    )


def test_the_settlement_prints_in_arabic_with_its_amount_in_words(committee, client_of):
    letter = committee.harmed("closed").settlement.letter
    sheet = paper(letter, check_url="https://mithaq.example/check/")
    for words in ("المخالصة", "ألف ومئتان وخمسون", "١٬٢٥٠٫٠٠", "Labour court", "نورة السالم"):
        assert words in sheet
    for member, code in ((committee.manager, 200), (committee.followup, 200), (committee.researcher, 403)):
        address = reverse("correspondence:letter", args=["twaim", letter.year, letter.number])
        assert client_of(member).get(address).status_code == code


@pytest.mark.parametrize(
    ("status", "verb", "typed", "sentence"),
    [
        ("opened", "ruling", {**RULING, **day("dated_on", 1)}, "not come yet"),
        ("opened", "approve", {}, "No minutes were written yet"),
        ("opened", "basis", {}, "basis is not sufficient"),
        ("basis", "offer", {**OFFERED, **day("valid_until", -1)}, "has passed"),
        ("negotiating", "offer", {**OFFERED, **day("valid_until", 1)}, "other side answers"),
        ("negotiating", "accept", {"side": "association"}, "their own offer"),
        ("settled", "pay", {**RECEIPT, **day("paid_on")}, "more than was agreed"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_keeps_what_was_typed(committee, client_of, status, verb, typed, sentence):
    case = committee.harmed(status)
    member = committee.followup if status == "opened" else committee.manager
    response = client_of(member).post(f"/twaim/compensation/{case.reference}/{verb}/", typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert committee.now(case).version == case.version


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "twaim"])
def test_under_the_other_policies_the_pages_are_refused_with_the_policy_named(slug, client_of):
    other = Committee(loaded(slug))
    client = client_of(other.member(Role.MANAGER, Role.FOLLOW_UP))
    title = other.association.policy_in_force().title_en
    for page in ("", "new/"):
        response = client.get(f"/{slug}/compensation/{page}")
        assert response.status_code == 403
        assert title in response.content.decode()
        assert client.post(f"/{slug}/compensation/{page}", {}).status_code in (403, 405)
    assert client.get(f"/{slug}/compensation/M-1448-000001/").status_code == 404
    complaint = other.receive()
    for page in ("", f"{complaint.reference}/"):
        assert "compensation" not in client.get(f"/{slug}/complaints/{page}").content.decode()


def test_whom_the_complaint_is_about_finds_no_trace_of_it(committee, client_of):
    subject, control = committee.member(*Role), committee.member(*Role)
    complaint = committee.receive(subjects=[subject])
    case = committee.harmed("closed", complaint=complaint)
    letter = case.settlement.letter
    lists = ("/twaim/compensation/", "/twaim/letters/")
    paths = [f"/twaim/letters/{letter.year}/{letter.number}/", f"/twaim/letters/{letter.year}/{letter.number}/pdf/"]
    paths += [f"/twaim/compensation/new/?complaint={complaint.reference}"]
    paths += [
        reverse(f"compensation:{name}", args=["twaim", case.reference])
        for name in ("detail", *COMPENSATION_WORKFLOW.rows)
    ]
    for page in lists:
        assert case.reference not in client_of(subject).get(page).content.decode()
        assert case.reference in client_of(control).get(page).content.decode()
    strip = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"')
    client = client_of(subject)
    for path in paths:
        nobodys = path.replace(case.reference, "M-1400-999999")
        for method in ("get", "post"):
            found, unknown = getattr(client, method)(path), getattr(client, method)(nobodys)
            assert found.status_code in (404, 405), (method, path)
            body = strip.sub("", found.content.decode()).replace(case.reference, "M-1400-999999")
            assert body == strip.sub("", unknown.content.decode()), (method, path)
    assert client_of(control).get(paths[0]).status_code == 200


def test_the_list_asks_as_much_for_one_row_as_for_fifty(committee, client_of):
    client = client_of(committee.manager)

    def count() -> int:
        client.get("/twaim/compensation/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/twaim/compensation/").status_code == 200
        return len(queries)

    committee.open_case()
    one = count()
    for _number in range(52):
        committee.open_case()
    assert count() == one
    page = client.get("/twaim/compensation/").content.decode()
    older = re.search(r'href="(\?after=\d+)"', page).group(1)
    assert client.get("/twaim/compensation/" + older.replace("&amp;", "&")).status_code == 200


def test_minutes_and_offers_are_only_shown_to_those_whose_task_they_are(committee, client_of):
    case = committee.open_case()
    page = f"/twaim/compensation/{case.reference}/"
    assert client_of(committee.manager).get(page + "minutes/").status_code == 403
    assert client_of(committee.followup).get(page + "offer/").status_code == 403
    assert client_of(committee.desk).get(page).status_code == 403
    assert client_of(Committee(loaded("qalam")).manager).get(page).status_code == 404
    assert {WRITE_MINUTES, OFFER} <= set(COMPENSATION_WORKFLOW.rows)


def test_each_finds_what_waits_for_them_on_their_first_page_and_in_the_list(committee, client_of):
    opened = committee.open_case().reference
    agreed = committee.harmed("agreed").reference
    closed = committee.harmed("closed").reference
    for member, mine in ((committee.followup, opened), (committee.manager, agreed)):
        client = client_of(member)
        today = client.get("/twaim/").content.decode()
        assert [reference in today for reference in (opened, agreed, closed)] == [
            reference == mine for reference in (opened, agreed, closed)
        ]
        assert "/twaim/compensation/?queue=mine" in today
        rows = client.get("/twaim/compensation/?queue=mine").context["rows"]
        assert [row.reference for row in rows] == [mine]
        assert len(client.get("/twaim/compensation/?queue=nonsense").context["rows"]) == 3
    assert opened not in client_of(committee.desk).get("/twaim/").content.decode()


def test_the_subject_of_the_complaint_finds_no_compensation_on_the_first_page(committee, client_of):
    complaint = committee.named(subjects=[committee.second])
    case = committee.open_case(complaint=complaint)
    assert case.reference in client_of(committee.followup).get("/twaim/").content.decode()
    for page in ("/twaim/", "/twaim/compensation/", "/twaim/compensation/?queue=mine"):
        assert case.reference not in client_of(committee.second).get(page).content.decode()


def test_the_settlement_is_no_letter_to_the_subject_of_the_complaint(committee, client_of):
    """A manager, who reads the register of letters, finds neither page, paper nor row of it."""
    subject = committee.member(Role.MANAGER)
    complaint = committee.named(subjects=[subject])
    letter = committee.harmed("agreed", complaint=complaint)
    committee.act("issue_settlement", letter)
    letter = committee.now(letter).settlement.letter
    words = [
        reverse(f"correspondence:{name}", args=["twaim", letter.year, letter.number]) for name in ("letter", "pdf")
    ]
    assert [client_of(committee.manager).get(word).status_code for word in words] == [200, 200]
    assert [client_of(subject).get(word).status_code for word in words] == [404, 404]
    assert letter.about in client_of(committee.manager).get("/twaim/letters/").content.decode()
    for page in ("/twaim/letters/", "/twaim/notices/", "/twaim/figures/"):
        assert letter.about not in client_of(subject).get(page).content.decode(), page
