"""Input of minutes: free words, a code, names under a scan, why somebody does not sign, an annex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import code_field
from committees.models import Seat
from core.forms import SentOnce

from .enums import Part

ACCEPT = "image/jpeg,image/png,application/pdf"


def _words(label: Any, *, rows: int = 4, longest: int = 4000, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, widget=widget, **kwargs)


class MinutesForm(SentOnce):
    """The free words of a draft; one field for each item that the writer may see."""

    introduction = _words(Part.INTRODUCTION.label, required=False)
    recommendations = _words(Part.RECOMMENDATIONS.label, required=False)
    closing = _words(Part.CLOSING.label, rows=2, required=False)
    field_order = ("introduction",)

    def __init__(self, *args: Any, items: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for position, title in items:
            label = _("Discussion of item %(number)s: %(title)s") % {"number": position, "title": title}
            self.fields[f"discussion-{position}"] = _words(label, required=False)
        self.order_fields(["introduction", *(f"discussion-{position}" for position, _title in items)])

    def texts(self) -> dict[str, str]:
        return {part.value: self.cleaned_data[part.value] for part in Part if part != Part.DISCUSSION}

    def discussions(self) -> dict[int, str]:
        found = {
            name.partition("-"): text for name, text in self.cleaned_data.items() if name.startswith("discussion-")
        }
        return {int(position): text for (_name, _dash, position), text in found.items()}


class SignForm(SentOnce):
    code = code_field()


def _named(seats: Sequence[Seat]) -> list[tuple[str, str]]:
    return [(str(seat.pk), f"{seat.membership.user.name} — {seat.get_position_display()}") for seat in seats]


class SignedPaperForm(SentOnce):
    """Who signed the printed paper, and its scan."""

    seats = forms.MultipleChoiceField(
        label=_("Who signed on paper"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who signed on this paper.")},
    )
    file = forms.FileField(
        label=_("Photo or scan of the signed paper"),
        allow_empty_file=True,  # refused by the file check, with its own sentence
        error_messages={"required": _("Add the scan of the signed paper.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["seats"]
        whose.choices = _named(seats)


class RefusalForm(SentOnce):
    seat = forms.ChoiceField(
        label=_("Who does not sign"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who does not sign.")},
    )
    words = _words(_("Why, in the member's words"), rows=3, longest=500)

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["seat"]
        whose.choices = _named(seats)


class AnnexForm(SentOnce):
    """What is corrected, and why; the minutes stay as they are."""

    item = forms.TypedChoiceField(label=_("About"), coerce=int, empty_value=None, required=False)
    text = _words(_("What is corrected"), rows=4)
    reason = _words(_("Why it is corrected"), rows=3, longest=1000)

    def __init__(self, *args: Any, items: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["item"]
        named = [
            (position, _("Item %(number)s: %(title)s") % {"number": position, "title": title})
            for position, title in items
        ]
        about.choices = [("", _("The minutes as a whole")), *named]
