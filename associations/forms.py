"""Input about the association's calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import DualDateField
from core.forms import SentOnce

from .enums import OverrideKind


class DocumentForm(SentOnce):
    """A version of one of the documents that the policy puts at the officer's hand."""

    document = forms.ChoiceField(label=pgettext_lazy("at hand", "Document"))
    version_label = forms.CharField(
        label=_("Version"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto"}), help_text=_("For example: 3")
    )
    dated_on = DualDateField(label=_("Date of the document"), allow_future=False, earliest=date(1950, 1, 1))
    file = forms.FileField(
        label=_("The file, as PDF"), widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"})
    )

    def __init__(self, *args: Any, documents: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = documents  # type: ignore[attr-defined]


class DayForm(SentOnce):
    """A day off added, or an official day on which the association works."""

    day = DualDateField(label=_("Day"), allow_future=True, earliest=date(2000, 1, 1))
    kind = forms.ChoiceField(
        label=pgettext_lazy("calendar", "Change"), choices=OverrideKind.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is printed on receipts where it moves a date."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class TextForm(SentOnce):
    """The next version of a text that people agree to."""

    text_ar = forms.CharField(
        label=_("Arabic text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "rtl", "lang": "ar"}),
        error_messages={"required": _("Write the text in Arabic.")},
    )
    text_en = forms.CharField(
        label=_("English text"),
        help_text=_("Where it is empty, English readers see the Arabic text."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "lang": "en"}),
    )
