"""Finding among many: the right person first, whatever spelling, card or number; merged files lead on."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beneficiaries import finding
from beneficiaries.finding import find
from beneficiaries.models import SearchToken
from core.digits import to_arabic
from core.names import pairs, query_tokens
from tests.core.test_names import PAIRS
from tests.factories.anonymous import made_anonymous
from tests.factories.beneficiaries import BeneficiaryFactory

from .conftest import ID

pytestmark = pytest.mark.django_db
SEARCH = "/twaim/beneficiaries/"
HTMX = {"HTTP_HX_REQUEST": "true"}

# Who is kept, and what people at a desk type for them. Among the others are their namesakes and near namesakes.
TYPED = {
    "أحمد بن عبدالله الغامدي": (
        "احمد عبدالله الغامدي",
        "أحمد عبد الله غامدي",
        "أَحمَد الغامدي",
        "احمد عبدالله",
        "أحـمـد غامدي",
    ),
    "إبراهيم يوسف آل ملحم": ("ابراهيم ال ملحم", "إبراهيم الملحم", "أبراهيم يوسف ملحم", "ابراهيم يوسف ال ملحم"),
    "فاطمة بنت علي المري": ("فاطمه المرى", "فاطمة علي المري", "فاطمه بنت على", "فاطِمَةُ علي", "فاطمة بن علي المري"),
    "هدى يحيى العيسى": ("هدي يحي العيسي", "هدى يحيي العيسى", "هدى عيسى", "هدی یحیی العیسی"),
    "عبدالرحمن خالد الدوسري": ("عبد الرحمن الدوسري", "عبدالرحمٰن دوسري", "عبد رحمن خالد", "عبدالرحمن بن خالد الدوسرى"),
    "عبد الإله سعد الحربي": ("عبدالاله الحربي", "عبد الاله سعد", "عبدالإله سعد الحربى"),
    "عبد العزيز ماجد السبيعي": ("عبدالعزيز السبيعى", "عبد  العزيز ماجد", "عبدالعزيز ماجد سبيعي"),
    "سالم أبو زيد": ("سالم ابو زيد", "سالم أبوزيد", "ابوزيد سالم", "سالم زيد"),
    "أم كلثوم حسن المالكي": ("ام كلثوم", "امكلثوم المالكي", "أم كلثوم مالكي"),
    "صلاح الدين عمر النجار": ("صلاحالدين النجار", "صلاح الدين نجار", "صلاح دين عمر"),
    "هبة الله رائد الشمري": ("هبه الله الشمري", "هبةالله رايد", "هبة الله رائد شمري"),
    "مؤمن رضا الهاجري": ("مومن رضا", "مؤمن الهاجري", "مُؤْمِن رضا هاجري"),
    "آمنة ضياء باوزير": ("امنه ضياء", "آمنه ضيا باوزير", "أمنة باوزير"),
    "علاء رائد الأحمدي": ("علا رائد", "علاء الاحمدي", "علاء رايد احمدي"),
    "موسى إسماعيل القرني": ("موسي اسماعيل", "موسى القرنى", "القرني موسى"),
    "كريم گلزار خان": ("كريم خان", "کریم خان"),
    "محمد بن سلطان آل سعيد": ("محمد ال سعيد", "محمد سلطان آل سعيد", "محمد السعيد", "محمد سلطان السعيد"),
    "ابن سينا بن حمد": ("سينا حمد", "ابن سينا"),
    "نورة بنت سعد السبيعي": ("نوره سعد", "نورة السبيعي", "\u200fنورة\u200e السبيعي\u202c", "نـــورة سعد"),
    "Mohammed Al-Otaibi": ("mohammed otaibi", "MOHAMMED AL OTAIBI", "Mohammed Alotaibi"),
}
CASES = [(stored, typed) for stored, all_typed in TYPED.items() for typed in all_typed]
OTHERS = (
    "سعيد أحمد الغامدي", "عبدالله أحمد الغامدي", "إبراهيم صالح الزهراني", "فاطمة سعد العتيبي", "علي فاطم المري",
    "هدى سالم الحداد", "عبدالرحيم خالد الدوسري", "عبدالعزيز فهد السبيعي الأكبر", "سالم زياد", "كلثوم حسن الرفاعي",
    "صلاح عمر الحداد", "هبة رائد القحطاني", "مؤيد رضا الهاجري", "أمينة ضياء باعشن", "علي رائد الأحمدي", "حمد موسى",
    "محمد سعود الملحم", "سلطان محمد السعيدي", "خالد نورة السبيعي", "سعد نورة المطيري", "Ahmed Al-Otaibi", "حسن كريم",
)  # fmt: skip


@pytest.fixture
def crowd(twaim: Any, desk: Any) -> dict[str, Any]:
    """Everybody of the list, and after them (so that they are newer) many who are called almost so."""
    people = {name: BeneficiaryFactory(association=twaim, by=desk, full_name=name) for name in TYPED}
    for name in OTHERS:
        BeneficiaryFactory(association=twaim, by=desk, full_name=name)
    return people


def numbers(association: Any, text: str, key: str = "") -> list[str]:
    return [person.number for person in find(association, text, key=key).people]


def test_every_spelling_of_the_list_finds_its_person_first(twaim, crowd) -> None:
    assert len(CASES) >= 60
    wrong = [(stored, typed) for stored, typed in CASES if numbers(twaim, typed)[:1] != [crowd[stored].number]]
    assert wrong == []


def test_every_beginning_of_a_full_name_finds_its_person(twaim, crowd) -> None:
    lost = []
    for name, person in crowd.items():
        for length in range(2, len(name) + 1):
            text = name[:length].strip()
            if query_tokens(text) and person.number not in numbers(twaim, text):
                lost.append(text)
    # «عبد» and a first letter of the next word are read as one word, which is right again with the second letter
    assert [text for text in lost if not text.startswith("عبد")] == []


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_two_typed_words_are_kept_as_a_pair_of_the_name(stored: str, typed: str) -> None:
    asked = [word for word in query_tokens(typed) if word not in {"بن", "بنت", "ابن"}]
    both = {tuple(sorted((one, other))) for one in asked for other in asked if one != other}
    assert both <= pairs(stored)


def test_the_whole_name_comes_before_longer_ones_and_order_before_disorder(twaim, known) -> None:
    right = known(full_name="خالد فهد العنزي")
    inside = known(full_name="سعد خالد فهد العنزي")
    turned = known(full_name="فهد خالد العنزي")
    longer = known(full_name="خالد فهد العنزي الأول")
    beginning = known(full_name="خالد فهد العنزية")
    assert numbers(twaim, "خالد فهد العنزي") == [p.number for p in (right, longer, inside, turned, beginning)]


def test_among_equals_the_most_recent_comes_first(twaim, known) -> None:
    earlier, later = known(full_name="ماجد الثقفي"), known(full_name="ماجد الثقفي")
    assert numbers(twaim, "ماجد الثقفي") == [later.number, earlier.number]


def test_both_mobiles_lead_to_the_person(twaim, known) -> None:
    person = known()
    person.other_mobile = "+966521112223"
    person.save()
    for text in ("0521112223", to_arabic("0521112223"), "+966 52 111 2223"):
        assert numbers(twaim, text) == [person.number], text


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("A12345678", "a 1234 5678"),
        ("N00456123", to_arabic("N00456123")),
        ("B14480012345", "B14480012345"),
        ("784198712345671", "784-1987-1234567-1"),
        ("3012345678", "3012345678"),
        ("281010112345", "2810 1011 2345"),
    ],
)
def test_the_numbers_of_other_cards_lead_to_the_person(twaim, known, kept: str, typed: str) -> None:
    person = known()
    person.national_id = kept
    person.save()
    assert numbers(twaim, typed) == [person.number]


def test_a_serial_alone_or_with_its_year_is_a_file_number(twaim, known) -> None:
    person = known()
    _letter, year, serial = person.number.split("-")
    for text in (str(int(serial)), serial, f"{year}-{serial}", f"{year}/{int(serial)}", to_arabic(f"{year} {serial}")):
        assert numbers(twaim, text) == [person.number], text


def test_an_iban_is_not_searched(twaim, known) -> None:
    person = known()
    person.iban = "SA0380000000608010167519"
    person.save()
    assert numbers(twaim, "SA0380000000608010167519") == []


def test_a_merged_file_leads_to_the_file_it_was_merged_into(twaim, known) -> None:
    first, second, last = (
        known(full_name="غيداء الحازمي"),
        known(full_name="غيداء الحازمي"),
        known(full_name="غيدا حازمي"),
    )
    for one, into in ((first, second), (second, last)):
        one.merged_into = into
        one.save(update_fields=["merged_into"])
    for text in (first.number, "غيداء الحازمي", first.national_id):
        assert numbers(twaim, text) == [last.number], text
    assert list(twaim.beneficiaries.living()) == [last]


def test_a_file_that_was_made_anonymous_is_not_found(twaim, known) -> None:
    person = known(full_name="وضحى الفيفي")
    assert numbers(twaim, "وضحى الفيفي") == [person.number]
    made_anonymous(person)
    for text in ("وضحى الفيفي", "وض", person.number, person.national_id, person.mobile):
        assert numbers(twaim, text) == [], text


def test_a_corrected_name_is_found_and_the_old_one_is_not(twaim, known, desk) -> None:
    person = known(full_name="هيا الزهراني")
    person.full_name = "هيا العمري"
    person.save()
    SearchToken.write_for(person)
    assert numbers(twaim, "هيا العمري") == [person.number]
    assert numbers(twaim, "هيا الزهراني") == []


# --- pages and cost --------------------------------------------------------------------------


@pytest.fixture
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds that a million people meet, for a handful."""
    monkeypatch.setattr(finding, "PAGE", 3)
    monkeypatch.setattr(finding, "WINDOW", 5)
    monkeypatch.setattr(finding, "MANY", 2)
    monkeypatch.setattr(finding, "NEWEST", 4)


