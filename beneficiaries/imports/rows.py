"""A row of a sheet is read by the rules of the desk's form: what the desk would refuse is refused here in its words.

One form reads all rows, because making one costs more than reading with it. No sentence quotes a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from associations.models import Association
from core.date_reading import read_day
from core.digits import to_ascii
from core.errors import DomainError
from core.fields import DigitsCharField, DualDate, DualDateField, IbanField, MobileField
from core.names import fold
from core.sheets.reading import FORMULA

from ..actions.file import kind_of, parts_of
from ..enums import ContactMeans, Employment, Housing, Language, MaritalStatus, Sex
from ..forms.person import BeneficiaryForm, visible
from .columns import LABELS, NAME_PARTS
from .words import nationalities, words_of

PLAIN = (
    *("email", "language", "sex", "nationality", "marital", "employment", "housing", "agreed_means"),
    *("city", "district", "street", "building", "postcode", "secondary", "short_address"),
    *("other_mobile_of", "assembly_number"),
)
SEALED = ("national_id", "mobile", "other_mobile", "iban")
DAYS = ("id_expires_on", "assembly_since")
_SHORTENED = re.compile(r"[0-9][.,٫][0-9]+[eE]\+?[0-9]+")


class CellDay(DualDateField):
    """A day in one cell."""

    widget = forms.TextInput  # type: ignore[assignment]

    def to_python(self, value: Any) -> DualDate | None:
        try:
            return read_day(value or "", old_births=self.old_births)
        except DomainError as error:
            raise ValidationError(str(error.message), code=error.code) from error


class CellChoice(forms.Field):
    """One of fixed choices, in any of its words."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def to_python(self, value: Any) -> str:
        word = fold(value or "")
        if not word:
            return ""
        found = words_of(self.choices).get(word)
        if found is None:
            words = "، ".join(str(label) for label in self.choices.labels)
            raise ValidationError(_("Write one of these: %(words)s.") % {"words": words}, code="choice")
        return found


class CellCountry(forms.Field):
    """A country or its people."""

    def to_python(self, value: Any) -> str:
        word = fold(value or "")
        found = nationalities().get(word, nationalities().get(word.removeprefix("ال"))) if word else ""
        if found is None:
            raise ValidationError(_("This country is not known. Write its name, such as Yemen."), code="country")
        return found


def _text(length: int) -> forms.CharField:
    return forms.CharField(max_length=length, required=False)


class RowForm(BeneficiaryForm):
    """The desk's form and the further facts a sheet may hold; ``read`` reads one row after another."""

    born = CellDay(
        allow_future=False, old_births=True, error_messages={"required": gettext_lazy("Enter the date of birth.")}
    )
    agreed_means = CellChoice(  # type: ignore[assignment]
        ContactMeans, error_messages={"required": gettext_lazy("Choose the means agreed with the person.")}
    )
    id_expires_on = CellDay(required=False)
    other_mobile = MobileField(required=False)
    other_mobile_of = _text(60)
    language = CellChoice(Language, required=False)
    sex = CellChoice(Sex, required=False)
    nationality = CellCountry(required=False)
    marital = CellChoice(MaritalStatus, required=False)
    employment = CellChoice(Employment, required=False)
    housing = CellChoice(Housing, required=False)
    district = _text(100)
    street = _text(100)
    building = DigitsCharField(digits_only=True, length=4, required=False)
    postcode = DigitsCharField(digits_only=True, length=5, required=False)
    secondary = DigitsCharField(digits_only=True, length=4, required=False)
    short_address = _text(20)
    iban = IbanField(required=False)
    categories = _text(500)
    assembly_number = _text(20)
    assembly_since = CellDay(required=False, allow_future=False)

    def __init__(self, association: Association) -> None:
        super().__init__(data={}, use_required_attribute=False)
        for name in ("token", "version"):
            del self.fields[name]
        self.known_categories = {
            fold(name): category
            for category in association.categories.filter(is_active=True)
            for name in (category.name_ar, category.name_en)
            if name
        }

    def clean_short_address(self) -> str:
        typed = re.sub(r"\s+", "", to_ascii(self.cleaned_data["short_address"])).upper()
        if typed and not re.fullmatch(r"[A-Z]{4}[0-9]{4}", typed):
            raise ValidationError(_("A short address is four Latin letters and four digits, such as RHHA1234."))
        return typed

    def clean_categories(self) -> list[Any]:
        named = [fold(name) for name in re.split(r"[،,;|/\n]", self.cleaned_data["categories"]) if name.strip()]
        if not set(named) <= self.known_categories.keys():
            raise ValidationError(_("The association has no such category. Add it first, or leave the cell empty."))
        return [self.known_categories[name] for name in dict.fromkeys(named)]

    def read(self, told: Mapping[str, str]) -> None:
        """Read another row; ``errors`` and ``cleaned_data`` are of this row alone."""
        lost = {name: sentence for name, text in told.items() if (sentence := _lost(text))}
        self.data = {name: visible(text) for name, text in told.items() if name not in lost}
        self._errors = None
        self.full_clean()
        for name, sentence in lost.items():
            self.errors[name] = self.error_class([sentence])


def _lost(text: str) -> str:
    """Why a cell's value is not in the file."""
    if text == FORMULA:
        return _("The cell holds a formula without its result. Copy the column and paste it as values.")
    if _SHORTENED.fullmatch(text):
        return _("The program has shortened the number. Make the column text, and enter the whole number again.")
    return ""


class ReadRow(NamedTuple):
    """``facts`` are empty where there are ``problems``: pairs of a field and a sentence."""

    facts: dict[str, Any]
    problems: list[tuple[str, str]]
    national_id: str


class RowReader:
    """Reads the rows of one sheet by its columns."""

    def __init__(self, association: Association, columns: Mapping[str, int], *, means_where_missing: str = "") -> None:
        self.form = RowForm(association)
        self.columns, self.means = dict(columns), means_where_missing

    def read(self, cells: Sequence[str]) -> ReadRow:
        told = {field: cells[at] for field, at in self.columns.items() if at < len(cells)}
        if not told.get("full_name"):
            told["full_name"] = " ".join(part for name in NAME_PARTS if (part := told.get(name, "")))
        if not told.get("agreed_means"):
            told["agreed_means"] = self.means
        form = self.form
        form.read(told)
        national_id = str(form.cleaned_data.get("national_id", ""))
        if form.errors:
            problems = [(field, str(sentences[0])) for field, sentences in form.errors.items()]
            return ReadRow({}, sorted(problems, key=lambda pair: _ORDER.get(pair[0], 0)), national_id)
        return ReadRow(self._facts(told), [], national_id)

    def _facts(self, told: Mapping[str, str]) -> dict[str, Any]:
        """Columns of the file as they are to be; what the sheet does not say is left out."""
        cleaned = self.form.cleaned_data
        facts = {name: cleaned[name] for name in (*PLAIN, *SEALED, "categories", "born") if cleaned.get(name)}
        facts.update({name: cleaned[name].gregorian for name in DAYS if cleaned.get(name)})
        facts["full_name"], facts["id_kind"] = cleaned["full_name"], kind_of(cleaned["national_id"])
        parts = {name: visible(told[name])[:60] for name in NAME_PARTS if told.get(name)}
        return {**facts, **(parts or parts_of(cleaned["full_name"]))}


_ORDER = {field: number for number, field in enumerate(LABELS)}
