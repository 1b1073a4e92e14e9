"""Giving a copy, closing a file, and choosing the files that are to be forgotten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce

from ..actions.copying import JSON, PDF, Checked

FORMS = [(PDF, _("PDF, to print or to read")), (JSON, _("JSON, for another system"))]


class CopyForm(SentOnce):
    """In which form, and how the identity was checked."""

    checked = forms.ChoiceField(
        label=_("How do you know who it is?"), choices=Checked.choices, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(label=_("In which form?"), choices=FORMS, initial=PDF, widget=forms.RadioSelect)


class ForgetForm(SentOnce):
    """The files that were chosen, and by which decision they are forgotten."""

    reason = forms.CharField(
        label=_("By which decision?"),
        help_text=_("For example the number and day of the minutes. It is kept with your name."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    is_sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def __init__(self, *args: Any, numbers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
