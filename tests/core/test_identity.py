"""IDs and mobile numbers: every way people type them, one stored form, and a reason for each refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from core.errors import DomainError
from core.identity import clean_mobile, clean_national_id, mask_id, mask_mobile


@pytest.mark.parametrize(
    "typed", ["1010101010", "١٠١٠١٠١٠١٠", "۱۰۱۰۱۰۱۰۱۰", " 1010 101-010 ", "\u200f1010101010\u200e", "1010\u00a0101010"]
)
def test_an_id_is_stored_in_one_form(typed: str) -> None:
    assert clean_national_id(typed) == "1010101010"


def test_a_residents_id_is_taken() -> None:
    assert clean_national_id("2012345670") == "2012345670"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        (" - ", "required"),
        ("101010101", "length"),
        ("10101010101", "length"),
        ("10101O1010", "not_digits"),
        ("3010101010", "first_digit"),
        ("1010101011", "check_digit"),
        ("1010101001", "check_digit"),
    ],
)
def test_each_fault_of_an_id_is_named(typed: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        clean_national_id(typed)
    assert refusal.value.code == code
    assert str(refusal.value.message)


@given(st.integers(100_000_000, 299_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(stem: int, place: int, shift: int) -> None:
    number = f"{stem}{luhn.calc_check_digit(str(stem))}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert clean_national_id(number) == number
    with pytest.raises(DomainError):
        clean_national_id(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        *("0501234521", "501234521", "966501234521", "00966501234521", "+966501234521", "+966 50 123 4521"),
        *("٠٥٠١٢٣٤٥٢١", "۰۵۰۱۲۳۴۵۲۱", "050-123-4521", "(050) 123 4521", "9660501234521", "\u202a+966501234521\u202c"),
    ],
)
def test_a_mobile_number_is_stored_in_one_form(typed: str) -> None:
    assert clean_mobile(typed) == "+966501234521"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        ("050123452", "length"),
        ("05012345211", "length"),
        ("0112345678", "not_mobile"),
        ("+971501234521", "not_mobile"),
        ("05O1234521", "not_digits"),
        ("0501234521 أو 22", "not_digits"),
    ],
)
def test_each_fault_of_a_mobile_number_is_named(typed: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        clean_mobile(typed)
    assert refusal.value.code == code


def test_a_masked_mobile_number_shows_its_owner_enough_and_no_more() -> None:
    assert mask_mobile("+966501234521") == "05•• ••• •21"


def test_a_masked_id_shows_its_last_three_digits() -> None:
    assert mask_id("1012345678") == "•••••••678"


@pytest.mark.parametrize("short", ["", "1", "123", "123456"])
def test_a_short_value_is_hidden_whole(short: str) -> None:
    assert mask_id(short) == "•" * len(short)
