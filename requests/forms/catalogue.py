"""Input of the catalogue: a service, the parts of its draft, and the day they come in force."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.enums import Employment, Housing, MaritalStatus, Sex
from core.fields import AmountField, DualDateField
from core.forms import SentOnce

from ..eligibility import CHOSEN, NUMBERS
from ..enums import AmountRule, BudgetPeriod, ConditionKind, Operator
from .questions import answers_to_choose

CHOICES_OF: dict[str, Any] = {
    ConditionKind.MARITAL: MaritalStatus,
    ConditionKind.EMPLOYMENT: Employment,
    ConditionKind.HOUSING: Housing,
    ConditionKind.SEX: Sex,
}


def line(
    label: Any, length: int, *, required: bool = True, english: bool = False, help_text: Any = ""
) -> forms.CharField:
    attrs = {"dir": "ltr"} if english else {"dir": "auto"}
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput(attrs=attrs), help_text=help_text
    )


def _words(label: Any, *, english: bool = False, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr" if english else "auto"}),
    )


def _day(label: Any, help_text: Any = "") -> DualDateField:
    given = {"help_text": help_text} if help_text else {}
    return DualDateField(label=label, required=False, **given)


def days_of(data: dict[str, Any]) -> dict[str, Any]:
    """Days typed in either calendar as plain dates, everything else as it is."""
    return {name: getattr(value, "gregorian", value) for name, value in data.items()}


class ServiceForm(SentOnce):
    """A new service: its name, and whether it is given as money. Its terms are written next."""

    name_ar = line(_("Arabic name"), 120)
    name_en = line(_("English name"), 120, required=False, english=True)
    is_in_money = forms.ChoiceField(
        label=_("How is it given?"),
        choices=[("money", _("As money")), ("kind", _("In kind"))],
        widget=forms.RadioSelect,
        initial="money",
        help_text=_("This stays as long as the service does."),
    )


class TermsForm(SentOnce):
    """What the service is, when requests are taken, how much it gives, its budget, whom it serves."""

    about_ar = _words(
        _("What the service is"), required=True, help_text=_("Two plain sentences: people read them before they ask.")
    )
    about_en = _words(_("What the service is, in English"), english=True)
    categories = forms.ModelMultipleChoiceField(
        label=_("Categories it serves"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: it serves every category."),
    )
    opens_on = _day(_("Requests are taken from"))
    closes_on = _day(_("Requests are taken until"))
    amount_rule = forms.ChoiceField(label=_("Amount"), widget=forms.RadioSelect)
    amount = AmountField(label=_("Amount in riyals"), required=False, positive=True)
    ceiling = AmountField(label=_("At most, in riyals"), required=False, positive=True)
    gives_ar = line(_("What is given"), 200, required=False, help_text=_("For example: a basket for a month."))
    gives_en = line(_("What is given, in English"), 200, required=False, english=True)
    budget = AmountField(
        label=_("Budget in riyals"),
        required=False,
        positive=True,
        help_text=_("What is granted is counted against it. Leave it empty where there is none."),
    )
    budget_period = forms.ChoiceField(
        label=_("Period of the budget"), choices=[("", _("No budget")), *BudgetPeriod.choices], required=False
    )
    budget_from = _day(_("Budget from"))
    budget_until = _day(_("Budget until"))

    def __init__(self, *args: Any, categories: Any, in_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = categories
        rules = [rule for rule in AmountRule if (rule != AmountRule.IN_KIND) == in_money]
        self.fields["amount_rule"].choices = [(rule.value, rule.label) for rule in rules]
        for name in ("gives_ar", "gives_en") if in_money else ("amount_rule", "amount", "ceiling"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What the chosen rule needs is asked for beside its field; what it has no use for is left out."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        rule = data.get("amount_rule")
        if rule in (AmountRule.FIXED, AmountRule.PER_HEAD) and "amount" not in self.errors and not data.get("amount"):
            self.add_error("amount", _("Write the amount."))
        if rule == AmountRule.CEILING and "ceiling" not in self.errors and not data.get("ceiling"):
            self.add_error("ceiling", _("Write the ceiling."))
        if data.get("budget") and not data.get("budget_period"):
            self.add_error("budget_period", _("Say for which time the budget is."))
        if data.get("budget_period") and "budget" not in self.errors and not data.get("budget"):
            self.add_error("budget", _("Write the budget, or choose that there is none."))
        return data

    def terms(self) -> dict[str, Any]:
        """The columns of the version."""
        data = days_of(self.cleaned_data)
        data.setdefault("amount_rule", AmountRule.IN_KIND)
        data.setdefault("gives_ar", "")
        data.setdefault("gives_en", "")
        rule = data["amount_rule"]
        data["amount"] = data.get("amount") if rule in (AmountRule.FIXED, AmountRule.PER_HEAD) else None
        data["ceiling"] = data.get("ceiling") if rule in (AmountRule.PER_HEAD, AmountRule.CEILING) else None
        if data["budget_period"] != BudgetPeriod.DATES:
            data["budget_from"] = data["budget_until"] = None
        return data


class ConditionForm(SentOnce):
    """One condition of a kind, with the fields that this kind needs and no others."""

    def __init__(self, *args: Any, kind: str, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = ConditionKind(kind)
        if kind in NUMBERS:
            self._add_numbers()
        elif kind in CHOSEN:
            self._add_choices()
        elif kind == ConditionKind.INTERVAL:
            self.fields["months"] = forms.IntegerField(label=_("Months between two times"), min_value=1, max_value=120)
        elif kind == ConditionKind.DOCUMENT:
            self.fields["document_kind"] = forms.ModelChoiceField(
                label=_("Kind of document"), queryset=documents, empty_label=_("Choose a kind")
            )
        self.fields["points"] = forms.IntegerField(
            label=_("Points if it is met"),
            min_value=0,
            max_value=100,
            initial=1,
            help_text=_("They make a score that advises the reviewing body."),
        )

    def _add_numbers(self) -> None:
        comparisons = [Operator.AT_MOST, Operator.AT_LEAST, Operator.BETWEEN]
        self.fields["operator"] = forms.ChoiceField(
            label=_("How is it compared?"),
            choices=[(one.value, one.label) for one in comparisons],
            widget=forms.RadioSelect,
            initial=Operator.AT_MOST,
        )
        for name, label in (("low", _("At least")), ("high", _("At most"))):
            if self.kind == ConditionKind.INCOME:
                self.fields[name] = AmountField(label=label, required=False)
            else:
                self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=150, required=False)

    def _add_choices(self) -> None:
        self.fields["operator"] = forms.ChoiceField(
            label=_("How is it compared?"),
            choices=[(one.value, one.label) for one in (Operator.ONE_OF, Operator.NONE_OF)],
            widget=forms.RadioSelect,
            initial=Operator.ONE_OF,
        )
        words = CHOICES_OF.get(self.kind)
        if words is None:
            self.fields["choices"] = forms.CharField(
                label=_("Cities"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
                help_text=_("One a line, as the files write them."),
            )
        else:
            self.fields["choices"] = forms.MultipleChoiceField(
                label=self.kind.label, choices=words.choices, widget=forms.CheckboxSelectMultiple
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {Operator.AT_MOST: ("high",), Operator.AT_LEAST: ("low",), Operator.BETWEEN: ("low", "high")}
        for name in needed.get(data.get("operator", ""), ()):
            if name not in self.errors and data.get(name) is None:
                self.add_error(name, _("Write this limit."))
        if data.get("operator") == Operator.BETWEEN and not self.errors and data["low"] > data["high"]:
            self.add_error("high", _("The lower limit is above the upper one: correct one of them."))
        return data

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        data = self.cleaned_data
        operator = data.get("operator") or Operator.HOLDS
        values = {"kind": self.kind, "operator": operator, "low": None, "high": None, "choices": ""}
        if self.kind in NUMBERS:
            values["low"] = data["low"] if operator != Operator.AT_MOST else None
            values["high"] = data["high"] if operator != Operator.AT_LEAST else None
        elif self.kind == ConditionKind.INTERVAL:
            values |= {"operator": Operator.AT_LEAST, "low": Decimal(data["months"])}
        elif self.kind in CHOSEN:
            chosen = data["choices"]
            lines = chosen.splitlines() if isinstance(chosen, str) else chosen
            values["choices"] = "\n".join(dict.fromkeys(text.strip() for text in lines if text.strip()))
        return {**values, "document_kind": data.get("document_kind"), "points": data["points"]}

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        """A row as this form shows it."""
        number = row.low if row.kind == ConditionKind.INCOME else row.low and int(row.low)
        high = row.high if row.kind == ConditionKind.INCOME else row.high and int(row.high)
        chosen = list(row.chosen) if row.kind in CHOICES_OF else row.choices
        shown = {"operator": row.operator, "low": number, "high": high, "choices": chosen, "points": row.points}
        return {**shown, "months": number, "document_kind": row.document_kind_id}


def _situations() -> list[tuple[str, Any]]:
    """What the file may say of the person, as a choice: «إن كان السكن: مستأجر»."""
    kinds = (ConditionKind.HOUSING, ConditionKind.MARITAL, ConditionKind.EMPLOYMENT)
    words = lazy(lambda kind, name: str(_("If %(what)s: %(choice)s") % {"what": kind.label, "choice": name}), str)
    return [(f"{kind.value}:{value}", words(kind, name)) for kind in kinds for value, name in CHOICES_OF[kind].choices]


SITUATIONS = _situations()


class LineForm(SentOnce):
    """A document that is asked for."""

    name_ar = line(_("Arabic name"), 120)
    name_en = line(_("English name"), 120, required=False, english=True)
    is_mandatory = forms.BooleanField(label=_("Mandatory"), required=False, initial=True)
    document_kind = forms.ModelChoiceField(
        label=_("Kind of document in the file"),
        queryset=None,
        required=False,
        empty_label=_("None: it is handed in each time"),
        help_text=_("A valid one in the file is offered for this line instead of being asked for again."),
    )
    months = forms.IntegerField(
        label=_("No older than, in months"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Leave empty where age does not matter."),
    )

    only_if = forms.ChoiceField(
        label=_("When is it asked for?"),
        required=False,
        help_text=_("A document that is not asked for in a case does not stand on its checklist."),
    )

    def __init__(self, *args: Any, documents: Any, questions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_kind"].queryset = documents
        self.fields["only_if"].choices = [("", _("Always")), *answers_to_choose(questions), *SITUATIONS]

    def values(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in self.initial_names}
        return {**data, "name_en": data["name_en"] or data["name_ar"]}

    initial_names = ("name_ar", "name_en", "is_mandatory", "document_kind", "months")

    @classmethod
    def initial_of(cls, row: Any, questions: list[Any]) -> dict[str, Any]:
        only, chosen = getattr(row, "asked_if", None), ""
        if only is not None and only.question_id is None:
            chosen = f"{only.kind}:{only.choices}"
        elif only is not None:
            places = {question.pk: place for place, question in enumerate(questions, 1)}
            chosen = f"{places[only.question_id]}:{only.answer}"
        return {**{name: getattr(row, name) for name in cls.initial_names}, "only_if": chosen}


class InForceForm(SentOnce):
    """From which day the terms are in force."""

    from_on = DualDateField(label=_("In force from"), help_text=_("Requests opened from this day keep these terms."))
