"""Input of the catalogue of reasons of refusal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce


def _line(label: Any, direction: str, most: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": direction}), **kwargs)


class RefusalReasonForm(SentOnce):
    """A reason in both languages, and the clause it leans on where there is one."""

    text_ar = _line(_("Reason, in Arabic"), "rtl", 200)
    text_en = _line(_("Reason, in English"), "ltr", 200)
    clause_ar = _line(_("Clause it leans on"), "rtl", 120, required=False)
    clause_en = _line(_("Clause it leans on, in English"), "ltr", 120, required=False)