def all_pages(association: Any, text: str) -> list[str]:
    found, key = [], ""
    for _page in range(50):
        page = find(association, text, key=key)
        found += [person.number for person in page.people]
        key = page.next_key
        if not key:
            return found
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("text", ["س", "سع", "سعد", "سعد الدوسري", "سع دوس", "سعد الدو", "الدوسري سعد حمد"])
def test_pages_give_everybody_once_whatever_the_bounds(twaim, known, small_bounds, text: str) -> None:
    names = ["سعد حمد الدوسري", "سعد الدوسري", "سعدون الدوسري", "حمد سعد الدوسري", "سعد الدوسرية"] * 4
    everybody = {known(full_name=name).number: name for name in names}
    for _place in range(6):
        known(full_name="منيرة الشمري")
    words = query_tokens(text)
    wanted = sorted(
        number
        for number, name in everybody.items()
        if all(any(token.startswith(word) for token in SearchToken.words_of(name)) for word in words)
    )
    assert sorted(all_pages(twaim, text)) == wanted


@pytest.mark.parametrize("key", ["x", "0", "9.1.1", "1.9999999999999999999.0", "1..0", "3.5.99", "0.0.0 OR 1=1"])
def test_a_key_made_by_hand_is_no_error(twaim, noura, key: str) -> None:
    find(twaim, "نورة", key=key)


