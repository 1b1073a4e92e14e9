"""What a person says while a sheet is taken in: the sheet, its columns, and what happens to those who have a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import SentOnce

from ..enums import ContactMeans
from ..imports.columns import COLUMNS, LABELS, letter
from ..models import KnownPeople
from .person import visible

NEEDED = ("national_id", "born", "mobile")
_NAMED = (frozenset({"full_name"}), frozenset({"first_name", "family_name"}))
_ASSEMBLY = ("assembly_number", "assembly_since")


def masked(text: str) -> str:
    """A cell as it may be shown: of a long number only its last three digits."""
    return re.sub(r"\d{5,}(?=\d{3})", lambda found: "•" * len(found[0]), text)


class SheetForm(SentOnce):
    """The sheet."""

    sheet = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("Excel (XLSX) or CSV, up to 40 MB and 200,000 rows. Headings in Arabic or English."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
        allow_empty_file=True,  # it has its own sentence
        error_messages={"required": gettext_lazy("Choose the sheet from your device.")},
    )


class ColumnsForm(SentOnce):
    """For each column what stands in it."""

    means_where_missing = forms.ChoiceField(
        label=gettext_lazy("Agreed means of contact, where the sheet names none"),
        choices=[("", gettext_lazy("Such a row is not taken")), *ContactMeans.choices],
        required=False,
    )

    def __init__(self, *args: Any, rows: list[list[str]], has_assembly: bool, **kwargs: Any) -> None:
        self.names, *self.samples = rows
        initial = kwargs.get("initial") or {}
        kwargs["initial"] = {
            **{f"column_{number}": field for field, number in initial.get("columns", {}).items()},
            "means_where_missing": initial.get("means_where_missing", ""),
        }
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, Any]] = [("", _("Not taken over"))]
        offered += [(c.field, c.label) for c in COLUMNS if has_assembly or c.field not in _ASSEMBLY]
        for number, name in enumerate(self.names):
            label = format_html("<bdi>{}</bdi>", masked(name)) if name else _("without a heading")
            label = format_html(_("Column {letter}: {heading}"), letter=letter(number), heading=label)
            field = forms.ChoiceField(label=label, choices=offered, required=False)
            field.help_text = self._sample(number)
            self.fields[f"column_{number}"] = field
        self.order_fields(["token", "version", *(f"column_{number}" for number in range(len(self.names)))])

    def _sample(self, number: int) -> str:
        shown = (visible(cells[number][:40]) for cells in self.samples if number < len(cells))
        return format_html_join(" · ", "<bdi>{}</bdi>", ((masked(cell),) for cell in shown if cell))

    def columns(self) -> dict[str, int]:
        """Number of the column by field."""
        chosen = ((self.cleaned_data.get(f"column_{number}"), number) for number in range(len(self.names)))
        return {field: number for field, number in chosen if field}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_doubles()
        chosen = set(self.columns())
        missing = [str(LABELS[field]) for field in NEEDED if field not in chosen]
        if not any(names <= chosen for names in _NAMED):
            missing.insert(0, str(LABELS["full_name"]))
        if "agreed_means" not in chosen and not cleaned.get("means_where_missing"):
            self.add_error("means_where_missing", _("No column names the means of contact: choose one for all."))
        if missing:
            self.add_error(None, _("No column was chosen for: %(names)s.") % {"names": "، ".join(missing)})
        return cleaned

    def _refuse_doubles(self) -> None:
        first: dict[str, int] = {}
        for number in range(len(self.names)):
            field = self.cleaned_data.get(f"column_{number}")
            if field and first.setdefault(field, number) != number:
                sentence = _("Column %(letter)s says “%(what)s” already. Choose one of the two.")
                words = {"letter": letter(first[field]), "what": LABELS[field]}
                self.add_error(f"column_{number}", sentence % words)

    def boxes(self) -> Iterator[Any]:
        """The bound fields of the columns."""
        return (self[f"column_{number}"] for number in range(len(self.names)))


class StartForm(SentOnce):
    """What happens to rows of people who have a file."""

    known_people = forms.ChoiceField(
        label=gettext_lazy("People who have a file already"),
        choices=KnownPeople.choices,
        initial=KnownPeople.SKIP,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens to those who have a file.")},
    )
