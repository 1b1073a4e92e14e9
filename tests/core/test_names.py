"""Search by name: each spelling of a name finds each other spelling of it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import fold, query_tokens, tokens

SPELLINGS = [
    ("أحمد", "احمد", "أَحْمَد", "أحـمـد"),
    ("فاطمة", "فاطمه", "فَاطِمَة"),
    ("هدى", "هدي"),
    ("محمد", "مُحَمَّد", "محـــمد", "مح\u200cمد"),
    ("مؤمن", "مومن"),
    ("نورة", "نوره"),
    ("إبراهيم", "ابراهيم", "أبراهيم"),
    ("آمنة", "امنه", "آمنه"),
    ("هناء", "هنا"),
    ("علاء", "علا"),
    ("رائد", "رايد"),
    ("يحيى", "يحيي", "يحي"),
    ("موسى", "موسي"),
    ("عليّ", "على", "علي", "علی"),
    ("عبد الله", "عبدالله", "عبد لله", "عبدلله", "عَبْدُ الله", "عبد ﷲ"),
    ("عبد الرحمن", "عبدالرحمن", "عبد الرحمٰن", "عبد رحمن", "عبدرحمن"),
    ("عبد العزيز", "عبدالعزيز", "عبد  العزيز"),
    ("عبد الإله", "عبدالإله", "عبدالاله"),
    ("عبد ربه", "عبدربه"),
    ("أبو بكر", "أبوبكر", "ابو بكر", "ابوبكر"),
    ("أم كلثوم", "ام كلثوم", "امكلثوم"),
    ("أبو عبد الله", "ابو عبدالله", "أبوعبدالله"),
    ("صلاح الدين", "صلاحالدين", "صلاح دين"),
    ("نصر الله", "نصرالله"),
    ("هبة الله", "هبه الله", "هبةالله"),
    ("العتيبي", "عتيبي", "العتيبى", "عتيبى"),
    ("الدوسري", "دوسرى", "الدوسرى"),
    ("آل سعود", "ال سعود", "السعود", "سعود"),
    ("الأحمد", "الاحمد", "احمد"),
    ("محمد بن عبد الله العتيبي", "محمد عبدالله عتيبي", "محمد ابن عبدالله العتيبى"),
    ("نورة بنت سعد السبيعي", "نوره سعد السبيعى", "نورة بنت سعد سبيعي"),
    ("Al-Otaibi", "al otaibi", "Alotaibi", "otaibi", "EL-OTAIBI"),
    ("بيت ١٢", "بيت 12", "بيت ۱۲"),
]
PAIRS = [pair for group in SPELLINGS for pair in itertools.permutations(group, 2)]


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_a_name_is_found_by_each_of_its_spellings(stored: str, typed: str) -> None:
    assert set(query_tokens(typed)) <= tokens(stored)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("محمد بن عبد الله العتيبي", "عبدالله العتيبي"),
        ("محمد بن عبد الله العتيبي", "العتيبي محمد"),
        ("محمد بن عبدالله العتيبي", "الله"),
        ("عبدالله", "عبد"),
        ("سالم أبو زيد", "ابوزيد"),
        ("سالم أبوزيد", "زيد"),
        ("أم محمد", "محمد"),
        ("نور الدين حسن", "نور"),
        ("محمد بن سعد", "بن"),
    ],
)
def test_a_name_is_found_by_a_part_of_it(stored: str, typed: str) -> None:
    assert set(query_tokens(typed)) <= tokens(stored)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("محمد العتيبي", "أحمد"),
        ("عبدالرحمن", "عبدالرحيم"),
        ("عبدالله", "عبدالعزيز"),
        ("نورة السبيعي", "نورة العتيبي"),
        ("أمل", "أم كلثوم"),
        ("علي", "عالي"),
    ],
)
def test_another_name_is_not_found(stored: str, typed: str) -> None:
    assert not set(query_tokens(typed)) <= tokens(stored)


def test_folding_gives_one_plain_spelling() -> None:
    assert fold("  أُسَـامَة   الـمُؤْمِن ٧ ALI ") == "اسامه المومن 7 ali"


def test_query_tokens_come_once_and_in_order() -> None:
    assert query_tokens("نورة سعد نوره") == ["نوره", "سعد"]
    assert query_tokens(" ،- ") == []


_LETTERS = st.sampled_from("ابتجحدرسشصعفقكلمنهويىةأإآءئؤ ـَّ")


_WORDS = ["عبد", "الله", "أبو", "أم", "بن", "ال", "الدين", "دين", "محمد", "العتيبي", "نورة", "عبدالرحمن", "آل", "يحيى"]


@given(st.lists(st.sampled_from(_WORDS), max_size=6))
def test_every_name_made_of_such_words_finds_itself(words: list[str]) -> None:
    name = " ".join(words)
    assert set(query_tokens(name)) <= tokens(name)
    assert set(query_tokens(fold(name))) <= tokens(name)


@given(st.text(alphabet=_LETTERS, max_size=30))
def test_any_arabic_text_finds_itself(text: str) -> None:
    assert set(query_tokens(text)) <= tokens(text)
    assert fold(fold(text)) == fold(text)
