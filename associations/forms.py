"""Input about the association's calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import DualDateField
from core.forms import SentOnce

from .amending import Objecting
from .enums import OBJECTION_BODIES, OverrideKind, Unit


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


class ObjectionRulesForm(SentOnce):
    """Within how many days a decision may be objected to, who decides anew, and by when."""

    days = forms.IntegerField(label=_("Days to object, from the answer"), min_value=1, max_value=365)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit.choices)
    body = forms.ChoiceField(
        label=_("Who decides objections"),
        choices=[(kind.value, kind.label) for kind in OBJECTION_BODIES],
        help_text=_("None of the first deciders decides an objection."),
    )
    body_name_ar = forms.CharField(
        label=_("Arabic name of the body"), max_length=120, widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"})
    )
    body_name_en = forms.CharField(
        label=_("English name of the body"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
        help_text=_("Where it is empty, English readers see the Arabic name."),
    )
    answer_length = forms.IntegerField(
        label=_("Days until an objection is answered"),
        min_value=1,
        max_value=365,
        help_text=_("At most, from receipt."),
    )
    answer_unit = forms.ChoiceField(label=_("Counted in"), choices=Unit.choices)

    def rules(self) -> Objecting:
        data = self.cleaned_data
        return Objecting(
            days=data["days"],
            unit=data["unit"],
            body=data["body"],
            body_name_ar=data["body_name_ar"],
            body_name_en=data["body_name_en"] or data["body_name_ar"],
            answer_length=data["answer_length"],
            answer_unit=data["answer_unit"],
        )


class ApprovalForm(SentOnce):
    """The board's approval of a version, which brings it into force."""

    meeting_ar = forms.CharField(
        label=_("Board meeting"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As its minutes name it, for example: the third meeting of the year 1448."),
    )
    meeting_en = forms.CharField(
        label=_("Board meeting, in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    )
    approved_on = DualDateField(label=_("Day of the approval"), allow_future=False, earliest=date(2000, 1, 1))


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
