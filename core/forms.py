"""What every form that changes something carries: a token against sending twice, and the version it was made of."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .once import new_token

# Marks of direction, zero-width spaces, soft hyphens and control characters; not what joins letters, nor line ends
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


class SentOnce(forms.Form):
    """Base of forms behind an ``ActionFormView``; a missing or odd token is replaced, so nothing typed is lost."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    required_css_class = "required"

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = new_token
        self.fields["version"].initial = version

    def _clean_fields(self) -> None:
        """What is typed is kept without signs that nobody sees and that turn or hide what stands beside them."""
        super()._clean_fields()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and HIDDEN.search(value):
                seen = self.cleaned_data[name] = HIDDEN.sub("", value).strip()
                if not seen and self.fields[name].required:  # nothing was written
                    self.add_error(
                        name, ValidationError(self.fields[name].error_messages["required"], code="required")
                    )

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        return token if token.isalnum() and len(token) == 32 else new_token()

    def renew(self, version: int | None) -> None:
        """After a stale page: the same words, on the record as it is now."""
        data = cast(QueryDict, self.data).copy()
        data["version"], data["token"] = str(version or ""), new_token()
        self.data = data


class ReasonForm(SentOnce):
    """A move that needs its reason."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), max_length=1000
    )
