"""Input at the desk: the responsibilities, opening a request, the checklist."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.enums import GivenHow
from beneficiaries.forms import SigningForm
from beneficiaries.models import ContactMeans
from core.fields import AmountField, DualDateField
from core.forms import SentOnce
from core.hijri import DualDate

from ..enums import ItemState


class CorrectionForm(SentOnce):
    """What is asked for, while the request is at the desk."""

    need = forms.CharField(
        label=_("What is asked for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("In the person's own words: the need, and what would help."),
    )
    amount_asked = AmountField(label=_("Amount asked for"), required=False, positive=True)
    agreed_means = forms.ChoiceField(label=_("Agreed means of contact"), choices=ContactMeans.choices)


class OpeningForm(CorrectionForm):
    """A new request. The choices are the association's services and the policy's channels."""

    service = forms.ModelChoiceField(label=_("Service"), queryset=None, empty_label=_("Choose a service"))
    channel = forms.ChoiceField(label=_("By which channel did the request come?"))
    brought_by = forms.CharField(
        label=_("Who brought it, if not the person"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Delegate, volunteer or officer on a visit."),
    )
    received_on = DualDateField(
        label=_("Day of receipt, if not today"),
        required=False,
        allow_future=False,
        earliest=date(2000, 1, 1),
        help_text=_("For letters and visits that arrived earlier."),
    )

    field_order = ["service", "channel", "need", "amount_asked", "agreed_means", "brought_by", "received_on"]

    def __init__(self, *args: Any, services: Any, channels: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services
        self.fields["channel"].choices = channels


class Line(NamedTuple):
    """A line of the checklist on the page: its boxes, and what the file has for it or why that does not count."""

    state: Any
    day: Any
    is_open: bool
    entry: Any
    document: Any
    why_not: str
    until: date | None


class ChecklistForm(SentOnce):
    """One finding and one date for each line, its end or the date it bears; built from the request's own checklist.

    ``offered`` holds, by the line's id, the document of the file for the line and what it is worth today.
    """

    def __init__(self, *args: Any, entries: list[Any], offered: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries, self.offered = entries, offered
        for entry in entries:
            states = [state for state in ItemState if state != ItemState.NOT_NEEDED or not entry.item.is_mandatory]
            self.fields[f"state_{entry.pk}"] = forms.ChoiceField(
                label=entry.item.name,
                choices=[(state.value, state.label) for state in states],
                initial=entry.state,
                widget=forms.RadioSelect,
                help_text=_("Mandatory") if entry.item.is_mandatory else _("If it applies"),
            )
            if entry.item.months:
                self.fields[f"issued_{entry.pk}"] = DualDateField(
                    label=_("Date on the paper"),
                    required=False,
                    allow_future=False,
                    initial=entry.issued_on and DualDate.of(entry.issued_on, entry.issued_in or "hijri"),
                    help_text=_("In the calendar of the paper: its months are counted in it."),
                )
                continue
            self.fields[f"expires_{entry.pk}"] = DualDateField(
                label=_("Valid until"),
                required=False,
                allow_future=True,
                initial=entry.expires_on,
                help_text=_("Leave empty where it has no end."),
            )

    def clean(self) -> dict[str, Any]:
        """The second button says that every mandatory paper was seen, matches and is valid."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "all_matched" in self.data:
            for entry in self.entries:
                if entry.item.is_mandatory:
                    data[f"state_{entry.pk}"] = ItemState.MATCHED.value
        return data

    def lines(self) -> list[Line]:
        """What the page shows for each line."""
        return [self._line(entry) for entry in self.entries]

    def _line(self, entry: Any) -> Line:
        name = f"issued_{entry.pk}" if entry.item.months else f"expires_{entry.pk}"
        day = self[name]
        document, judged = self.offered.get(entry.item_id, (None, None))
        return Line(
            state=self[f"state_{entry.pk}"],
            day=day,
            is_open=bool(entry.item.months or entry.expires_on or day.errors),
            entry=entry,
            document=document,
            why_not=judged.because() if judged else "",
            until=judged.until if judged else None,
        )

    def from_file(self) -> set[int]:
        """The entry whose button "use it" was pressed, if any was."""
        pressed = str(self.data.get("from_file", ""))
        return {entry.pk for entry in self.entries if str(entry.pk) == pressed}

    def findings(self) -> dict[int, tuple[str, date | None]]:
        """What was found, by the entry's id."""
        found = {}
        for entry in self.entries:
            typed = self.cleaned_data.get(f"expires_{entry.pk}")
            expires = typed.gregorian if typed else None
            if entry.item.months and entry.from_document_id:
                expires = entry.expires_on  # the document's own end is nowhere else on the page
            found[entry.pk] = (self.cleaned_data[f"state_{entry.pk}"], expires)
        return found

    def dated(self) -> dict[int, DualDate]:
        """The dates on papers whose lines ask how old they are, by the entry's id."""
        typed = {entry.pk: self.cleaned_data.get(f"issued_{entry.pk}") for entry in self.entries}
        return {pk: day for pk, day in typed.items() if day}


class DeclarationForm(SigningForm):
    """The applicant's signature under the declaration; ``reading`` is the version of the text on the page."""

    reading = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ToldForm(SentOnce):
    """The person was told of their responsibilities before the request is opened (B3)."""

    how = forms.ChoiceField(
        label=_("How was the person told?"),
        choices=[(how.value, how.label) for how in (GivenHow.READ, GivenHow.READ_OUT)],
        initial=GivenHow.READ,
        widget=forms.RadioSelect,
    )
    accepted = forms.BooleanField(
        label=_("The person accepts these responsibilities."),
        error_messages={"required": _("To go on, the person accepts the responsibilities.")},
    )
