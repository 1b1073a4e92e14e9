"""Input of urgent help: who may give it, what is given and to whom, and what the body says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField, DualDateField
from core.forms import ReasonForm, SentOnce

from ..enums import AfterReversal
from .delivering import ReceivingForm


def _line(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


def _words(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **kwargs
    )


class UrgentForm(ReceivingForm):
    """What is given now, why it cannot wait, and who received it; items only where the term lets it."""

    def __init__(
        self, *args: Any, mandates: Sequence[Any], gives_in_kind: bool, only_in_kind: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        before: dict[str, forms.Field] = {
            "amount": AmountField(
                label=_("What the items are worth, in riyals") if only_in_kind else _("Amount given now"),
                positive=True,
                help_text=_("Of items: what they are worth.") if gives_in_kind and not only_in_kind else "",
            )
        }
        if gives_in_kind:
            before["item"] = _line(
                _("Item") if only_in_kind else _("Item, where it is given in kind"),
                max_length=120,
                required=only_in_kind,
            )
            before["quantity"] = forms.IntegerField(
                label=_("Quantity"),
                min_value=1,
                max_value=99_999,
                required=only_in_kind,
                widget=forms.NumberInput(attrs={"dir": "ltr"}),
            )
        before["reason"] = _words(
            _("Why it cannot wait"), help_text=_("The body reads it when it ratifies or reverses the help.")
        )
        after = {
            "has_no_tie": forms.BooleanField(
                label=_("Neither I nor my household nor my kin gain anything by this help."),
                error_messages={"required": _("Who has a tie to the person leaves it to another officer.")},
            )
        }
        self.fields = {**before, **self.receiver_fields(mandates), **self.fields, **after}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("item") and not data.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", _("Write the item with its quantity."))
        if data.get("quantity") and not data.get("item") and "item" not in self.errors:
            self.add_error("item", _("Write the item with its quantity."))
        return data


class RatifyForm(SentOnce):
    words = _words(_("Words of the body"), required=False)


class ReverseForm(ReasonForm):
    afterwards = forms.ChoiceField(
        label=_("What happens to what was given?"),
        choices=AfterReversal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what happens to what was given: is it recovered or not?")},
    )


class OfficerForm(SentOnce):
    """Who is named, up to which amount, for how long, and by which decision of the board."""

    who = forms.ChoiceField(label=_("Who may give urgent help?"))
    highest = AmountField(label=_("Highest amount for a request"), positive=True)
    allows_in_kind = forms.BooleanField(label=_("May also give in kind"), required=False)
    services = forms.MultipleChoiceField(
        label=_("For which services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where none is chosen, for every service."),
    )
    from_on = DualDateField(label=_("First day"))
    until_on = DualDateField(label=_("Last day"))
    decision_number = forms.CharField(
        label=_("Number of the board's decision"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    decision_on = DualDateField(label=_("Date of the board's decision"), allow_future=False)

    def __init__(self, *args: Any, people: Sequence[Any], services: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), f"{row.user.name} · {', '.join(row.role_names)}") for row in people]
        self.fields["who"].choices = [("", "—"), *named]
        self.fields["services"].choices = [(row.code, row.name) for row in services]


class UrgentRulesForm(SentOnce):
    ratify_days = forms.IntegerField(
        label=_("Within how many days is urgent help ratified or reversed?"), min_value=1, max_value=90
    )
    warn_days = forms.IntegerField(
        label=_("How many days before the last one is the body told again?"), min_value=0, max_value=30
    )
