"""Finding: every spelling, ID, mobile and file number in any digits, first result right, nothing in addresses."""

import itertools
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.roles import Role
from beneficiaries.asking import asked_for
from committees.models import BodyKind
from core.digits import to_arabic
from requests.actions.intake import open_request
from tests.core.test_names import SPELLINGS
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.services import service_of

from .conftest import ID

pytestmark = pytest.mark.django_db
SEARCH = "/twaim/beneficiaries/"


def find(client: Any, text: str) -> Any:
    return client.post(SEARCH, {"q": text}, follow=True)


def numbers(response: Any) -> list[str]:
    return [row["person"].number for row in response.context["rows"]]


def test_each_spelling_finds_the_person_through_the_page(twaim, desk, client_of, known) -> None:
    client = client_of(desk)
    known(full_name="سارة بنت خالد المطيري")
    for group in SPELLINGS:
        for stored, typed in itertools.pairwise((*group, group[0])):
            person = known(full_name=f"{stored} القحطاني")
            found = numbers(find(client, f"{typed} القحطاني"))
            assert found[0] == person.number, (stored, typed)


@pytest.mark.parametrize("text", ["نوره السبيعى", "السبيعي", "نور سب", "سعد", "  نُورة  ", "بنت سعد"])
def test_a_part_of_the_name_is_enough(desk, client_of, noura, known, text: str) -> None:
    known(full_name="سارة بنت خالد المطيري")
    assert numbers(find(client_of(desk), text)) == [noura.number]


def test_whole_words_come_before_beginnings(desk, client_of, known) -> None:
    noor = known(full_name="نور السبيعي")
    known(full_name="نورة السبيعي")
    known(full_name="نوري السبيعي")
    assert numbers(find(client_of(desk), "نور السبيعي"))[0] == noor.number


@pytest.mark.parametrize(
    "text", [ID, to_arabic(ID), "1012-345-672", "0501234521", "٠٥٠١٢٣٤٥٢١", "+966 50 123 4521", "00966501234521"]
)
def test_an_id_or_mobile_finds_the_person_and_is_in_no_address(desk, client_of, noura, known, text: str) -> None:
    known()
    response = find(client_of(desk), text)
    assert numbers(response) == [noura.number]
    assert [url for url, _status in response.redirect_chain] == [f"{SEARCH}?file={noura.number}"]
    page = response.content.decode()
    assert ID not in page
    assert "501234521" not in page
    assert "…672" in page


def test_a_file_number_finds_the_person_in_any_writing(desk, client_of, noura, known) -> None:
    known()
    year, serial = noura.number.split("-")[1:]
    for text in (noura.number, noura.number.lower(), to_arabic(noura.number), f"b {year} {int(serial)}"):
        assert numbers(find(client_of(desk), text)) == [noura.number], text


def test_all_who_share_a_mobile_are_shown(desk, client_of, known) -> None:
    family = {known(mobile="+966555000111").number for _ in range(3)}
    known()
    assert set(numbers(find(client_of(desk), "0555000111"))) == family


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1012345673", "One of the digits is wrong."),
        ("١٠١٢٣٤٥٦٧", "An ID number has 10 digits (typed: 9)."),
        ("05012345", "A mobile number has 10 digits"),
        ("0112345678", "Enter a Saudi mobile number"),
    ],
)
def test_a_number_with_a_wrong_digit_is_told_so(desk, client_of, noura, text: str, sentence: str) -> None:
    response = find(client_of(desk), text)
    assert response.status_code == 200
    assert response.redirect_chain == []
    assert sentence in response.content.decode()
    assert numbers(response) == []


@pytest.mark.parametrize(
    ("text", "field"), [("هيا القحطاني", "full_name"), ("1098765439", "national_id"), ("0555999888", "mobile")]
)
def test_whoever_is_not_found_is_registered_with_what_was_typed(desk, client_of, noura, text: str, field: str) -> None:
    client = client_of(desk)
    page = find(client, text).content.decode()
    assert f'<input type="hidden" name="q" value="{text}"><button class="btn" name="start"' in page
    assert f'href="{SEARCH}new/?' not in page
    form = client.post(f"{SEARCH}new/", {"q": text, "start": "1"})
    assert form.status_code == 200
    assert form.context["form"][field].value() == text
    assert not form.context["form"].is_bound


