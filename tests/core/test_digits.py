"""Digits of any script become ASCII, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digits import to_arabic, to_ascii


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("١٬٢٥٠٫٥٠", "1,250.50"),
        ("رقم ٧ و۸ و9", "رقم 7 و8 و9"),
        ("", ""),
    ],
)
def test_digits_and_marks_of_every_script_are_folded(typed: str, stored: str) -> None:
    assert to_ascii(typed) == stored


def test_arabic_digits_are_written_from_any_script() -> None:
    assert to_arabic("7 ۸ ٩") == "٧ ٨ ٩"


@given(st.integers(min_value=0))
def test_a_number_survives_being_written_in_arabic(number: int) -> None:
    assert int(to_ascii(to_arabic(str(number)))) == number


@given(st.text())
def test_folding_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    once = to_ascii(text)
    assert to_ascii(once) == once
    assert len(once) == len(text)
    assert not set(once) & set("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


@given(st.text(alphabet=st.characters(exclude_characters="٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬")))
def test_text_without_such_digits_stays_as_it_is(text: str) -> None:
    assert to_ascii(text) == text
