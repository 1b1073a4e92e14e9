"""What is typed about documents of the file: only what the chosen kind asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DualDateField
from core.forms import SentOnce

from ..enums import CopyBasis, DocumentCategory, Validity

ACCEPT = "image/jpeg,image/png,application/pdf"
EARLIEST = date(1950, 1, 1)
_TEXT = {"dir": "auto", "autocomplete": "off"}


def _file_field(*, required: bool, **kwargs: Any) -> forms.FileField:
    return forms.FileField(
        required=required,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,  # refused by the file check, with its own sentence
        error_messages={"required": _("Choose the file or take a photo."), "invalid": _("Choose the file again.")},
        **kwargs,
    )


class DocumentForm(SentOnce):
    """One document of a kind. Its end is asked for where it is written on it, reckoned where months are counted."""

    sighted_on = DualDateField(
        label=_("You saw the original on"),
        required=False,
        allow_future=False,
        earliest=EARLIEST,
        help_text=_("Leave it empty where only a copy came."),
    )
    issued_on = DualDateField(label=_("Date on the document"), allow_future=False, earliest=EARLIEST)
    valid_until = DualDateField(label=_("Valid until"))
    is_own_card = forms.BooleanField(
        label=_("It is the person's own card: its last day goes into the file"), required=False, initial=True
    )
    note = forms.CharField(
        label=_("What tells it from others"),
        help_text=_("For example: of the eldest son, of the second flat. No numbers of papers."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    file = _file_field(label=_("Photo or PDF of it"), required=False)
    copy_basis = forms.ChoiceField(
        label=_("Legal basis of the copy"), choices=[("", "—"), *CopyBasis.choices], required=False
    )
    copy_reference = forms.CharField(
        label=_("Which law, agreement or consent"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )

    SEEN, COPIED = (
        ("sighted_on", "issued_on", "valid_until", "is_own_card", "note"),
        ("file", "copy_basis", "copy_reference"),
    )

    def __init__(self, *args: Any, kind: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"sighted_on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.validity != Validity.WRITTEN:
            del self.fields["valid_until"]
        if kind.validity != Validity.WRITTEN or kind.category != DocumentCategory.IDENTITY:
            del self.fields["is_own_card"]
        if kind.validity != Validity.MONTHS:
            del self.fields["issued_on"]
        if not kind.copy_needs_basis:
            del self.fields["copy_basis"], self.fields["copy_reference"]

    def part(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def seen(self) -> list[Any]:
        """The boxes about the paper itself."""
        return self.part(self.SEEN)

    def copied(self) -> list[Any]:
        """The boxes about its copy."""
        return self.part(self.COPIED)

    def copy_is_open(self) -> bool:
        """Whether the part on the copy must stand open: nothing speaks against one, or something is wrong in it."""
        return not self.kind.copy_needs_basis or any(box.errors or box.value() for box in self.copied())

    def facts(self) -> dict[str, Any]:
        """The arguments of ``actions.add_document``."""
        typed = self.cleaned_data
        days = {
            name: typed[name].gregorian if typed.get(name) else None
            for name in ("sighted_on", "issued_on", "valid_until")
        }
        words = {name: typed.get(name, "") for name in ("note", "copy_basis", "copy_reference")}
        is_own_card = bool(typed.get("is_own_card"))
        return {**days, **words, "is_own_card": is_own_card, "upload": typed["file"] or None}


class CopyForm(SentOnce):
    """Another side or page."""

    file = _file_field(label=_("Photo or PDF"), required=True)


class RemoveForm(SentOnce):
    """Why a document is taken out of the file."""

    reason = forms.CharField(
        label=_("Why is it removed?"),
        help_text=_("Your name, the moment and this reason stay in the file; the copy is deleted."),
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": _("Write why the document is removed.")},
    )


class KindForm(SentOnce):
    """A kind of document in the association's own words."""

    name_ar = forms.CharField(label=_("Arabic name"), max_length=80, widget=forms.TextInput(attrs={"dir": "rtl"}))
    name_en = forms.CharField(
        label=_("English name"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    category = forms.ChoiceField(label=_("What it is about"), choices=DocumentCategory.choices)
    validity = forms.ChoiceField(
        label=_("Until when is it valid?"), choices=Validity.choices, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label=_("Months"),
        help_text=_("Where months are counted."),
        min_value=1,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    copy_needs_basis = forms.BooleanField(
        label=_("Only the original is seen; a copy needs its legal basis"),
        help_text=_("For IDs always."),
        required=False,
    )
    is_active = forms.BooleanField(label=_("Offered for new documents"), required=False, initial=True)

    FACTS = ("name_ar", "name_en", "category", "validity", "months", "copy_needs_basis", "is_active")

    def facts(self) -> dict[str, Any]:
        """The arguments of ``actions.add_kind`` and ``actions.change_kind``."""
        return {name: self.cleaned_data[name] for name in self.FACTS}
