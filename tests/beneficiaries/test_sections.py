"""The themes of a file: each has its form, its right, its history, and shows the difference when it is stale."""

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.roles import Role
from beneficiaries.actions import correct, file
from beneficiaries.actions.mandates import end_mandate, enter_mandate
from core.errors import DomainError, NotPermitted
from tests.factories.beneficiaries import national_id

from .conftest import ID

pytestmark = pytest.mark.django_db
IBAN = "SA0380000000608010167519"


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


def at(person: Any, section: str) -> str:
    return f"/twaim/beneficiaries/{person.number}/edit/{section}/"


def page_of(person: Any) -> str:
    return f"/twaim/beneficiaries/{person.number}/"


@pytest.fixture
def researcher(twaim, member_of) -> Any:
    return member_of(twaim, Role.RESEARCHER)[1]


def test_registering_tells_the_four_parts_and_the_card(noura, known) -> None:
    assert (noura.first_name, noura.father_name, noura.family_name) == ("نورة", "سعد", "السبيعي")
    assert noura.id_kind == "national"
    assert known(national_id=national_id(7, first="2")).id_kind == "iqama"


def test_a_passport_is_registered_and_found_refused_twice_and_never_in_clear(desk, client_of, typed, twaim) -> None:
    client = client_of(desk)
    url = "/twaim/beneficiaries/new/"
    assert client.post(url, typed(id_kind="passport", national_id="a 1234-5678")).status_code == 302
    person = twaim.beneficiaries.get()
    assert (person.national_id, person.id_kind) == ("A12345678", "passport")
    assert "A12345678" not in person.national_id_sealed
    again = client.post(url, typed(id_kind="passport", national_id="A12345678"))
    assert "registered already" in again.content.decode()
    assert client.post(url, typed(id_kind="passport", national_id="--")).status_code == 422
    assert client.post(url, typed(id_kind="", national_id="A12345678")).status_code == 422


def test_a_theme_is_saved_with_its_history(desk, client_of, noura) -> None:
    client = client_of(desk)
    boxes = {
        "version": "1",
        "short_address": "rhha ١٢٣٤",
        "district": "النزهة",
        "iban": "SA03 8000 0000 6080 1016 7519",
    }
    assert client.post(at(noura, "contact"), boxes)["Location"] == page_of(noura)
    noura.refresh_from_db()
    assert (noura.short_address, noura.district, noura.iban) == ("RHHA1234", "النزهة", IBAN)
    assert IBAN not in noura.iban_sealed
    page = client.get(page_of(noura)).content.decode()
    assert IBAN not in page
    assert "7519" in page
    change = noura.changes.get(field="iban")
    assert (change.before, change.after, change.became) == ("", "", IBAN)


def test_a_hidden_number_stays_until_it_is_taken_away(desk, client_of, noura) -> None:
    client = client_of(desk)
    correct(noura, by=desk, iban=IBAN)
    form = client.get(at(noura, "contact"))
    assert IBAN not in form.content.decode()
    client.post(at(noura, "contact"), {"version": "2", "iban": ""})
    noura.refresh_from_db()
    assert noura.iban == IBAN
    client.post(at(noura, "contact"), {"version": "2", "without_iban": "on"})
    noura.refresh_from_db()
    assert (noura.iban, noura.iban_index) == ("", None)


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("iban", "SA0380000000608010167518", "digits of the IBAN is wrong"),
        ("iban", "SA038000", "22 digits"),
        ("iban", "GB82WEST12345698765432", "starts with SA"),
        ("short_address", "12RH", "four Latin letters"),
        ("postcode", "12", "5 are needed"),
        ("other_mobile", "0112345678", "starts with 05"),
    ],
)
def test_each_wrong_number_has_its_own_sentence(desk, client_of, noura, box: str, typed: str, words: str) -> None:
    refused = client_of(desk).post(at(noura, "contact"), {"version": "1", box: typed})
    assert refused.status_code == 422
    assert words in refused.content.decode()


def test_a_stale_theme_shows_what_is_not_as_typed(desk, researcher, client_of, noura) -> None:
    correct(noura, by=researcher, housing="owned")
    typed = {"version": "1", "housing": "rented", "marital": "widowed"}
    refused = client_of(desk).post(at(noura, "situation"), typed)
    assert refused.status_code == 422
    assert [(row["now"], row["yours"]) for row in refused.context["differences"]] == [
        ("", "Widowed"),
        ("Owned", "Rented"),
    ]


