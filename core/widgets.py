"""The date widget: calendar radios and three text boxes; works without JavaScript and keeps what was typed."""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from . import date_words
from .digits import to_ascii
from .errors import DomainError
from .hijri import (
    FIRST_GREGORIAN,
    Calendar,
    DualDate,
    HijriDate,
    HijriRangeError,
    gregorian_day,
    language,
    month_name,
    month_number,
)

# Below it a year typed without a calendar is Hijri; a Gregorian one would be older than anybody's papers.
FIRST_YEAR_TAKEN_AS_GREGORIAN = 1700
_EARLIEST_BIRTH_YEAR = 1300  # AH: nobody alive was born before
_PART_IDS = {"day": 1, "month": 2, "year": 3}


class TypedDate(NamedTuple):
    """The four texts of the widget, as they were sent."""

    calendar: str = ""
    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_empty(self) -> bool:
        """A calendar alone is no answer: one radio is always chosen."""
        return not (self.day or self.month or self.year)

    def read(self, *, old_births: bool = False) -> DualDate:
        """The day meant; raises ``DomainError`` with a sentence of its own for each way to miss it.

        ``old_births`` lets a Hijri day before 1343 AH pass, whose Gregorian day is then None.
        """
        if not (self.day and self.month and self.year):
            raise DomainError(_("The date is not complete. Enter the day, month and year."), code="incomplete")
        year = _number(self.year)
        if year is None or year < 1000:
            raise DomainError(_("Enter the year in four digits, such as 1447."), code="year")
        calendar = self._calendar(year)
        day = _number(self.day)
        if day is None:
            raise DomainError(_("Write the day as a number, such as 15."), code="day")
        month = month_number(self.month, calendar)
        if month is None:
            raise self._month_error(calendar)
        if calendar == "gregorian":
            gregorian = gregorian_day(year, month, day)
            if old_births and gregorian < FIRST_GREGORIAN:
                raise DomainError(_("Enter a day before August 1924 in the Hijri calendar."), code="calendar_range")
            return DualDate.of(gregorian, calendar)
        found = DualDate.of(HijriDate(year, month, day), calendar)
        if found.gregorian is None and not (old_births and year >= _EARLIEST_BIRTH_YEAR):
            raise HijriRangeError
        return found

    def _calendar(self, year: int) -> Calendar:
        looks_hijri = year < FIRST_YEAR_TAKEN_AS_GREGORIAN
        if self.calendar == "gregorian" and looks_hijri:
            message = _("%(year)s is a Hijri year. Choose Hijri, or correct the year.")
            raise DomainError(message % {"year": year}, code="other_calendar")
        if self.calendar == "hijri" and not looks_hijri:
            message = _("%(year)s is a Gregorian year. Choose Gregorian, or correct the year.")
            raise DomainError(message % {"year": year}, code="other_calendar")
        return "hijri" if looks_hijri else "gregorian"

    def _month_error(self, calendar: Calendar) -> DomainError:
        if month_number(self.month):
            return DomainError(
                _("This month belongs to the other calendar. Correct the month or the calendar."), code="month"
            )
        return DomainError(_("Write the month as a number from 1 to 12, or by its name."), code="month")


class DualDateWidget(forms.Widget):
    """Sends ``name_0`` (hijri or gregorian), ``name_1`` day, ``name_2`` month, ``name_3`` year; ids alike.

    Crispy wraps it in a fieldset whose legend is the field's label, so it brings no group label of its own.
    """

    template_name = "core/widgets/dual_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, calendar: Calendar = "hijri") -> None:
        super().__init__(attrs)
        self.calendar = calendar

    def id_for_label(self, id_: str) -> str:
        return ""  # the label is a legend

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDate:
        return TypedDate(*(str(data.get(f"{name}_{part}") or "").strip() for part in range(4)))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in range(4))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        typed, day = self._typed_and_day(value)
        identifier = widget["attrs"].get("id", f"id_{name}")
        invalid = widget["attrs"].get("aria-invalid") == "true"
        widget.update(
            id=identifier,
            invalid=invalid,
            disabled=widget["attrs"].get("disabled", False),
            required=widget["attrs"].get("required", False),
            calendars=self._calendars(typed, day),
            parts=[
                {
                    "name": f"{name}_{_PART_IDS[part]}",
                    "id": f"{identifier}_{_PART_IDS[part]}",
                    "label": label,
                    "value": getattr(typed, part),
                    "kind": part,
                }
                for part, label in (("day", _("Day")), ("month", _("Month")), ("year", _("Year")))
            ],
            echo=None if day is None or invalid else self._echo(day),
        )
        return context

    def _calendars(self, typed: TypedDate, day: DualDate | None) -> list[dict[str, Any]]:
        chosen = typed.calendar or (day.calendar if day else self.calendar)
        choices = (("hijri", _("Hijri")), ("gregorian", _("Gregorian")))
        return [{"value": value, "label": label, "checked": value == chosen} for value, label in choices]

    def _typed_and_day(self, value: Any) -> tuple[TypedDate, DualDate | None]:
        if isinstance(value, TypedDate):
            try:
                return value, None if value.is_empty else value.read(old_births=True)
            except DomainError:
                return value, None
        day = as_dual_date(value, calendar=self.calendar)
        return (typed_from(day), day) if day else (TypedDate(), None)

    def _echo(self, day: DualDate) -> dict[str, Any] | None:
        """The same day in the calendar it was not typed in."""
        text = date_words.gregorian_long(day) if day.calendar == "hijri" else date_words.hijri_long(day)
        if not text:
            return None
        return {"text": text, "datetime": day.gregorian, "dir": "rtl" if language() == "ar" else "ltr"}


def typed_from(day: DualDate) -> TypedDate:
    """What a person would have typed for this day, the month by its name."""
    parts: HijriDate | datetime.date = day.hijri
    if day.calendar == "gregorian" and day.gregorian:
        parts = day.gregorian
    return TypedDate(day.calendar, str(parts.day), month_name(day.calendar, parts.month), str(parts.year))


def as_dual_date(value: Any, *, calendar: Calendar = "hijri") -> DualDate | None:
    """A stored value as the widget and the field know it; a plain date is shown in ``calendar``."""
    if isinstance(value, HijriDate):
        return DualDate.of(value)
    if isinstance(value, datetime.datetime):
        value = date_words.gregorian_of(value)
    if isinstance(value, datetime.date):
        return DualDate.of(value, calendar)
    return value if isinstance(value, DualDate) else None


def _number(text: str) -> int | None:
    digits = to_ascii(text)
    return int(digits) if re.fullmatch(r"[0-9]{1,4}", digits) else None
