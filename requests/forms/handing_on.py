"""Input of handing a problem on: to whom, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm


class HandOnForm(ReasonForm):
    """``people`` as they are offered, by name."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    field_order = ("token", "version", "to", "reason")

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.user.name) for one in people]
        self.fields["reason"].help_text = _("It stays in the history of the request.")