def test_categories_are_the_associations_own(desk, client_of, noura, twaim, qalam) -> None:
    widows = twaim.categories.create(name_ar="أرامل", name_en="Widows")
    theirs = qalam.categories.create(name_ar="طلاب")
    client = client_of(desk)
    assert client.post(at(noura, "situation"), {"version": "1", "categories": [theirs.pk]}).status_code == 422
    assert client.post(at(noura, "situation"), {"version": "1", "categories": [widows.pk]}).status_code == 302
    assert "Widows" in client.get(page_of(noura)).content.decode()
    assert noura.changes.get(field="categories").after == "أرامل"
    client.post(at(noura, "situation"), {"version": "2"})
    assert not noura.in_categories.exists()


def test_membership_of_the_assembly_is_asked_where_the_policy_has_it(
    twaim, qalam, member_of, client_of, known
) -> None:
    for association, asked in ((twaim, True), (qalam, False)):
        _user, desk = member_of(association, Role.DESK)
        person = known(association=association, by=desk)
        form = (
            client_of(desk).get(f"/{association.slug}/beneficiaries/{person.number}/edit/situation/").context["form"]
        )
        assert ("assembly_number" in form.fields) == asked


def test_health_is_for_those_who_need_it_and_reading_it_is_a_look(desk, researcher, client_of, noura) -> None:
    note = "فشل كلوي"
    with pytest.raises(NotPermitted):
        correct(noura, by=desk, health="chronic")
    client = client_of(researcher)
    assert (
        client.post(at(noura, "health"), {"version": "1", "health": "chronic", "health_note": note}).status_code == 302
    )
    noura.refresh_from_db()
    assert note not in noura.health_note_sealed
    assert noura.health_note == note
    assert not noura.looks.filter(what="health").exists()
    asked = client.get(at(noura, "health"))["Location"]  # no case of hers is with the researcher
    assert client.post(asked, {"what": "health", "reason": "دراسة"})["Location"] == at(noura, "health")
    assert note in client.get(at(noura, "health")).content.decode()
    assert {look.by for look in noura.looks.filter(what="health")} == {researcher.user}
    others = client_of(desk)
    assert others.get(at(noura, "health")).status_code == 403
    page = others.get(page_of(noura)).content.decode()
    assert "Health" not in page
    assert "Chronic" not in page


def test_an_unknown_theme_is_not_found(desk, client_of, noura) -> None:
    assert client_of(desk).get(at(noura, "secrets")).status_code == 404


def test_what_was_saved_at_once_stands_together(desk, client_of, noura) -> None:
    correct(noura, by=desk, housing="owned", marital="widowed")
    beside = client_of(desk).get(page_of(noura)).context["beside"]
    (saved,) = next(part for part in beside if part.template == "changes").reads["rows"]
    assert [str(field["after"]) for field in saved["fields"]] == ["Widowed", "Owned"]


FACTS: dict[str, Any] = {
    "kind": "agent",
    "holder_name": "سعد",
    "holder_id": national_id(88),
    "deed_number": "471",
    "scope": "الاستلام",
}


def test_a_mandate_is_entered_shown_and_ended(desk, client_of, noura) -> None:
    today = timezone.localdate()
    client = client_of(desk)
    row = enter_mandate(noura, by=desk, **FACTS, from_on=today, until_on=today + datetime.timedelta(days=1))
    assert FACTS["holder_id"] not in row.holder_id_sealed
    assert noura.mandates.standing(on=today).get() == row
    assert not noura.mandates.standing(on=today + datetime.timedelta(days=2)).exists()
    assert "In force" in client.get(page_of(noura)).content.decode()
    url = f"{page_of(noura)}mandates/{row.uid}/end/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "عزل الوكيل"}).status_code == 302
    assert not noura.mandates.standing(on=today).exists()
    with pytest.raises(DomainError, match="ended already"):
        end_mandate(row, by=desk, because="x")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"holder_id": ID}, "acts for themselves"),
        ({"until_on": None}, "last day|until which"),
        ({"until_on": datetime.date(2000, 1, 1)}, "before it begins"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_in_words(desk, noura, change: dict[str, Any], words: str) -> None:
    facts = {**FACTS, "from_on": timezone.localdate(), "until_on": timezone.localdate(), **change}
    with pytest.raises(DomainError, match=words):
        enter_mandate(noura, by=desk, **facts)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("عبد الله بن محمد بن عبد العزيز آل سعود", ("عبد الله", "محمد", "عبد العزيز", "آل سعود")),
        ("نورة", ("نورة", "", "", "")),
        ("محمد بن أبو بكر صالح الحربي", ("محمد", "أبو بكر", "صالح", "الحربي")),
    ],
)
def test_a_name_in_one_line_is_told_apart(name: str, parts: tuple[str, ...]) -> None:
    assert tuple(file.parts_of(name).values()) == parts
