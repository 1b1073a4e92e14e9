"""Input about the association's calendar."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DualDateField
from core.forms import SentOnce

from .enums import OverrideKind


class DayForm(SentOnce):
    """A day off added, or an official day on which the association works."""

    day = DualDateField(label=_("Day"), allow_future=True, earliest=date(2000, 1, 1))
    kind = forms.ChoiceField(label=_("Change"), choices=OverrideKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It is printed on receipts where it moves a date."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
