"""Hijri dates: known pairs, the whole range there and back, and days that do not exist."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import date_words
from core.errors import DomainError
from core.hijri import (
    FIRST_GREGORIAN,
    LAST_GREGORIAN,
    MONTHS,
    DualDate,
    HijriDate,
    HijriRangeError,
    InvalidHijriDate,
    PartialDate,
    days_in_month,
    month_name,
    month_number,
)

PAIRS = [
    (HijriDate(1445, 5, 13), datetime.date(2023, 11, 27)),
    (HijriDate(1446, 4, 17), datetime.date(2024, 10, 20)),
    (HijriDate(1447, 12, 9), datetime.date(2026, 5, 26)),
    (HijriDate(1343, 1, 1), datetime.date(1924, 8, 1)),
    (HijriDate(1500, 12, 30), datetime.date(2077, 11, 16)),
]


@pytest.mark.parametrize(("hijri", "gregorian"), PAIRS)
def test_known_days_agree_in_both_directions(hijri: HijriDate, gregorian: datetime.date) -> None:
    assert hijri.to_gregorian() == gregorian
    assert HijriDate.from_gregorian(gregorian) == hijri


@given(st.dates(FIRST_GREGORIAN, LAST_GREGORIAN))
def test_every_day_of_the_tables_comes_back_from_its_hijri_day(day: datetime.date) -> None:
    assert HijriDate.from_gregorian(day).to_gregorian() == day


@given(st.integers(1343, 1500), st.integers(1, 12), st.data())
def test_every_hijri_day_comes_back_from_its_gregorian_day(year: int, month: int, data: st.DataObject) -> None:
    day = HijriDate(year, month, data.draw(st.integers(1, days_in_month(year, month))))
    assert HijriDate.from_gregorian(day.to_gregorian()) == day


@given(st.dates(FIRST_GREGORIAN, LAST_GREGORIAN - datetime.timedelta(days=1)))
def test_hijri_days_follow_one_another_as_gregorian_ones_do(day: datetime.date) -> None:
    assert HijriDate.from_gregorian(day) < HijriDate.from_gregorian(day + datetime.timedelta(days=1))


def test_the_gregorian_day_is_a_plain_date() -> None:
    assert type(HijriDate(1447, 10, 20).to_gregorian()) is datetime.date


def test_the_hijri_thirtieth_that_does_not_exist_is_refused() -> None:
    assert days_in_month(1447, 10) == 29
    assert HijriDate(1447, 10, 29).day == 29
    with pytest.raises(InvalidHijriDate) as refusal:
        HijriDate(1447, 10, 30)
    assert refusal.value.code == "day"
    with translation.override("en"), pytest.raises(InvalidHijriDate, match=r"Shawwal 1447 .*29"):
        HijriDate(1447, 10, 30)


@pytest.mark.parametrize("parts", [(1447, 13, 1), (1447, 0, 1), (1447, 1, 0), (1447, 1, 31), (0, 1, 1), (1330, 1, 31)])
def test_a_day_that_no_calendar_has_is_refused(parts: tuple[int, int, int]) -> None:
    with pytest.raises(InvalidHijriDate):
        HijriDate(*parts)


def test_a_birth_before_the_tables_is_kept_without_a_gregorian_day() -> None:
    born = HijriDate(1338, 9, 30)
    assert str(born) == "1338-09-30"
    with pytest.raises(HijriRangeError):
        born.to_gregorian()
    assert DualDate.of(born) == DualDate(None, born, "hijri")


@pytest.mark.parametrize("day", [datetime.date(1924, 7, 31), datetime.date(2077, 11, 17)])
def test_a_gregorian_day_outside_the_tables_is_refused(day: datetime.date) -> None:
    with pytest.raises(HijriRangeError):
        HijriDate.from_gregorian(day)


def test_a_year_after_the_tables_has_no_gregorian_day() -> None:
    with pytest.raises(HijriRangeError):
        HijriDate(1501, 1, 1).to_gregorian()


def test_refusals_are_domain_errors() -> None:
    assert issubclass(HijriRangeError, DomainError)
    assert issubclass(InvalidHijriDate, DomainError)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        *(("٩", 9), ("۰۹", 9), (" 12 ", 12), ("رمضان", 9), ("ذو القعدة", 11), ("ذوالقعده", 11), ("ذي الحجه", 12)),
        *(("ربيع الثاني", 4), ("ربيع الاخر", 4), ("جماد ثاني", 6), ("جمادى الأولى", 5), ("جمادي الاولي", 5)),
        *(("شَوَّال", 10), ("المحرم", 1), ("Sha'ban", 8), ("sha’ban", 8), ("DHUL-HIJJAH", 12), ("Rabi al-thani", 4)),
        *(("أبريل", 4), ("ابريل", 4), ("April", 4), ("apr", 4), ("نوفمبر", 11)),
        *(("0", None), ("13", None), ("", None), ("-1", None), ("برج الثور", None), ("²", None)),
    ],
)
def test_a_month_is_understood_by_number_or_name(typed: str, month: int | None) -> None:
    assert month_number(typed) == month


def test_each_calendar_knows_only_its_own_names_when_asked() -> None:
    assert month_number("رمضان", "gregorian") is None
    assert month_number("مايو", "hijri") is None
    assert month_number("5", "hijri") == month_number("5", "gregorian") == 5


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("calendar", ["hijri", "gregorian"])
def test_every_name_shown_is_understood_when_typed_back(language: str, calendar: str) -> None:
    with translation.override(language):
        names = [month_name(calendar, number) for number in range(1, 13)]  # type: ignore[arg-type]
    assert len(set(names)) == 12
    assert [month_number(name, calendar) for name in names] == list(range(1, 13))  # type: ignore[arg-type]


def test_month_names_are_the_states_own_and_follow_the_language() -> None:
    with translation.override("ar"):
        assert [str(MONTHS[index]) for index in (3, 4, 5)] == ["ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"]
    with translation.override("en"):
        assert str(MONTHS[8]) == "Ramadan"


def test_a_partial_date_reads_as_far_as_it_is_known() -> None:
    with translation.override("ar"):
        assert PartialDate("hijri", 1390).as_text() == "1390هـ"
        assert PartialDate("hijri", 1390, 9).as_text() == "رمضان 1390هـ"
        assert PartialDate("gregorian", 1970, 11, 5).as_text() == "5 نوفمبر 1970م"


@pytest.mark.parametrize("parts", [(1447, None, 5), (1447, 10, 30), (1447, 13, None)])
def test_a_partial_date_that_cannot_be_is_refused(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(DomainError):
        PartialDate("hijri", *parts)


@pytest.mark.parametrize(
    ("hijri", "gregorian", "agree"),
    [
        ((1445, 5, 13), (2023, 11, 27), True),
        ((1445, 5, 13), (2023, 11, 28), False),
        ((1445, 5), (2023, 11, 27), True),
        ((1445, 5), (2023, 12), True),
        ((1445, 5), (2024, 1), False),
        ((1445,), (2023,), True),
        ((1445,), (2024,), True),
        ((1445,), (2022,), False),
        ((1330,), (1912,), True),
        ((1330,), (1920,), False),
    ],
)
def test_partial_dates_of_both_calendars_agree_where_they_can_mean_one_day(
    hijri: tuple[int, ...], gregorian: tuple[int, ...], agree: bool
) -> None:
    one, other = PartialDate("hijri", *hijri), PartialDate("gregorian", *gregorian)
    assert one.agrees_with(other) is agree
    assert other.agrees_with(one) is agree


def test_dates_are_written_hijri_first_in_arabic() -> None:
    day = datetime.date(2024, 10, 20)
    with translation.override("ar"):
        assert date_words.hijri_long(day) == "17 ربيع الآخر 1446هـ"
        assert date_words.gregorian_long(HijriDate(1446, 4, 17)) == "20 أكتوبر 2024م"
        assert date_words.dual_long(day) == "17 ربيع الآخر 1446هـ الموافق 20 أكتوبر 2024م"
        assert date_words.dual_long(day, weekday=True).startswith("الأحد 17 ")


def test_dates_are_written_in_english() -> None:
    with translation.override("en"):
        assert date_words.hijri_long(datetime.date(2026, 4, 8)) == "20 Shawwal 1447 AH"
        assert date_words.gregorian_long(datetime.date(2026, 4, 8)) == "8 April 2026"
        assert date_words.weekday_name(datetime.date(2026, 4, 8)) == "Wednesday"


def test_a_letters_date_stands_with_its_day_on_the_right() -> None:
    with translation.override("ar"):
        assert date_words.letter_hijri(HijriDate(1445, 5, 13)) == "١٣\u200f/٠٥\u200f/١٤٤٥هـ"
        assert date_words.letter_gregorian(HijriDate(1445, 5, 13)) == "٢٧\u200f/١١\u200f/٢٠٢٣م"
        assert date_words.hijri_short(HijriDate(1445, 5, 13)) == "13\u200f/05\u200f/1445هـ"


def test_a_day_outside_the_tables_is_shown_in_the_one_calendar_known() -> None:
    with translation.override("ar"):
        assert date_words.dual_long(HijriDate(1330, 1, 2)) == "2 محرم 1330هـ"
        assert date_words.dual_long(datetime.date(1900, 1, 2)) == "2 يناير 1900م"


def test_a_moment_belongs_to_its_day_in_riyadh() -> None:
    late = datetime.datetime(2026, 4, 7, 22, 30, tzinfo=datetime.UTC)
    assert date_words.gregorian_of(late) == datetime.date(2026, 4, 8)
    with translation.override("ar"):
        assert date_words.clock_time(late) == ("1:30", "ص")
        assert date_words.clock_time(datetime.time(0, 5)) == ("12:05", "ص")
        assert date_words.clock_time(datetime.time(12, 0)) == ("12:00", "م")