def test_the_search_page_offers_registering_only_to_those_who_may(twaim, member_of, client_of, desk) -> None:
    _user, manager = member_of(twaim, Role.MANAGER)
    assert "Register a new beneficiary" in find(client_of(desk), "هيا").content.decode()
    assert "Register a new beneficiary" not in find(client_of(manager), "هيا").content.decode()


@pytest.mark.parametrize("text", ["", "نورة", "1012345673"])
def test_registering_is_one_click_away_whatever_was_found(desk, client_of, noura, text: str) -> None:
    assert f'href="{SEARCH}new/"' in find(client_of(desk), text).content.decode()


def test_an_open_request_is_shown_beside_the_person(twaim, desk, client_of, noura) -> None:
    service = service_of(twaim)
    for kind in BodyKind.values:
        twaim.committees.get_or_create(kind=kind, defaults={"name_ar": "لجنة", "name_en": "Committee"})
    channel = twaim.policy_in_force().channels.first().channel
    support_request = open_request(
        twaim, by=desk, beneficiary=noura, service=service, channel=channel, need="إيجار", agreed_means="sms"
    )
    page = find(client_of(desk), "نورة").content.decode()
    with translation.override("en"):
        assert str(support_request.get_status_display()) in page
    assert f'href="/twaim/requests/new/?beneficiary={noura.number}"' in page
    file = client_of(desk).get(f"{SEARCH}{noura.number}/").content.decode()
    assert f'href="/twaim/requests/{support_request.reference}/"' in file


def test_an_identifier_in_an_address_is_not_looked_for(desk, client_of, noura) -> None:
    response = client_of(desk).get(SEARCH, {"q": ID})
    assert numbers(response) == []
    assert "Press Search" in response.content.decode()


def test_pages_follow_each_other_without_a_gap_or_a_double(desk, client_of, known) -> None:
    everybody = {known(full_name=f"سعد الدوسري {letter}").number for letter in "ابتثجحخدذرزسشصضطظعغفقكلمن"}
    client = client_of(desk)
    first = client.get(SEARCH, {"q": "الدوسري"})
    second = client.get(first.context["next_url"])
    assert len(numbers(first)) == 20
    assert not second.context["next_url"]
    assert sorted(numbers(first) + numbers(second)) == sorted(everybody)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "", "٣"])
def test_a_page_key_made_by_hand_is_no_error(desk, client_of, noura, before: str) -> None:
    assert client_of(desk).get(SEARCH, {"q": "نورة", "before": before}).status_code == 200


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", '"', "\x00", "🙂", "ا " * 75, "و" * 150, "B-١", "++--"])
def test_odd_texts_are_no_error(desk, client_of, noura, text: str) -> None:
    assert find(client_of(desk), text).status_code == 200


def test_a_page_of_fifty_costs_as_many_queries_as_a_page_of_one(twaim, desk, client_of, known) -> None:
    client = client_of(desk)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert numbers(client.get(SEARCH, {"q": "الشمري"}))
        return len(queries)

    known()
    client.get(SEARCH)
    one = cost()
    for _ in range(50):
        known()
    assert cost() == one


def test_people_of_another_association_are_not_found(twaim, desk, outsider, client_of, noura, qalam) -> None:
    theirs = BeneficiaryFactory(association=qalam, by=outsider, full_name=noura.full_name, national_id=ID)
    assert numbers(find(client_of(desk), "نورة السبيعي")) == [noura.number]
    assert numbers(find(client_of(desk), ID)) == [noura.number]
    response = client_of(outsider).post("/qalam/beneficiaries/", {"q": ID}, follow=True)
    assert [row["person"].pk for row in response.context["rows"]] == [theirs.pk]
    assert client_of(outsider).get(SEARCH).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.RESEARCHER, 200), (Role.MANAGER, 200), (Role.MEMBER, 403)])
def test_only_those_who_may_find_find(twaim, member_of, client_of, noura, role: str, status: int) -> None:
    client = client_of(member_of(twaim, role)[1])
    assert client.get(SEARCH).status_code == status
    assert client.post(SEARCH, {"q": ID}, follow=True).status_code == status


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("", "nothing", ""),
        ("نورة", "name", "نورة"),
        ("12", "number", "12"),
        ("بيت 1234567", "name", "بيت 1234567"),
        ("B1448-12", "number", "B-1448-000012"),
        ("\u20661012345672\u2069", "national_id", "1012345672"),
        ("(055) 500-0111", "mobile", "+966555000111"),
    ],
)
def test_what_a_text_means(text: str, kind: str, value: str) -> None:
    assert asked_for(text)[:2] == (kind, value)
