"""Input of an objection: why, and what is decided on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.enums import Channel
from core.fields import AmountField
from core.forms import SentOnce

from ..enums import ObjectionOutcome, Outcome
from .stipulating import StipulationsField


def _words(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}), **kwargs
    )


class ObjectForm(SentOnce):
    """The person's own words."""

    ground = _words(
        _("Why do you object?"), help_text=_("What was not seen, or what is different from what was decided on.")
    )


class ObjectAtDeskForm(ObjectForm):
    """``channels`` are those of the policy."""

    channel = forms.ChoiceField(label=_("By which channel did it come?"))

    def __init__(self, *args: Any, channels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].label = _("Why does the person object?")
        self.fields["channel"].choices = [(name, Channel(name).label) for name in channels]


class RulingForm(SentOnce):
    """What becomes of the first decision."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=ObjectionOutcome.choices, widget=forms.RadioSelect)
    new_outcome = forms.ChoiceField(
        label=_("Decided instead, if changed"),
        choices=[
            ("", _("Not changed")),
            (Outcome.ACCEPTED.value, Outcome.ACCEPTED.label),
            (Outcome.PARTLY_ACCEPTED.value, Outcome.PARTLY_ACCEPTED.label),
        ],
        required=False,
    )
    amount = AmountField(label=_("Amount granted, if changed"), required=False, positive=True)
    reasons = _words(_("Reasons"), help_text=_("The person reads them in the letter."))
    stipulations = StipulationsField()
