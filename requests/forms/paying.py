"""Input of payment runs: what is paid, what the bank did, and the limits of approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField, DualDateField
from core.forms import SentOnce

from ..enums import PaidBy, RowStatus
from ..models import PaymentRow

PAID, RETURNED = "paid", "returned"


class DueForm(forms.Form):
    """Which instalments may be paid: asked by the address."""

    way = forms.ChoiceField(label=_("Way of payment"), choices=PaidBy.choices, widget=forms.RadioSelect)
    until_on = DualDateField(label=_("Due until"))


class Numbers(forms.MultipleChoiceField):
    """Ids of rows; whether they can still be paid is asked by the action, so that a double click is read alike."""

    def valid_value(self, value: str) -> bool:
        return value.isdecimal() and len(value) < 19


class RunForm(SentOnce):
    """The instalments of a new run; all that can be paid are chosen at first."""

    instalments = Numbers(label=_("Payments"), error_messages={"required": _("Choose at least one payment.")})

    def clean_instalments(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["instalments"]]


class SettleForm(SentOnce):
    """For each payment what the bank did; one that is left alone waits."""

    paid_on = DualDateField(label=_("Day the bank paid"), allow_future=False)

    def __init__(self, *args: Any, rows: Sequence[PaymentRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [("", _("Not known yet")), (PAID, _("Paid")), (RETURNED, _("Returned by the bank"))]
        for row in rows:
            self.fields[f"did_{row.uid.hex}"] = forms.ChoiceField(
                label=_("What the bank did"), choices=choices, required=False
            )
            self.fields[f"why_{row.uid.hex}"] = forms.CharField(
                label=_("The bank's reason"),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def lines(self) -> list[tuple[PaymentRow, Any, Any]]:
        waiting = [row for row in self.rows if row.status == RowStatus.WAITING]
        return [(row, self[f"did_{row.uid.hex}"], self[f"why_{row.uid.hex}"]) for row in waiting]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self.rows:
            if data.get(f"did_{row.uid.hex}") == RETURNED and not data.get(f"why_{row.uid.hex}"):
                self.add_error(f"why_{row.uid.hex}", _("Write why the bank returned the payment."))
        return data

    def did(self, what: str) -> list[PaymentRow]:
        return [row for row in self.rows if self.cleaned_data.get(f"did_{row.uid.hex}") == what]

    def returned(self) -> dict[str, str]:
        return {str(row.uid): self.cleaned_data[f"why_{row.uid.hex}"] for row in self.did(RETURNED)}

    def paid(self) -> list[str]:
        return [str(row.uid) for row in self.did(PAID)]


class LimitsForm(SentOnce):
    """Up to three steps; an empty amount is none."""

    def __init__(self, *args: Any, limits: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in (1, 2, 3):
            limit = limits[number - 1] if number <= len(limits) else None
            self.fields[f"above_{number}"] = AmountField(
                label=_("Above this amount"), required=False, initial=limit.above if limit else None
            )
            self.fields[f"approvers_{number}"] = forms.ChoiceField(
                label=_("People who approve"),
                choices=[("1", _("one person")), ("2", _("two people"))],
                initial=str(limit.approvers) if limit else "1",
            )

    def lines(self) -> list[tuple[int, Any, Any]]:
        return [(number, self[f"above_{number}"], self[f"approvers_{number}"]) for number in (1, 2, 3)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named = [data.get(f"above_{number}") for number in (1, 2, 3) if data.get(f"above_{number}") is not None]
        if len(named) != len(set(named)):
            self.add_error("above_1", _("Each amount stands once."))
        return data

    def limits(self) -> dict[Any, int]:
        data = self.cleaned_data
        return {
            data[f"above_{number}"]: int(data[f"approvers_{number}"])
            for number in (1, 2, 3)
            if data.get(f"above_{number}") is not None
        }
