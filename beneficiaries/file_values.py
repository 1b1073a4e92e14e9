"""What a file says of its person, value by value, as two files are compared and merged.

Columns that only make sense together (a card's kind, number and day) are one value. Of a value that is not for the
eyes of whoever compares it is said that it differs, never what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.identity import mask_id
from core.names import query_tokens
from core.sealed import Sealed
from core.templatetags.ui import dual_date, ltr, mask_iban, mask_mobile, not_set

from .models import Beneficiary

Shown = Callable[[Beneficiary], SafeString]


class Value(NamedTuple):
    """One value of a file: the columns it is made of, how it is shown, and the permission that shows it."""

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    shown: Shown
    needs: str = ""

    def of(self, file: Beneficiary) -> dict[str, Any]:
        """The value, sealed columns opened."""
        return {column: getattr(file, column) for column in self.columns}

    def is_empty(self, file: Beneficiary) -> bool:
        return not any(self.of(file).values())

    def put(self, file: Beneficiary, value: dict[str, Any]) -> None:
        for column, part in value.items():
            setattr(file, column, part)

    def changes(self, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
        """(field, before, after) for the history, the date of birth as one."""
        if self.name == "born":
            return [("born", born_text(before), born_text(after))] if before != after else []
        return [(c, text(before[c]), text(after[c])) for c in self.columns if before[c] != after[c]]


def text(part: Any) -> str:
    return part.isoformat() if isinstance(part, date) else str(part or "")


def born_text(value: dict[str, Any]) -> str:
    """As corrections of a birth date are kept: 1405-09-14, in Hijri."""
    year, month, day = (value[f"birth_hijri_{part}"] for part in ("year", "month", "day"))
    return f"{year:04}-{month:02}-{day:02}"


def is_sealed(column: str) -> bool:
    return isinstance(getattr(Beneficiary, column, None), Sealed)


def _words(*columns: str, between: str = " ") -> Shown:
    def shown(file: Beneficiary) -> SafeString:
        parts = [_display(file, column) for column in columns]
        words = between.join(part for part in parts if part)
        return format_html("<bdi>{}</bdi>", words) if words else not_set()

    return shown


def _display(file: Beneficiary, column: str) -> str:
    field: Any = Beneficiary._meta.get_field(column)
    if field.choices:
        return str(getattr(file, f"get_{column}_display")())
    return str(getattr(file, column) or "")


def _with(first: Shown, column: str) -> Shown:
    """``first`` and beside it a day or a word."""

    def shown(file: Beneficiary) -> SafeString:
        beside = getattr(file, column)
        if not beside:
            return first(file)
        extra = dual_date(beside) if isinstance(beside, date) else _words(column)(file)
        return format_html("{} · {}", first(file), extra)

    return shown


def _nationality(file: Beneficiary) -> SafeString:
    from .forms.sections import nationalities  # the forms read what the verbs do, and these read this module

    return format_html("{}", dict(nationalities())[file.nationality]) if file.nationality else not_set()


def _note(file: Beneficiary) -> SafeString:
    """That there is one: reading it is a look of its own."""
    return format_html("{}", _("There is a note.")) if file.health_note_sealed else not_set()


VALUES: dict[str, Value] = {
    value.name: value
    for value in (
        Value(
            "name",
            _("Full name"),
            ("full_name", "first_name", "father_name", "grandfather_name", "family_name"),
            _words("full_name"),
        ),
        Value(
            "national_id",
            _("ID"),
            ("id_kind", "national_id", "id_expires_on"),
            _with(lambda file: ltr(mask_id(file.national_id)), "id_kind"),
        ),
        Value(
            "born",
            _("Date of birth"),
            ("birth_calendar", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day", "born_on"),
            lambda file: dual_date(file.birth_hijri),
        ),
        Value("sex", _("Sex"), ("sex",), _words("sex")),
        Value("nationality", _("Nationality"), ("nationality",), _nationality),
        Value("mobile", _("Mobile number"), ("mobile",), lambda file: mask_mobile(file.mobile)),
        Value(
            "other_mobile",
            _("Other mobile"),
            ("other_mobile", "other_mobile_of"),
            _with(lambda file: mask_mobile(file.other_mobile), "other_mobile_of"),
        ),
        Value(
            "contact",
            _("Agreed means of contact"),
            ("agreed_means", "email"),
            _with(_words("agreed_means"), "email"),
        ),
        Value("language", _("Language for messages and letters"), ("language",), _words("language")),
        Value(
            "address",
            _("National address"),
            ("city", "district", "street", "building", "postcode", "secondary", "short_address"),
            _words("short_address", "building", "street", "district", "city", "postcode", "secondary", between="، "),
        ),
        Value("iban", _("IBAN"), ("iban",), lambda file: mask_iban(file.iban)),
        Value("marital", _("Marital status"), ("marital",), _words("marital"), Permission.SEE_SITUATION),
        Value("employment", _("Employment"), ("employment",), _words("employment"), Permission.SEE_SITUATION),
        Value("housing", _("Housing"), ("housing",), _words("housing"), Permission.SEE_SITUATION),
        Value("health", _("Health situation"), ("health",), _words("health"), Permission.SEE_HEALTH),
        Value(
            "health_note",
            _("Health note"),
            ("health_note",),
            _note,
            Permission.SEE_HEALTH,
        ),
        Value(
            "assembly",
            _("Membership in the general assembly"),
            ("assembly_number", "assembly_since"),
            _with(lambda file: ltr(file.assembly_number), "assembly_since"),
        ),
    )
}


class Line(NamedTuple):
    """One value of two files side by side; ``default`` is the number of the file whose value is likelier right."""

    value: Value
    first: Any
    second: Any
    differs: bool
    is_shown: bool
    in_both: bool
    default: str

    @property
    def is_to_choose(self) -> bool:
        """Both files say something, and not the same; what only one says needs no choice."""
        return self.differs and self.in_both and self.is_shown


def side_by_side(first: Beneficiary, second: Beneficiary, *, by: Any) -> list[Line]:
    """Every value that at least one of the files has. Two queries, for the days of corrections."""
    changed = {file.pk: _last_changed(file) for file in (first, second)}
    return [
        Line(
            value,
            value.shown(first),
            value.shown(second),
            differs=value.of(first) != value.of(second),
            is_shown=not value.needs or value.needs in by.permissions,
            in_both=not (value.is_empty(first) or value.is_empty(second)),
            default=_likelier(value, first, second, changed).number,
        )
        for value in VALUES.values()
        if not (value.is_empty(first) and value.is_empty(second))
    ]


def defaults(first: Beneficiary, second: Beneficiary) -> dict[str, str]:
    """For each value that differs, the number of the file whose value is fuller, else newer."""
    changed = {file.pk: _last_changed(file) for file in (first, second)}
    return {
        name: _likelier(value, first, second, changed).number
        for name, value in VALUES.items()
        if value.of(first) != value.of(second)
    }


def _last_changed(file: Beneficiary) -> dict[str, Any]:
    return dict(file.changes.order_by("at", "pk").values_list("field", "at"))


def _likelier(
    value: Value, first: Beneficiary, second: Beneficiary, changed: dict[int, dict[str, Any]]
) -> Beneficiary:
    def fullness(file: Beneficiary) -> tuple[int, Any]:
        of_name = value.name == "name"
        filled = len(query_tokens(file.full_name)) if of_name else sum(bool(part) for part in value.of(file).values())
        fields = (value.name, *value.columns)
        days = [changed[file.pk][field] for field in fields if field in changed[file.pk]]
        return filled, max([file.registered_at, *days])

    return max((first, second), key=fullness)
