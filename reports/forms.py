"""The one thing that is typed on management's page: a period of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DualDateField


class PeriodForm(forms.Form):
    """From a day to a day, each in either calendar; two days in the wrong order are put right by the period."""

    first = DualDateField(label=_("From"))
    last = DualDateField(label=_("To"), help_text="")

    def address(self) -> str:
        """The page of the period typed: days as ISO, and the calendar they were typed in."""
        days: dict[str, Any] = self.cleaned_data
        first, last = days["first"], days["last"]
        return f"?from={first.gregorian}&to={last.gregorian}&calendar={first.calendar}"
