"""Input of a disclosure of interests: the member's own ID and place, employers line by line, kin row by row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import NationalIdField
from core.forms import SentOnce
from core.identity import mask_id
from core.names import fold

from .disclosing import Relative
from .enums import Kin
from .models import Disclosure

ROWS = 12
MOST_EMPLOYERS = 10


def _line(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


class DisclosureForm(SentOnce):
    """``before``: the last disclosure, whose numbers stand where nothing is typed over them."""

    national_id = NationalIdField(label=gettext_lazy("Your ID number"))
    city = _line(gettext_lazy("City"), 100)
    district = _line(gettext_lazy("District"), 100, required=False)
    employers = forms.CharField(
        label=gettext_lazy("Where you work, or what you own"),
        help_text=gettext_lazy("One employer or business on each line."),
        max_length=1300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, before: Disclosure | None = None, **kwargs: Any) -> None:
        self.before = before
        self.kept = list(before.relatives.all()) if before else []
        if before and "initial" in kwargs:
            kwargs["initial"] = {**self._as_before(before), **(kwargs["initial"] or {})}
        super().__init__(*args, **kwargs)
        self._add_rows()
        if before:
            own: Any = self.fields["national_id"]
            own.required = False
            own.help_text = self._kept_words(before.national_id)

    @staticmethod
    def _kept_words(number: str) -> str:
        return _("Kept: %(number)s. Leave it empty unless it changed.") % {"number": mask_id(number)}

    def _as_before(self, before: Disclosure) -> dict[str, Any]:
        told: dict[str, Any] = {"city": before.city, "district": before.district}
        told["employers"] = "\n".join(row.name for row in before.employers.all())
        for place, one in enumerate(self.kept[:ROWS]):
            told |= {f"name_{place}": one.name, f"relation_{place}": one.relation}
        return told

    def _add_rows(self) -> None:
        for place in range(ROWS):
            kin = self.kept[place] if place < len(self.kept) else None
            words = self._kept_words(kin.national_id) if kin and kin.national_id else ""
            self.fields[f"name_{place}"] = _line(_("Name"), 150, required=False)
            self.fields[f"relation_{place}"] = forms.ChoiceField(
                label=_("Relation"), choices=[("", "—"), *Kin.choices], required=False
            )
            self.fields[f"id_{place}"] = NationalIdField(
                label=_("ID number, if known"), required=False, help_text=words
            )

    def own(self) -> list[Any]:
        """The bound fields about the member."""
        return [self[name] for name in ("national_id", "city", "district", "employers")]

    def rows(self) -> list[list[Any]]:
        """The bound fields of each row of kin."""
        return [[self[f"{name}_{place}"] for name in ("name", "relation", "id")] for place in range(ROWS)]

    def first_rows(self) -> list[list[Any]]:
        return self.rows()[: max(3, len(self.kept) + 1)]

    def more_rows(self) -> list[list[Any]]:
        return self.rows()[max(3, len(self.kept) + 1) :]

    def clean_employers(self) -> str:
        text = str(self.cleaned_data["employers"])
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_EMPLOYERS:
            raise forms.ValidationError(_("Write at most %(count)s lines.") % {"count": MOST_EMPLOYERS})
        if any(len(line.strip()) > 120 for line in lines):
            raise forms.ValidationError(_("Each line has at most 120 characters."))
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for place in range(ROWS):
            name, relation, number = (data.get(f"{part}_{place}") for part in ("name", "relation", "id"))
            if name and not relation and f"relation_{place}" not in self.errors:
                self.add_error(f"relation_{place}", _("Choose what this person is to you."))
            if (relation or number) and not name and f"name_{place}" not in self.errors:
                self.add_error(f"name_{place}", _("Write the name."))
        return data

    def told(self) -> dict[str, Any]:
        """As ``disclose`` takes it."""
        data = self.cleaned_data
        own = data["national_id"] or (self.before.national_id if self.before else "")
        return {
            "national_id": own,
            "city": data["city"],
            "district": data["district"],
            "employers": data["employers"].splitlines(),
            "relatives": [self._relative(place) for place in range(ROWS) if data[f"name_{place}"]],
        }

    def _relative(self, place: int) -> Relative:
        """The number of before stands as long as the row is of the same person."""
        data = self.cleaned_data
        name, number = data[f"name_{place}"], data[f"id_{place}"]
        kin = self.kept[place] if place < len(self.kept) else None
        if not number and kin and fold(kin.name) == fold(name):
            number = kin.national_id
        return Relative(name, data[f"relation_{place}"], number or "")
