"""Input of the study, the decision and the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ContactMeans
from core.fields import AmountField
from core.forms import ReasonForm, SentOnce
from correspondence.models.notice import BY_MACHINE

from ..enums import BY_HAND, Outcome
from .stipulating import StipulationsField


def _words(label: Any, rows: int = 5, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs
    )


class RecommendationForm(SentOnce):
    """The study's findings and what the researcher advises."""

    findings = _words(
        _("Findings of the study"), help_text=_("Household, income and obligations, housing, health, and the need.")
    )
    outcome = forms.ChoiceField(label=_("Recommendation"), choices=Outcome.choices, widget=forms.RadioSelect)
    amount = AmountField(label=_("Recommended amount"), required=False, positive=True)


class ReturnForm(ReasonForm):
    """What the applicant must mend, and which papers must be brought again."""

    papers = forms.MultipleChoiceField(
        label=_("Papers to bring again"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entries: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(entry.pk, entry.item.name) for entry in entries]


class DecisionForm(SentOnce):
    """The body's decision with its reasons; they are printed in the letter. ``catalogue``: reasons of refusal."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    amount = AmountField(label=_("Amount granted"), required=False, positive=True)
    refusal_reason = forms.ChoiceField(label=_("Reason of refusal, if refused"), required=False)
    reasons = _words(_("Reasons"), 4, help_text=_("The person reads them in the letter."))
    stipulations = StipulationsField()
    handover = forms.CharField(
        label=_("How it is delivered"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Where something is granted. Left empty, the usual words stand in the letter."),
    )
    to_bring = forms.CharField(
        label=_("What to bring"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, catalogue: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal_reason"].choices = [
            ("", _("Not refused")),
            *((reason.code, reason.text) for reason in catalogue),
        ]


MEANS_BY_HAND = [(means.value, means.label) for means in ContactMeans if means not in BY_MACHINE]


def _note(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=help_text,
    )


class AnswerForm(SentOnce):
    """The person was told by call, letter or in person. What goes by message is sent, not recorded."""

    means = forms.ChoiceField(label=_("By which means was the answer given?"), choices=MEANS_BY_HAND)
    note = _note(_("Needed where another means than the agreed one was used."))


class AttemptForm(SentOnce):
    """The person was not reached."""

    means = forms.ChoiceField(label=_("By which means was it tried?"), choices=MEANS_BY_HAND)
    not_reached = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(reason.value, reason.label) for reason in BY_HAND],
        widget=forms.RadioSelect,
    )
    note = _note(_("Needed where something else happened."))
