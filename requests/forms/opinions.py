"""Input of second opinions: of whom and what is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField
from core.forms import SentOnce

from ..assigning import Researcher
from ..enums import Outcome


class AskOpinionForm(SentOnce):
    """``people`` may be asked, each with its words, in the order of the view."""

    of = forms.ChoiceField(label=_("Of whom?"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, *args: Any, people: Sequence[tuple[Researcher, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [(one.value, words) for one, words in people]


class OpinionForm(SentOnce):
    text = forms.CharField(
        label=_("Your opinion"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )
    outcome = forms.ChoiceField(
        label=_("Your own recommendation, if you have one"),
        choices=[("", _("None")), *Outcome.choices],
        required=False,
    )
    amount = AmountField(label=_("Recommended amount"), required=False, positive=True)
