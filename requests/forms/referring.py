"""Input of referring: the question, and its answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce


class QuestionForm(SentOnce):
    question = forms.CharField(
        label=_("Question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What is unclear, and what you need in order to go on."),
    )


class ReferralAnswerForm(SentOnce):
    answer = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )
