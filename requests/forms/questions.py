"""Input of a service's own questions: written by the administrator, answered at the desk and online (R14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField, DualDateField
from core.forms import SentOnce

from ..enums import QuestionKind
from ..questions import Replies, Value, asked

TEXT_MOST = 500


def _field(question: Any) -> forms.Field:
    """The field of a question's kind; whether an answer is needed is seen when the others are known."""
    given: dict[str, Any] = {"label": question.text, "required": False, "help_text": _help(question)}
    if question.kind == QuestionKind.NUMBER:
        return AmountField(**given)
    if question.kind == QuestionKind.DATE:
        return DualDateField(**given)
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(max_length=TEXT_MOST, widget=forms.TextInput(attrs={"dir": "auto"}), **given)
    if question.kind == QuestionKind.SEVERAL:
        return forms.MultipleChoiceField(choices=question.options, widget=forms.CheckboxSelectMultiple, **given)
    return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **given)


def _help(question: Any) -> Any:
    if question.depends_on_id is None:
        return "" if question.is_required else _("If you like.")
    names = {option.value: option.name for option in question.depends_on.options}
    return _("Only if the answer to “%(question)s” is “%(answer)s”.") % {
        "question": question.depends_on.text,
        "answer": names.get(question.depends_value, question.depends_value),
    }


class Asking(SentOnce):
    """A form that also asks the questions of a service. ``must`` says whether what is needed is needed already now."""

    must = True

    def __init__(self, *args: Any, questions: Iterable[Any] = (), replies: Replies | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for place, question in enumerate(self.questions, 1):
            field = _field(question)
            value = (replies or {}).get(question.pk)
            field.initial = _shown(question, value)
            self.fields[f"question_{place}"] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        replies = self.replies()
        applying = {question.pk for question in asked(self.questions, replies)}
        for place, question in enumerate(self.questions, 1):
            name = f"question_{place}"
            if name in self.errors or question.pk not in applying:
                continue
            if self.must and question.is_required and question.pk not in replies:
                self.add_error(name, _("This question needs an answer."))
            elif question.kind == QuestionKind.NUMBER and question.pk in replies:
                self._check_limits(name, question, Decimal(str(replies[question.pk])))
        return data

    def _check_limits(self, name: str, question: Any, value: Decimal) -> None:
        if question.low is not None and value < question.low:
            self.add_error(name, _("At least %(limit)s.") % {"limit": f"{question.low:f}".removesuffix(".00")})
        if question.high is not None and value > question.high:
            self.add_error(name, _("At most %(limit)s.") % {"limit": f"{question.high:f}".removesuffix(".00")})

    def replies(self) -> dict[int, Value]:
        """What was answered, by the question's id, as it is kept."""
        found: dict[int, Value] = {}
        for place, question in enumerate(self.questions, 1):
            value = self.cleaned_data.get(f"question_{place}")
            if value in (None, "", []):
                continue
            found[question.pk] = _kept(question, value)
        return found


def _kept(question: Any, value: Any) -> Value:
    if question.kind == QuestionKind.DATE:
        return str(value.gregorian.isoformat())
    if question.kind == QuestionKind.SEVERAL:
        return [str(one) for one in value]
    return str(value).strip()


def _shown(question: Any, value: Value | None) -> Any:
    if value is None:
        return None
    if question.kind == QuestionKind.DATE:
        return date.fromisoformat(str(value))
    return value


class QuestionsForm(Asking):
    """At the desk: what is not known yet is answered later, before the request is complete."""

    must = False


def answers_to_choose(questions: Iterable[Any]) -> list[tuple[str, str]]:
    """Each answer that something may depend on, by the question's place: «إن كان جواب … هو …»."""
    return [
        (
            f"{place}:{option.value}",
            str(_("If “%(question)s” is “%(answer)s”") % {"question": question.text, "answer": option.name}),
        )
        for place, question in enumerate(questions, 1)
        for option in question.options
    ]


class QuestionForm(SentOnce):
    """One question: what is asked, how it is answered, and when."""

    text_ar = forms.CharField(label=_("The question"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    text_en = forms.CharField(
        label=_("The question in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    kind = forms.ChoiceField(
        label=_("How is it answered?"), choices=QuestionKind.choices, widget=forms.RadioSelect, initial="text"
    )
    choices = forms.CharField(
        label=_("Choices"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("One a line, where the answer is chosen. English after a bar, if any: شقة | Flat"),
    )
    low = AmountField(label=_("Number: at least"), required=False)
    high = AmountField(label=_("Number: at most"), required=False)
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False, initial=True)
    depends = forms.ChoiceField(label=_("When is it asked?"), required=False)

    def __init__(self, *args: Any, earlier: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = earlier
        self.fields["depends"].choices = [("", _("Always")), *answers_to_choose(earlier)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = data.get("kind") in (QuestionKind.CHOICE, QuestionKind.SEVERAL)
        lines = [line.strip() for line in data.get("choices", "").splitlines() if line.strip()]
        values = [line.partition("|")[0].strip() for line in lines]
        if chosen and len(values) < 2:
            self.add_error("choices", _("Write two choices or more, one a line."))
        elif chosen and len(set(values)) < len(values):
            self.add_error("choices", _("The same choice is written twice."))
        elif chosen and any(not value or len(value) > 200 for value in values):
            self.add_error("choices", _("A choice has 1 to 200 letters."))
        data["choices"] = "\n".join(lines) if chosen else ""
        if data.get("kind") != QuestionKind.NUMBER:
            data["low"] = data["high"] = None
        elif None not in (data.get("low"), data.get("high")) and data["low"] > data["high"]:
            self.add_error("high", _("The lower limit is above the upper one: correct one of them."))
        return data

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        data = self.cleaned_data
        place, _colon, value = data["depends"].partition(":")
        names = ("text_ar", "text_en", "kind", "choices", "low", "high", "is_required")
        return {
            **{name: data[name] for name in names},
            "depends_on": self.earlier[int(place) - 1] if place else None,
            "depends_value": value,
        }

    @staticmethod
    def initial_of(row: Any, earlier: list[Any]) -> dict[str, Any]:
        names = ("text_ar", "text_en", "kind", "choices", "low", "high", "is_required")
        places = {one.pk: place for place, one in enumerate(earlier, 1)}
        depends = f"{places[row.depends_on_id]}:{row.depends_value}" if row.depends_on_id in places else ""
        return {**{name: getattr(row, name) for name in names}, "depends": depends}
