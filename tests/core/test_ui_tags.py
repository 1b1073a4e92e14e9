"""Template tags: values keep their direction inside Arabic text, are escaped, and never show "None"."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from core.hijri import DualDate, HijriDate

APRIL_8 = datetime.date(2026, 4, 8)
FILTERS = [
    "ltr",
    "digits",
    "money",
    "mask_mobile",
    "mask_id",
    "hijri",
    "gregorian",
    "letter_hijri",
    "letter_gregorian",
]


def show(source: str, value: object = None, language: str = "ar") -> str:
    with translation.override(language):
        return Template(source).render(Context({"value": value}))


def isolated(text: str) -> str:
    return f'<bdi dir="ltr" class="num text-nowrap">{text}</bdi>'


def test_a_reference_stands_left_to_right_in_one_piece() -> None:
    assert show("{{ value|ltr }}", "R-1448-000123") == isolated("R-1448-000123")


@pytest.mark.parametrize("name", ["ltr", "digits", "mask_mobile", "mask_id"])
def test_a_value_is_escaped(name: str) -> None:
    shown = show("{{ value|" + name + " }}", "<b>1</b>&<i>")
    assert "<b>" not in shown
    assert "<i>" not in shown


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_value_is_a_dash_with_words_for_those_who_listen(name: str, value: object) -> None:
    shown = show("{{ value|" + name + " }}", value)
    assert '<span aria-hidden="true">—</span>' in shown
    assert 'class="visually-hidden"' in shown
    assert "None" not in shown


@pytest.mark.parametrize("tag", ["dual_date", "dual_moment", "letter_date"])
def test_a_missing_date_is_a_dash(tag: str) -> None:
    assert "—" in show("{% " + tag + " value %}")


def test_zero_is_a_value() -> None:
    assert show("{{ value|ltr }}{{ value|digits }}", 0) == isolated("0") * 2
    assert isolated("0.00") in show("{{ value|money }}", 0)


def test_digits_are_shown_in_european_form() -> None:
    assert show("{{ value|digits }}", "٦٤٠") == isolated("640")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1250.5, "1,250.50"), (Decimal("1234567.891"), "1,234,567.89"), ("-3", "-3.00"), (Decimal("0.005"), "0.01")],
)
def test_money_is_grouped_and_isolated_and_names_the_riyal(amount: object, shown: str) -> None:
    assert show("{{ value|money }}", amount, "en") == f'<span class="text-nowrap">{isolated(shown)} riyals</span>'
    assert isolated(shown) in show("{{ value|money }}", amount)


def test_masks_show_the_last_digits_only() -> None:
    assert show("{{ value|mask_mobile }}", "+966501234521") == isolated("05•• ••• •21")
    assert show("{{ value|mask_id }}", "1012345678") == isolated("•••••••678")


@pytest.mark.parametrize(
    "day",
    [
        APRIL_8,
        HijriDate(1447, 10, 20),
        DualDate.of(APRIL_8),
        datetime.datetime(2026, 4, 7, 23, 0, tzinfo=datetime.UTC),
    ],
)
def test_a_date_is_hijri_first_with_the_gregorian_day_muted(day: object) -> None:
    assert show("{% dual_date value %}", day) == (
        '<time datetime="2026-04-08"><bdi dir="rtl">20 شوال 1447هـ</bdi>'
        ' <span class="muted"><bdi dir="rtl">(8 أبريل 2026م)</bdi></span></time>'
    )
    assert show("{{ value|hijri }} / {{ value|gregorian }}", day) == "20 شوال 1447هـ / 8 أبريل 2026م"


def test_a_date_may_carry_its_weekday() -> None:
    assert '<bdi dir="rtl">الأربعاء 20 شوال 1447هـ</bdi>' in show("{% dual_date value weekday=True %}", APRIL_8)


def test_a_date_follows_the_language() -> None:
    shown = show("{% dual_date value %}", APRIL_8, "en")
    assert '<bdi dir="ltr">20 Shawwal 1447 AH</bdi>' in shown
    assert '<bdi dir="ltr">(8 April 2026)</bdi>' in shown


def test_a_date_outside_the_tables_is_shown_in_the_one_calendar_known() -> None:
    assert show("{% dual_date value %}", HijriDate(1330, 1, 2)) == '<bdi dir="rtl">2 محرم 1330هـ</bdi>'
    assert show("{% dual_date value %}", datetime.date(1900, 1, 2)) == (
        '<time datetime="1900-01-02"><bdi dir="rtl">2 يناير 1900م</bdi></time>'
    )
    assert "—" in show("{{ value|gregorian }}", HijriDate(1330, 1, 2))


def test_a_moment_shows_its_hour_in_riyadh() -> None:
    shown = show("{% dual_moment value %}", datetime.datetime(2026, 4, 8, 7, 30, tzinfo=datetime.UTC))
    assert '<time datetime="2026-04-08T10:30:00+03:00">' in shown
    assert f"{isolated('10:30')} ص" in shown


def test_a_letters_date_has_arabic_digits_and_the_day_on_the_right() -> None:
    day = HijriDate(1445, 5, 13)
    hijri, gregorian = "١٣\u200f/٠٥\u200f/١٤٤٥هـ", "٢٧\u200f/١١\u200f/٢٠٢٣م"
    assert show("{{ value|letter_hijri }}|{{ value|letter_gregorian }}", day) == f"{hijri}|{gregorian}"
    assert show("{% letter_date value %}", day) == (
        f'<time datetime="2023-11-27"><bdi dir="rtl">{hijri} الموافق {gregorian}</bdi></time>'
    )


def test_a_chip_says_its_state_in_escaped_words() -> None:
    assert show("{% chip value 'soon' %}", "<ok>") == '<span class="chip chip-soon">&lt;ok&gt;</span>'
    assert show("{% chip value %}", "x") == '<span class="chip chip-idle">x</span>'


def test_an_unknown_kind_of_chip_is_a_mistake_that_shows() -> None:
    with pytest.raises(ValueError, match="purple"):
        show("{% chip value 'purple' %}", "x")


def test_a_number_in_a_sentence_keeps_its_piece_and_nothing_else_is_marked() -> None:
    shown = show("{{ value|with_numbers }}", "الملف B-1448-000004: <b> R-1448-000025-U")
    assert shown == f"الملف {isolated('B-1448-000004')}: &lt;b&gt; {isolated('R-1448-000025-U')}"
    assert show("{{ value|with_numbers }}", "بلا رقم 1448") == "بلا رقم 1448"
