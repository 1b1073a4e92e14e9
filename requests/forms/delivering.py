"""Input of the plan of instalments and of what is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.actions import Signed
from beneficiaries.forms.signing import ACCEPT, SigningForm
from core.fields import AmountField, DualDate, DualDateField
from core.forms import SentOnce

from ..actions.instalments import MOST, Part
from ..enums import SIGNED_BY_RECEIVER, ReceivedBy
from ..models import Instalment

SPARE = 2  # empty lines after those there are


def _line(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why the plan changes"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Not needed for the first plan."),
    )


def _until() -> DualDateField:
    return DualDateField(
        label=_("Supports until"),
        required=False,
        help_text=_("Before this day the person is told, and may ask anew with what is known."),
    )


class PlanForm(SentOnce):
    """One line for each instalment; an empty line is none."""

    def __init__(self, *args: Any, rows: Sequence[Instalment], in_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_money = in_money
        self.count = min(len(rows) + SPARE, MOST)
        for number in range(1, self.count + 1):
            row = rows[number - 1] if number <= len(rows) else None
            self._add(number, row)
        self.fields["supports_until"] = _until()
        self.fields["reason"] = _why()

    def _add(self, number: int, row: Instalment | None) -> None:
        if self.in_money:
            self.fields[f"amount_{number}"] = AmountField(
                label=_("Amount"), required=False, positive=True, initial=row.amount if row else None
            )
        else:
            self.fields[f"item_{number}"] = _line(_("Item"), max_length=120, initial=row.item if row else "")
            self.fields[f"quantity_{number}"] = forms.IntegerField(
                label=_("Quantity"),
                min_value=1,
                max_value=99_999,
                required=False,
                initial=row.quantity if row else None,
            )
        self.fields[f"due_{number}"] = DualDateField(
            label=_("Due on"), required=False, initial=DualDate.of(row.due_on, "hijri") if row else None
        )

    def lines(self) -> list[tuple[int, list[Any]]]:
        """The fields of each line, for the page."""
        names = ("amount", "due") if self.in_money else ("item", "quantity", "due")
        return [(number, [self[f"{name}_{number}"] for name in names]) for number in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first = "amount" if self.in_money else "item"
        for number in range(1, self.count + 1):
            what, due = data.get(f"{first}_{number}"), data.get(f"due_{number}")
            if what and not due and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", _("Enter the day on which it is due."))
            if not what and data.get(f"quantity_{number}") and f"{first}_{number}" not in self.errors:
                self.add_error(f"{first}_{number}", _("Write each item with its quantity."))
            if what and not self.in_money and not data.get(f"quantity_{number}"):
                self.add_error(f"quantity_{number}", _("Write each item with its quantity."))
        return data

    def parts(self) -> list[Part]:
        data = self.cleaned_data
        first = "amount" if self.in_money else "item"
        return [
            Part(
                data[f"due_{number}"].gregorian,
                amount=data.get(f"amount_{number}"),
                item=data.get(f"item_{number}") or "",
                quantity=data.get(f"quantity_{number}"),
            )
            for number in range(1, self.count + 1)
            if data.get(f"{first}_{number}")
        ]


class MonthlyForm(SentOnce):
    """The same each month."""

    count = forms.IntegerField(label=_("How many months"), min_value=1, max_value=MOST)
    first_on = DualDateField(label=_("The first is due on"))
    item = _line(_("Item of each month"), max_length=120)
    quantity = forms.IntegerField(label=_("Quantity of each month"), min_value=1, max_value=99_999, required=False)

    def __init__(self, *args: Any, in_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_money:
            del self.fields["item"], self.fields["quantity"]
        else:
            self.fields["item"].required = self.fields["quantity"].required = True
        self.fields["supports_until"] = _until()
        self.fields["reason"] = _why()


def until_of(form: SentOnce) -> Any:
    """The day typed, or None."""
    day = form.cleaned_data.get("supports_until")
    return day.gregorian if day else None


class ReceivingForm(SigningForm):
    """To whom something is handed over, and their signature."""

    code = None  # an agent may receive, whose mobile is not the file's
    was_read = None

    def receiver_fields(self, mandates: Sequence[Any]) -> dict[str, forms.Field]:
        """The fields before the signature's, whose words are of the receiver from now on."""
        self.mandates = {str(row.uid): row for row in mandates}
        self.fields["method"].choices = SIGNED_BY_RECEIVER
        self.fields["method"].label = _("How did the receiver sign?")
        self.fields["scan"].widget.attrs["accept"] = ACCEPT
        self.fields["signed_name"].label = _("Full name of the receiver")
        self.fields["signed_name"].initial = self.full_name
        receivers = [choice for choice in ReceivedBy.choices if choice[0] != ReceivedBy.ACCOUNT]
        return {
            "received_by": forms.ChoiceField(
                label=_("Received by"), choices=receivers, widget=forms.RadioSelect, initial=ReceivedBy.BENEFICIARY
            ),
            "mandate": forms.ChoiceField(
                label=_("Mandate of the agent"),
                required=False,
                choices=[("", _("No agent")), *((str(row.uid), _mandate_words(row)) for row in mandates)],
            ),
        }

    def clean_signed_name(self) -> str:
        """Of the beneficiary in any spelling; an agent's own where one receives."""
        if self.cleaned_data.get("received_by") == ReceivedBy.AGENT:
            return str(self.cleaned_data["signed_name"])
        return super().clean_signed_name()

    def mandate(self) -> Any:
        return self.mandates.get(self.cleaned_data["mandate"]) if self.cleaned_data["mandate"] else None

    def signature(self) -> Signed:
        data = self.cleaned_data
        return Signed(method=data["method"], name=data["signed_name"], drawing=data["drawing"], scan=data["scan"])


class DeliveryForm(ReceivingForm):
    """How much of each instalment is handed over now, to whom, and their signature.

    What was delivered already keeps its field, unseen: the second sending of a double click is read like the first.
    """

    def __init__(self, *args: Any, rows: Sequence[Instalment], mandates: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        today = timezone.localdate()
        left = [row for row in rows if not row.is_delivered]
        due = [row for row in left if row.due_on <= today + timedelta(days=7)] or left[:1]
        before: dict[str, forms.Field] = {}
        for row in rows:
            label = _("Amount handed over now") if row.is_money else _("Quantity handed over now")
            initial = row.remaining if row in due else None
            name = f"measure_{row.position}"
            if row.is_money:
                before[name] = AmountField(label=label, required=False, positive=True, initial=initial)
            else:
                before[name] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=1,
                    initial=int(initial) if initial is not None else None,
                    widget=forms.NumberInput(attrs={"dir": "ltr"}),
                )
        before["delivered_on"] = DualDateField(label=_("Day of delivery"), allow_future=False, initial=today)
        self.fields = {**before, **self.receiver_fields(mandates), **self.fields}

    def measures_of(self) -> list[tuple[Instalment, Any]]:
        return [(row, self[f"measure_{row.position}"]) for row in self.rows if not row.is_delivered]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.measures():
            self.add_error(
                f"measure_{self.rows[0].position}" if self.rows else None, _("Write how much is handed over now.")
            )
        return data

    def measures(self) -> dict[int, Decimal]:
        data = self.cleaned_data
        found = {row.position: data.get(f"measure_{row.position}") for row in self.rows}
        return {position: Decimal(measure) for position, measure in found.items() if measure}


def _mandate_words(row: Any) -> str:
    return f"{row.holder_name} · {row.get_kind_display()} {row.deed_number}"
