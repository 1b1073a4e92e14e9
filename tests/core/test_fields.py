"""Form fields: what people type becomes one stored form, and each mistake has a sentence of its own."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import formats, translation

from core.fields import AmountField, DigitsCharField, DualDateField, MobileField, NationalIdField
from core.hijri import DualDate, HijriDate


class DayForm(forms.Form):
    day = DualDateField(label="Day")


def sent(calendar: str, day: str, month: str, year: str, name: str = "day") -> dict[str, str]:
    return {f"{name}_0": calendar, f"{name}_1": day, f"{name}_2": month, f"{name}_3": year}


def crispy(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def form_of(field: forms.Field, data: dict[str, str] | None = None, **kwargs: Any) -> forms.Form:
    return type("OneFieldForm", (forms.Form,), {"day": field})(data, **kwargs)


def code_of(field: forms.Field, data: dict[str, str]) -> str | None:
    form = form_of(field, data)
    assert not form.is_valid()
    return form.errors.as_data()["day"][0].code


OCTOBER_20 = datetime.date(2024, 10, 20)


@pytest.mark.parametrize(
    ("data", "calendar"),
    [
        (sent("hijri", "17", "4", "1446"), "hijri"),
        (sent("hijri", "١٧", "٠٤", "١٤٤٦"), "hijri"),
        (sent("hijri", "17", "ربيع الثاني", "1446"), "hijri"),
        (sent("hijri", "17", "Rabi al-Akhir", "1446"), "hijri"),
        (sent("", "17", "4", "1446"), "hijri"),
        (sent("gregorian", "20", "10", "2024"), "gregorian"),
        (sent("gregorian", "۲۰", "أكتوبر", "۲۰۲۴"), "gregorian"),
        (sent("gregorian", " 20 ", "october", "2024"), "gregorian"),
        (sent("", "20", "10", "2024"), "gregorian"),
    ],
)
def test_a_day_typed_in_either_calendar_is_one_day(data: dict[str, str], calendar: str) -> None:
    form = DayForm(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == DualDate(OCTOBER_20, HijriDate(1446, 4, 17), calendar)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sent("hijri", "", "", ""), "required"),
        (sent("hijri", "17", "", "1446"), "incomplete"),
        (sent("hijri", "30", "10", "1447"), "day"),
        (sent("hijri", "0", "10", "1447"), "day"),
        (sent("gregorian", "31", "4", "2026"), "day"),
        (sent("gregorian", "29", "2", "2026"), "day"),
        (sent("hijri", "abc", "4", "1446"), "day"),
        (sent("hijri", "17", "4", "46"), "year"),
        (sent("hijri", "17", "4", "14 46"), "year"),
        (sent("hijri", "17", "13", "1446"), "month"),
        (sent("hijri", "17", "xyz", "1446"), "month"),
        (sent("hijri", "17", "مايو", "1446"), "month"),
        (sent("gregorian", "17", "رمضان", "2024"), "month"),
        (sent("gregorian", "17", "4", "1446"), "other_calendar"),
        (sent("hijri", "20", "10", "2024"), "other_calendar"),
        (sent("hijri", "1", "1", "1342"), "calendar_range"),
        (sent("hijri", "1", "1", "1501"), "calendar_range"),
        (sent("gregorian", "31", "7", "1924"), "calendar_range"),
    ],
)
def test_each_mistake_in_a_date_is_named(data: dict[str, str], code: str) -> None:
    assert code_of(DualDateField(), data) == code


def test_mistakes_are_told_apart_in_words() -> None:
    bad_days = [
        sent("hijri", "30", "10", "1447"),
        sent("gregorian", "31", "4", "2026"),
        sent("hijri", "x", "1", "1447"),
    ]
    with translation.override("en"):
        sentences = [form_of(DualDateField(), data).errors["day"][0] for data in bad_days]
    assert "Shawwal 1447" in sentences[0]
    assert "April 2026" in sentences[1]
    assert len(set(sentences)) == 3


@time_machine.travel("2026-04-07T22:30:00Z", tick=False)
def test_a_day_to_come_is_refused_by_riyadhs_clock() -> None:
    field = DualDateField(allow_future=False)
    assert form_of(field, sent("gregorian", "8", "4", "2026")).is_valid()
    assert code_of(field, sent("gregorian", "9", "4", "2026")) == "future"
    assert form_of(DualDateField(), sent("gregorian", "9", "4", "2026")).is_valid()


def test_a_day_before_the_earliest_is_refused_in_the_calendar_typed() -> None:
    field = DualDateField(earliest=lambda: datetime.date(2026, 4, 8))
    assert form_of(field, sent("gregorian", "8", "4", "2026")).is_valid()
    assert code_of(field, sent("hijri", "19", "10", "1447")) == "too_early"
    with translation.override("ar"):
        assert "20 شوال 1447هـ" in form_of(field, sent("hijri", "19", "10", "1447")).errors["day"][0]
        assert "8 أبريل 2026م" in form_of(field, sent("gregorian", "7", "4", "2026")).errors["day"][0]


def test_an_old_birth_is_taken_where_births_are_asked_for() -> None:
    field = DualDateField(old_births=True, allow_future=False)
    form = form_of(field, sent("hijri", "5", "رمضان", "1338"))
    assert form.is_valid()
    assert form.cleaned_data["day"] == DualDate(None, HijriDate(1338, 9, 5), "hijri")
    assert "dual-date-echo" not in crispy(form)
    assert code_of(field, sent("hijri", "1", "1", "1250")) == "calendar_range"
    assert code_of(field, sent("gregorian", "1", "1", "1920")) == "calendar_range"


def test_an_empty_date_may_be_left_out_where_it_is_not_required() -> None:
    form = form_of(DualDateField(required=False), sent("hijri", "", "", ""))
    assert form.is_valid()
    assert form.cleaned_data["day"] is None
    assert not form.has_changed()


@pytest.mark.parametrize(
    "initial",
    [
        OCTOBER_20,
        HijriDate(1446, 4, 17),
        DualDate.of(OCTOBER_20),
        datetime.datetime(2024, 10, 20, 9, 0, tzinfo=datetime.UTC),
    ],
)
def test_the_same_day_sent_back_has_not_changed(initial: object) -> None:
    same = [sent("gregorian", "20", "10", "2024"), sent("hijri", "١٧", "ربيع الآخر", "1446")]
    assert not any(DayForm(data, initial={"day": initial}).has_changed() for data in same)
    assert DayForm(sent("gregorian", "21", "10", "2024"), initial={"day": initial}).has_changed()
    assert DayForm(sent("hijri", "", "", ""), initial={"day": initial}).has_changed()
    assert DayForm(sent("hijri", "x", "", ""), initial={"day": initial}).has_changed()


def test_a_disabled_date_keeps_its_first_value() -> None:
    form = form_of(DualDateField(disabled=True), {}, initial={"day": OCTOBER_20})
    assert form.is_valid()
    assert form.cleaned_data["day"].gregorian == OCTOBER_20


def test_a_stored_day_is_shown_in_words_with_its_other_calendar_below() -> None:
    with translation.override("ar"):
        html = crispy(DayForm(initial={"day": OCTOBER_20}))
    assert [re.search(f'id="id_day_{n}" value="([^"]*)"', html)[1] for n in (1, 2, 3)] == ["17", "ربيع الآخر", "1446"]  # type: ignore[index]
    assert re.search(r'value="hijri" checked', html)
    assert '<time datetime="2024-10-20"><bdi dir="rtl">20 أكتوبر 2024م</bdi></time>' in html


def test_a_typed_day_is_kept_as_typed_and_echoed_in_the_other_calendar() -> None:
    with translation.override("ar"):
        html = crispy(DayForm(sent("", "٢٠", "10", "2024")))
    assert 'value="٢٠"' in html
    assert re.search(r'value="gregorian" checked', html)
    assert "17 ربيع الآخر 1446هـ" in html


def test_a_wrong_day_is_kept_marked_and_not_echoed() -> None:
    html = crispy(DayForm(sent("hijri", "30", "<شوال>", "1447")))
    assert 'value="30"' in html
    assert 'value="&lt;شوال&gt;"' in html
    assert len(re.findall(r'<input type="text"[^>]*is-invalid[^>]*aria-invalid="true"', html)) == 3
    assert 'class="dual-date is-invalid"' in html
    assert 'id="id_day_error"' in html
    assert "dual-date-echo" not in html


def test_a_valid_day_among_other_faults_is_still_refused_without_an_echo() -> None:
    html = crispy(form_of(DualDateField(earliest=OCTOBER_20), sent("gregorian", "19", "10", "2024")))
    assert "dual-date-echo" not in html


@pytest.mark.parametrize("data", [None, sent("hijri", "30", "10", "1447")])
def test_every_box_of_the_date_has_its_label_and_the_group_its_legend(data: dict[str, str] | None) -> None:
    html = crispy(DayForm(data))
    ids = re.findall(r'<input[^>]* id="([^"]+)"', html)
    assert ids == ["id_day_0_0", "id_day_0_1", "id_day_1", "id_day_2", "id_day_3"]
    assert all(f'for="{identifier}"' in html for identifier in ids)
    assert len(re.findall(r' id="([^"]+)"', html)) == len(set(re.findall(r' id="([^"]+)"', html)))
    assert html.count("<fieldset") == html.count("<legend") == 1
    assert 'role="radiogroup"' in html
    described = {word for text in re.findall(r'aria-describedby="([^"]+)"', html) for word in text.split()}
    assert described
    assert all(f'id="{identifier}"' in html for identifier in described)
    assert not re.search(r"<script|<style|style=|\son\w+=|!! undefined", html)


def test_the_calendar_first_offered_can_be_remembered() -> None:
    form = DayForm()
    form.fields["day"].widget.calendar = "gregorian"  # type: ignore[attr-defined]
    assert 'value="gregorian" checked' in crispy(form)
    assert 'value="hijri" checked' in crispy(DayForm())


def test_an_id_field_stores_ascii_and_sees_no_change_in_another_script() -> None:
    form = form_of(NationalIdField(), {"day": "١٠١٠ ١٠١٠١٠"}, initial={"day": "1010101010"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == "1010101010"
    assert not form.has_changed()
    assert code_of(NationalIdField(), {"day": "1010101011"}) == "check_digit"
    assert code_of(NationalIdField(), {"day": ""}) == "required"
    html = crispy(form)
    assert all(part in html for part in ('dir="ltr"', 'inputmode="numeric"', 'autocomplete="off"'))


def test_an_id_may_be_left_out_where_it_is_not_required() -> None:
    form = form_of(NationalIdField(required=False), {"day": "  "})
    assert form.is_valid()
    assert form.cleaned_data["day"] == ""


def test_a_mobile_field_stores_one_form_and_shows_the_familiar_one() -> None:
    form = form_of(MobileField(), {"day": "٠٥٠ ١٢٣ ٤٥٢١"}, initial={"day": "+966501234521"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == "+966501234521"
    assert not form.has_changed()
    assert 'value="0501234521"' in crispy(form_of(MobileField(), initial={"day": "+966501234521"}))
    assert code_of(MobileField(), {"day": "0112345678"}) == "not_mobile"


def test_only_a_persons_own_number_is_filled_in_by_the_browser() -> None:
    assert 'autocomplete="tel"' in crispy(form_of(MobileField(own=True)))
    assert 'autocomplete="off"' in crispy(form_of(MobileField()))


def test_a_code_in_any_digits_is_folded() -> None:
    assert DigitsCharField().clean("R-١٤٤٨-٠٠٠١٢٣") == "R-1448-000123"
    assert DigitsCharField(digits_only=True, length=6).clean(" ١٢٣ ٤٥٦\u200f") == "123456"
    for wrong in ("12a456", "12345", "1234567", "---"):
        with pytest.raises(ValidationError):
            DigitsCharField(digits_only=True, length=6).clean(wrong)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("١٬٢٥٠٫٥٠", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1250.5", "1250.5"),
        ("۱۲۵۰", "1250"),
        ("1،250", "1250"),
        ("1 250 ريال", "1250"),
        ("٥٠٠ ر.س", "500"),
        ("0", "0"),
        ("1,234,567.89", "1234567.89"),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_amount_is_understood_as_people_write_it(typed: str, amount: str, language: str) -> None:
    with translation.override(language):
        assert AmountField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["1250,50", "1.250,50", "12,50", "1,25", "-5", "NaN", "1e3", "Infinity", "", "ألف", "1.234"]
)
def test_a_doubtful_amount_is_refused_rather_than_guessed(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


def test_zero_is_refused_only_where_the_amount_must_be_positive() -> None:
    assert AmountField().clean("0") == 0
    with pytest.raises(ValidationError) as refusal:
        AmountField(positive=True).clean("0.00")
    assert refusal.value.code == "not_positive"


def test_an_amount_box_takes_arabic_digits_and_shows_a_decimal_point_in_arabic() -> None:
    with translation.override("ar"):
        html = crispy(form_of(AmountField(), initial={"day": Decimal("1250.50")}))
    assert 'type="text"' in html
    assert 'value="1250.50"' in html
    assert not AmountField().has_changed(Decimal("1250.50"), "١٬٢٥٠٫٥")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_languages_read_the_day_first_and_write_a_decimal_point(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("05/11/2026") == datetime.date(2026, 11, 5)
        assert forms.DateField().clean("2026-11-05") == datetime.date(2026, 11, 5)
        with pytest.raises(ValidationError):
            forms.DateField().clean("11/25/2026")
        assert formats.number_format(Decimal("1234567.89"), use_l10n=True, force_grouping=True) == "1,234,567.89"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 0
