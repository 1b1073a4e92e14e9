"""Input of what comes after a delivery: a call, a problem, its settlement, and the association's numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce

from ..enums import CallResult, ProblemKind, SettledAs


def _words(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **kwargs
    )


class CallForm(SentOnce):
    result = forms.ChoiceField(
        label=_("What does the person say?"), choices=CallResult.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class ProblemForm(SentOnce):
    kind = forms.ChoiceField(label=_("What is wrong?"), choices=ProblemKind.choices, widget=forms.RadioSelect)
    words = _words(_("What the person says"))


class SettlementForm(SentOnce):
    settled_as = forms.ChoiceField(label=_("How was it settled?"), choices=SettledAs.choices, widget=forms.RadioSelect)
    words = _words(_("What was done"))


class RulesForm(SentOnce):
    check_percent = forms.IntegerField(
        label=_("Of a hundred deliveries, how many are asked about by phone?"), min_value=0, max_value=100
    )
    remind_days = forms.IntegerField(
        label=_("How many days before an instalment is due is the desk told?"), min_value=0, max_value=60
    )
    renewal_days = forms.IntegerField(
        label=_("How many days before a support ends is the person told?"), min_value=1, max_value=365
    )