@pytest.mark.parametrize("text", ["الشمري", "منيرة الشمري", "مني شم", "منيرة بنت فهد الشمري"])
def test_the_number_of_queries_does_not_grow_with_the_people(twaim, known, text: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert find(twaim, text).people
        return len(queries)

    known(full_name="منيرة بنت فهد الشمري")
    one = cost()
    for _place in range(60):
        known(full_name="منيرة بنت فهد الشمري")
    assert cost() == one


# --- while typing ----------------------------------------------------------------------------


def test_while_typing_only_the_people_are_sent_and_how_many(desk, client_of, noura) -> None:
    response = client_of(desk).post(SEARCH, {"q": "نور"}, **HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert noura.full_name in page
    assert "<html" not in page
    assert 'id="how-many" role="status" hx-swap-oob="innerHTML">1 person found</p>' in page


def test_an_id_typed_to_its_end_is_found_without_an_address(desk, client_of, noura) -> None:
    client = client_of(desk)
    for length in range(1, len(ID)):
        page = client.post(SEARCH, {"q": ID[:length]}, **HTMX).content.decode()
        assert "warning" not in page
        assert "Register" not in page
    page = client.post(SEARCH, {"q": ID}, **HTMX).content.decode()
    assert noura.full_name in page
    assert ID not in page


def test_an_emptied_box_empties_the_list(desk, client_of, noura) -> None:
    page = client_of(desk).post(SEARCH, {"q": ""}, **HTMX).content.decode()
    assert page.strip() == '<p class="muted" id="how-many" role="status" hx-swap-oob="innerHTML"></p>'


def test_what_an_unknown_name_offers_while_typing_is_to_register_it(desk, client_of, noura) -> None:
    page = client_of(desk).post(SEARCH, {"q": "زقزوق"}, **HTMX).content.decode()
    assert 'name="start"' in page


def test_the_box_works_without_javascript_and_asks_by_post_with_it(desk, client_of) -> None:
    page = client_of(desk).get(SEARCH).content.decode()
    assert f'hx-post="{SEARCH}"' in page
    assert "hx-get" not in page
    assert '"allowEval": false' in page
    assert '"includeIndicatorStyles": false' in page
