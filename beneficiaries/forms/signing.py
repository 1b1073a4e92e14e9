"""Signing before the desk: drawn, by a code, on paper or by the typed name; one way is chosen and proven (R5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.codes import LENGTH
from core.fields import DigitsCharField
from core.forms import SentOnce
from core.names import fold

from ..actions import Signed
from ..enums import SignatureMethod

ACCEPT = "image/jpeg,image/png,application/pdf"


class SigningForm(SentOnce):
    """The person's signature under what stands above the form."""

    method = forms.ChoiceField(
        label=gettext_lazy("How does the person sign?"),
        choices=SignatureMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the person signs.")},
    )
    drawing = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400_000)
    code = DigitsCharField(
        label=gettext_lazy("The code that the person reads out"),
        digits_only=True,
        length=LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "maxlength": "12"}),
    )
    scan = forms.FileField(
        label=gettext_lazy("Photo or scan of the signed paper"),
        help_text=gettext_lazy("It may also be filed on paper alone."),
        required=False,
        allow_empty_file=True,  # refused by the file check, with its own sentence
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    signed_name = forms.CharField(
        label=gettext_lazy("Full name of the person who signs"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    was_read = forms.BooleanField(
        label=gettext_lazy("The person read the text, or it was read to them."),
        error_messages={"required": gettext_lazy("Read the text with the person first.")},
    )

    def __init__(self, *args: Any, full_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_name = full_name

    def clean_signed_name(self) -> str:
        """The signature is the beneficiary's name, in any spelling of it."""
        name = str(self.cleaned_data["signed_name"])
        if fold(name).split() != fold(self.full_name).split():
            raise forms.ValidationError(
                _("The name differs from the file: “%(name)s”. Correct one of them.") % {"name": self.full_name}
            )
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("method") == SignatureMethod.ONE_TIME_CODE and not data.get("code") and "code" not in self.errors:
            self.add_error("code", _("Enter the code from the message."))
        return data

    def signed(self, code_uid: str) -> Signed:
        """What the action takes."""
        data = self.cleaned_data
        return Signed(
            method=data["method"],
            name=data["signed_name"],
            drawing=data["drawing"],
            code=data["code"],
            code_uid=code_uid,
            scan=data["scan"],
        )
