"""Sign-in forms: codes are accepted in any script's digits."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.digits import to_ascii
from core.fields import DigitsCharField
from core.forms import SentOnce

from .codes import LENGTH


def code_field() -> DigitsCharField:
    """For a one-time code that came to a mobile."""
    attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}
    return DigitsCharField(
        label=_("The code from the message"),
        digits_only=True,
        length=LENGTH,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("Enter the code from the message.")},
    )


class LoginForm(AllauthLoginForm):
    """E-mail and password, nothing else asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs["dir"] = "ltr"
        self.fields["password"].help_text = ""


class ResetPasswordForm(AllauthResetPasswordForm):
    """Whoever asks hears the same, and a message goes out either way: neither answer nor time tells who works here.

    Allauth's own message to an unknown address leads to a page of signing up, which there is not.
    """

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return str(super().save(request, **kwargs))
        email = str(self.cleaned_data["email"])
        get_adapter().send_mail("account/email/unknown_account", email, {"request": request})
        return email


class SignatureForm(SentOnce):
    """A worker's signature under the policy in force."""

    signed_name = forms.CharField(
        label=_("Type your full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    was_read = forms.BooleanField(label=_("I read this policy and the code of professional ethics, and keep to them."))


class _AnyDigits(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = self.fields["code"].widget.attrs
        attrs.pop("placeholder", None)
        attrs.update({"dir": "ltr", "inputmode": "numeric"})

    def clean_code(self) -> str:
        self.cleaned_data["code"] = to_ascii(self.cleaned_data["code"]).replace(" ", "")
        return super().clean_code()  # type: ignore[misc,no-any-return]


class CodeForm(_AnyDigits, AuthenticateForm):
    """The second step of sign-in."""


class ActivateCodeForm(_AnyDigits, ActivateTOTPForm):
    """The first code of a new authenticator."""
