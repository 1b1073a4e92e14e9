"""What is typed on the way of a compensation case: harm, minutes, ruling, offers, signatures, payment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField, DigitsCharField, DualDateField
from core.forms import SentOnce
from requests.enums import SIGNED_AT_THE_DESK

from ..enums import HarmKind, PaymentMethod, Side
from .receiving import words

_TEXT = {"dir": "auto", "autocomplete": "off"}


def line(label: Any, *, max_length: int = 150, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=max_length, widget=forms.TextInput(attrs=_TEXT), **kwargs)


class HarmForm(SentOnce):
    """The harm with its kind, extent, causes and evidence; ``file_of`` finds a file by its number."""

    person_name = line(_("Who was harmed?"), error_messages={"required": _("Write the person's name.")})
    file_number = DigitsCharField(
        label=_("File number, if the person is a beneficiary"), required=False, max_length=16
    )
    harm_kind = forms.ChoiceField(label=_("Kind of harm"), choices=HarmKind.choices, widget=forms.RadioSelect)
    occurred_on = DualDateField(label=_("On which day did it happen?"), allow_future=False)
    extent = words(_("Extent of the harm"), rows=3, max_length=2000)
    causes = words(_("Causes of the harm"), rows=3, max_length=2000, help_text=_("What the association caused, how."))
    evidence = words(
        _("Evidence"), rows=3, max_length=2000, help_text=_("Papers, witnesses, records; where they are.")
    )
    claimed = AmountField(label=_("Amount claimed, if any"), required=False, positive=True)

    def __init__(self, *args: Any, file_of: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file_of = file_of

    def clean_file_number(self) -> str:
        """The file is kept beside its number."""
        number = str(self.cleaned_data["file_number"]).upper()
        self.file = self.file_of(number) if number else None
        if number and self.file is None:
            raise forms.ValidationError(_("No file has this number."), code="unknown")
        return number

    def facts(self) -> dict[str, Any]:
        """What ``open_case`` takes beside the complaint."""
        data = self.cleaned_data
        names = ("person_name", "harm_kind", "extent", "causes", "evidence", "claimed")
        facts = {name: data[name] for name in names}
        return {**facts, "occurred_on": data["occurred_on"].gregorian, "beneficiary": self.file}


class MinutesPartsForm(SentOnce):
    """The four parts of M2."""

    dated_on = DualDateField(label=_("Day of the minutes"), allow_future=False)
    harm = words(_("The harm"), rows=3, max_length=2000)
    extent = words(_("Extent of the harm"), rows=3, max_length=2000)
    causes = words(_("Causes of the harm"), rows=3, max_length=2000)


class MinutesForm(MinutesPartsForm):
    """The four parts, and the members whose approval they need."""

    members = forms.TypedMultipleChoiceField(
        label=_("Whose approval do they need?"),
        help_text=_("At least two members; each approves by themselves."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least two members.")},
    )

    def __init__(self, *args: Any, members: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = members


class RulingForm(SentOnce):
    """A ruling of a court or a competent authority."""

    authority = line(_("Which authority ruled?"), max_length=200)
    number = DigitsCharField(label=_("Number of the ruling"), max_length=60)
    dated_on = DualDateField(label=_("Day of the ruling"), allow_future=False)
    finality = forms.ChoiceField(
        label=_("Is it final?"),
        choices=[("final", _("Yes, it is final")), ("open", _("No, it is open to appeal"))],
        widget=forms.RadioSelect,
        help_text=_("Only a final ruling is a basis."),
    )
    note = line(_("Note"), max_length=500, required=False)


class OfferForm(SentOnce):
    """What one side offers or asks."""

    side = forms.ChoiceField(label=_("Whose offer is it?"), choices=Side.choices, widget=forms.RadioSelect)
    amount = AmountField(label=_("Amount"), required=False, positive=True)
    remedy = words(_("What is done instead or beside it"), rows=2, max_length=1000, required=False)
    conditions = words(_("Conditions"), rows=2, max_length=1000, required=False)
    valid_until = DualDateField(label=_("Last day of the offer"))


class AcceptForm(SentOnce):
    """Which side accepts the last offer."""

    side = forms.ChoiceField(label=_("Who accepts it?"), choices=Side.choices, widget=forms.RadioSelect)


class SignaturesForm(SentOnce):
    """Both signatures under the settlement."""

    signed_name = line(
        _("The person's name, as signed"), error_messages={"required": _("Write the name that was signed.")}
    )
    method = forms.ChoiceField(
        label=_("How did the person sign?"), choices=SIGNED_AT_THE_DESK, widget=forms.RadioSelect
    )
    own_method = forms.ChoiceField(
        label=_("How did you sign for the association?"), choices=SIGNED_AT_THE_DESK, widget=forms.RadioSelect
    )


class PaymentForm(SentOnce):
    """What was given, to whom, when and how."""

    amount = AmountField(label=_("Amount"), positive=True)
    paid_on = DualDateField(label=_("Day of payment"), allow_future=False)
    received_by = line(_("Who received it?"), error_messages={"required": _("Write who received it.")})
    method = forms.ChoiceField(label=_("How was it paid?"), choices=PaymentMethod.choices, widget=forms.RadioSelect)
    note = line(_("Note"), max_length=300, required=False, help_text=_("Such as the number of the transfer."))

    def __init__(self, *args: Any, is_in_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_in_money:
            del self.fields["amount"]
