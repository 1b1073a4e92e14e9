"""What is typed about a household: members, who heads it, split and joining, monthly money; and mandates (R13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.digits import to_ascii
from core.errors import DomainError
from core.fields import AmountField, DualDate, DualDateField, MobileField
from core.forms import ReasonForm, SentOnce
from core.identity import clean_national_id
from core.names import query_tokens

from ..asking import asked_for
from ..enums import HealthSituation, IncomeKind, LeftBecause, MandateKind, ObligationKind, Relation, Sex
from ..models import HouseholdMember
from .person import visible

_TEXT = {"dir": "auto", "autocomplete": "off"}
_NOT_HEAD = [choice for choice in Relation.choices if choice[0] != Relation.HEAD]
_NOT_STATED = ("", gettext_lazy("Not stated"))
# what a person may choose; the others are set by splitting and joining
LEAVING = [
    (reason.value, reason.label)
    for reason in (LeftBecause.DIED, LeftBecause.MARRIED, LeftBecause.MOVED, LeftBecause.MISTAKE)
]


def _today() -> DualDate:
    return DualDate.of(timezone.localdate())


def _line(label: Any, length: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput(attrs=_TEXT), **more
    )


def file_number(typed: str) -> str:
    """The number of a file in its stored form; raises ``ValidationError``."""
    asked = asked_for(typed)
    if asked.kind != "number":
        raise forms.ValidationError(_("Enter the number of a file, such as B-1448-000123."), code="number")
    return asked.numbers[0]


class MemberForm(SentOnce):
    """A member's facts; ``sees_health`` adds the health situation."""

    relation = forms.ChoiceField(
        label=gettext_lazy("Relation to the head of the household"), choices=[("", "—"), *_NOT_HEAD]
    )
    full_name = _line(gettext_lazy("Full name"), 150, required=True)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    born = DualDateField(label=gettext_lazy("Date of birth"), allow_future=False, old_births=True)
    national_id = forms.CharField(
        label=gettext_lazy("National ID or iqama"),
        help_text=gettext_lazy("Leave it empty where it is not known yet."),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    occupation = _line(gettext_lazy("School or work"), 100)
    health = forms.ChoiceField(
        label=gettext_lazy("Health situation"), choices=[_NOT_STATED, *HealthSituation.choices], required=False
    )

    FACTS = ("relation", "full_name", "sex", "born", "national_id", "occupation", "health")

    def __init__(self, *args: Any, sees_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_health:
            del self.fields["health"]

    def clean_full_name(self) -> str:
        name = visible(self.cleaned_data["full_name"])
        if name and (not query_tokens(name) or any(c.isdigit() for c in name)):
            raise forms.ValidationError(_("Write the name in letters, as on the ID."), code="name")
        return name

    def clean_national_id(self) -> str:
        typed = self.cleaned_data["national_id"]
        try:
            return clean_national_id(typed) if typed else ""
        except DomainError as error:
            raise forms.ValidationError(str(error.message), code=error.code) from error

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS if name in self.fields}


class AddMemberForm(MemberForm):
    """A new member: by the number of their file, or by their facts where they have none."""

    number = _line(
        gettext_lazy("File number, where the person has a file"),
        20,
        help_text=gettext_lazy("The facts below are then taken from that file."),
    )
    field_order = ("token", "version", "relation", "number")

    NEEDED = ("full_name", "sex", "born")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NEEDED:
            self.fields[name].required = False

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        return file_number(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("number") and "number" not in self.errors:
            for name in self.NEEDED:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or enter the file number."))
        return cleaned


class CorrectMemberForm(MemberForm):
    """A member as they stand; the head stays head here, and who has a file is corrected there."""

    def __init__(self, *args: Any, member: HouseholdMember, **kwargs: Any) -> None:
        standing = {name: getattr(member, name) for name in ("relation", "full_name", "sex", "occupation", "health")}
        in_gregorian = member.birth_calendar == "gregorian" and member.born_on
        standing["born"] = (
            DualDate.of(member.born_on, "gregorian") if in_gregorian else DualDate.of(member.birth_hijri)
        )
        kwargs["initial"] = {**standing, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if member.relation == Relation.HEAD:
            del self.fields["relation"]
        if member.national_id_sealed:
            self.fields["national_id"].help_text = _("Leave it empty to keep the number.")
        if member.beneficiary_id:
            for name in ("full_name", "sex", "born", "national_id", "health"):
                self.fields.pop(name, None)

    def facts(self) -> dict[str, Any]:
        return {"born": None, **super().facts()}


class LeaveForm(SentOnce):
    left_on = DualDateField(label=gettext_lazy("Day of leaving"), allow_future=False, initial=_today)
    because = forms.ChoiceField(label=gettext_lazy("Why"), choices=LEAVING, widget=forms.RadioSelect)


class _MoneyForm(SentOnce):
    monthly = AmountField(label=gettext_lazy("Every month, in riyals"), positive=True, max_digits=10)
    from_on = DualDateField(label=gettext_lazy("Since"), allow_future=False, initial=_today)
    note = _line(gettext_lazy("Note"), 120)


class IncomeForm(_MoneyForm):
    kind = forms.ChoiceField(label=gettext_lazy("Source of income"), choices=[("", "—"), *IncomeKind.choices])
    field_order = ("token", "version", "kind")

    FACTS = ("kind", "monthly", "note")


class ObligationForm(_MoneyForm):
    kind = forms.ChoiceField(label=gettext_lazy("What is owed"), choices=[("", "—"), *ObligationKind.choices])
    creditor = _line(gettext_lazy("Owed to"), 100)
    field_order = ("token", "version", "kind", "creditor")

    FACTS = ("kind", "monthly", "note", "creditor")


class EndMoneyForm(SentOnce):
    ended_on = DualDateField(label=gettext_lazy("Ended on"), allow_future=False, initial=_today)


class RelationsForm(ReasonForm):
    """One box for each member: what they are to the head. ``stays`` adds the answer that the member is left out."""

    def __init__(
        self,
        *args: Any,
        members: Iterable[HouseholdMember],
        choices: list[tuple[str, Any]],
        stays: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        self.stays = stays
        for member in self.members:
            self.fields[f"of_{member.uid.hex}"] = forms.ChoiceField(
                label=member.full_name,
                choices=[("", stays or "—"), *choices],
                required=not stays,
                initial="" if stays else member.relation,
            )
        self.order_fields(["token", "version", "number", *(f"of_{m.uid.hex}" for m in self.members), "reason"])

    def relations(self) -> dict[int, str]:
        """By member id; members left out are not in it."""
        typed = {member.pk: self.cleaned_data[f"of_{member.uid.hex}"] for member in self.members}
        return {pk: relation for pk, relation in typed.items() if relation}


class JoinForm(RelationsForm):
    number = _line(
        gettext_lazy("File number of a person in the other household"),
        20,
        required=True,
        help_text=gettext_lazy("All members of this household go there; its head stays the head."),
    )

    def clean_number(self) -> str:
        return file_number(self.cleaned_data["number"])


class MandateForm(SentOnce):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of mandate"), choices=MandateKind.choices, widget=forms.RadioSelect
    )
    holder_name = _line(gettext_lazy("Name of who acts"), 150, required=True)
    holder_id = forms.CharField(
        label=gettext_lazy("National ID or iqama of who acts"),
        max_length=25,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the ID number.")},
    )
    holder_mobile = MobileField(label=gettext_lazy("Mobile of who acts"), required=False)
    deed_number = _line(gettext_lazy("Number of the deed or ruling"), 40, required=True)
    scope = _line(
        gettext_lazy("What it allows"),
        200,
        required=True,
        help_text=gettext_lazy("As the deed says: receiving aid, signing requests …"),
    )
    from_on = DualDateField(label=gettext_lazy("Valid from"))
    until_on = DualDateField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("A deed of agency has a last day; a guardian's ruling may have none."),
    )

    TEXTS = ("kind", "holder_name", "holder_id", "holder_mobile", "deed_number", "scope")

    def clean_holder_name(self) -> str:
        return visible(self.cleaned_data["holder_name"])

    def clean_deed_number(self) -> str:
        return re.sub(r"\s+", " ", to_ascii(self.cleaned_data["deed_number"])).strip()

    def clean_holder_id(self) -> str:
        try:
            return clean_national_id(self.cleaned_data["holder_id"])
        except DomainError as error:
            raise forms.ValidationError(str(error.message), code=error.code) from error

    def facts(self) -> dict[str, Any]:
        until = self.cleaned_data["until_on"]
        return {
            **{name: self.cleaned_data[name] for name in self.TEXTS},
            "from_on": self.cleaned_data["from_on"].gregorian,
            "until_on": until.gregorian if until else None,
        }
