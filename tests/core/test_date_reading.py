"""A date in a cell of a sheet: every usual writing is read, and what is ambiguous is refused in words."""

import datetime

import pytest

from core.date_reading import read_day
from core.errors import DomainError
from core.hijri import HijriDate

DAY = datetime.date(1985, 6, 3)  # 15 Ramadan 1405


@pytest.mark.parametrize(
    "text",
    [
        *("15/9/1405", "1405/9/15", "15-09-1405", "15.9.1405", "15 9 1405", "14050915", "١٥/٩/١٤٠٥", "١٤٠٥-٠٩-١٥"),
        *("15/9/1405هـ", "15/9/1405 هـ", "1405/09/15 AH", "15 رمضان 1405", "١٥ رمضان ١٤٠٥هـ", "15 Ramadan 1405"),
        *("3/6/1985", "1985-06-03", "1985/6/3", "03.06.1985", "3/6/1985م", "19850603", "1985-06-03 00:00:00"),
        *(
            "1985-06-03T00:00:00Z",
            "3 يونيو 1985",
            "3-Jun-1985",
            "31201",
            "٣١٢٠١",
            "\u200f15/9/1405\u200f",
            " 15 / 9 / 1405 ",
        ),
    ],
)
def test_every_usual_writing_of_a_day_is_read(text):
    day = read_day(text)
    assert day is not None
    assert (day.gregorian, day.hijri) == (DAY, HijriDate(1405, 9, 15))


def test_nothing_is_no_day():
    assert read_day("  \u200f") is None


def test_a_birth_before_the_tables_is_kept_in_its_own_calendar():
    day = read_day("1/7/1340", old_births=True)
    assert day is not None
    assert (day.gregorian, day.hijri) == (None, HijriDate(1340, 7, 1))
    with pytest.raises(DomainError):
        read_day("1/7/1340")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6/25/1985", "month_first"),
        ("25/13/1985", "month"),
        ("30/1/1445", "day"),
        ("30/2/1985", "day"),
        ("3/6/85", "year"),
        ("1405", "not_a_date"),
        ("غير معروف", "not_a_date"),
        ("15 رمضان", "not_a_date"),
        ("#N/A", "not_a_date"),
        ("3 رمضان 1985", "month"),
        ("9" * 500, "not_a_date"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused_in_words(text, code):
    with pytest.raises(DomainError) as refusal:
        read_day(text)
    assert refusal.value.code == code
    assert str(refusal.value.message)
