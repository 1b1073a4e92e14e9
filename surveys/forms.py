"""Input of this room: answers to a questionnaire, campaigns and their links, questions of the bank, a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.digits import to_ascii
from core.fields import DigitsCharField, DualDateField
from core.forms import SentOnce

from .actions import LINKS_AT_ONCE
from .enums import Scale
from .models import Question, Survey
from .periods import YEARS, Period

_TEXT = {"dir": "auto"}
NOT_ANSWERED = ("", _("No answer"))


class AnswersForm(SentOnce):
    """One field a question; only the overall question must be answered."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [place.question for place in survey.places.all()]
        for question in self.questions:
            self.fields[self._name(question)] = _field(question)

    @staticmethod
    def _name(question: Question) -> str:
        return f"question_{question.pk}"

    def answers(self) -> dict[int, int | str]:
        """By the question's id, as the action takes them."""
        return {question.pk: self.cleaned_data[self._name(question)] for question in self.questions}


def _field(question: Question) -> forms.Field:
    if question.scale == Scale.TEXT:
        return forms.CharField(
            label=question.text,
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 4, **_TEXT}),
            help_text=gettext("Please write no names and no numbers of people."),
        )
    choices = question.choices() if question.is_overall else [*question.choices(), NOT_ANSWERED]
    return forms.TypedChoiceField(
        label=question.text,
        required=question.is_overall,
        choices=choices,
        coerce=int,
        empty_value="",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five degrees.")},
    )


class EntryForm(AnswersForm):
    """What an interviewer enters beside the answers."""

    beneficiary = DigitsCharField(
        label=_("File number, if a beneficiary was asked"),
        required=False,
        max_length=20,
        help_text=_("Such as B-1448-000012. It is kept apart from the results."),
    )
    service = forms.ModelChoiceField(
        label=_("Service"), queryset=None, required=False, empty_label=_("No service in particular")
    )
    office = forms.ModelChoiceField(label=_("Office"), queryset=None, required=False, empty_label=_("Not stated"))

    def __init__(self, *args: Any, association: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association, self.by = association, by
        self.fields["service"].queryset = association.services.all()
        self.fields["office"].queryset = association.offices.all()

    def clean_beneficiary(self) -> Any:
        """The file that the number leads to, where this member may open it; None where the field is empty."""
        number = str(self.cleaned_data["beneficiary"]).strip().upper()
        if not number:
            return None
        found = self.association.beneficiaries.numbered(number, by=self.by)
        if found is None:
            raise forms.ValidationError(_("No file here has this number."))
        return found


class CampaignForm(SentOnce):
    title_ar = forms.CharField(label=_("Title in Arabic"), max_length=120, widget=forms.TextInput(attrs=_TEXT))
    title_en = forms.CharField(
        label=_("Title in English"), max_length=120, required=False, widget=forms.TextInput(attrs=_TEXT)
    )
    opens_on = DualDateField(label=_("First day"))
    closes_on = DualDateField(label=_("Last day"))


class LinksForm(SentOnce):
    """How many links, and to whom they are given: the answers are counted there."""

    count = forms.CharField(
        label=_("How many links?"),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "maxlength": "3"}),
        help_text=_("One for each person; up to 40 at once."),
    )
    service = forms.ModelChoiceField(
        label=_("Given to those who received"),
        queryset=None,
        required=False,
        empty_label=_("No service in particular"),
    )
    office = forms.ModelChoiceField(label=_("Given at the office"), queryset=None, required=False)

    def __init__(self, *args: Any, association: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = association.services.all()
        self.fields["office"].queryset = association.offices.all()

    def clean_count(self) -> int:
        text = to_ascii(str(self.cleaned_data["count"])).strip()
        if not (text.isdecimal() and 1 <= int(text) <= LINKS_AT_ONCE):
            raise forms.ValidationError(_("Make from 1 to %(most)s links at once.") % {"most": LINKS_AT_ONCE})
        return int(text)


class QuestionForm(SentOnce):
    text_ar = forms.CharField(
        label=_("Question in Arabic"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "dir": "rtl"})
    )
    text_en = forms.CharField(
        label=_("Question in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"})
    )
    scale = forms.ChoiceField(label=_("How is it answered?"), choices=Scale.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, **_TEXT}),
        help_text=_("For “One of several answers”: one a line, Arabic | English."),
    )

    def clean_options(self) -> list[tuple[str, str]]:
        """(Arabic, English) of each line."""
        lines = [line.strip() for line in str(self.cleaned_data["options"]).splitlines() if line.strip()]
        pairs = [tuple(part.strip() for part in line.split("|")) for line in lines]
        if any(len(pair) != 2 or not all(pair) or max(map(len, pair)) > 120 for pair in pairs):
            raise forms.ValidationError(_("Write each answer on its line, Arabic | English."))
        return [(pair[0], pair[1]) for pair in pairs]


class VersionForm(SentOnce):
    """The questions of a questionnaire's next version, in the order of the bank."""

    questions = forms.ModelMultipleChoiceField(
        label=_("Questions"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, bank: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = bank


class PeriodForm(forms.Form):
    """The period of the results, sent by GET; a mistaken one falls back to this Hijri year."""

    calendar = forms.ChoiceField(choices=[("hijri", _("Hijri")), ("gregorian", _("Gregorian"))])
    year = forms.IntegerField()
    month = forms.IntegerField(min_value=1, max_value=12, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__({name: to_ascii(data.get(name, "")) for name in ("calendar", "year", "month")})

    def period(self) -> Period:
        if not self.is_valid():
            return Period.this_year()
        asked = self.cleaned_data
        first, last = YEARS[asked["calendar"]]
        if not first <= asked["year"] <= last:
            return Period.this_year(asked["calendar"])
        return Period(asked["calendar"], asked["year"], asked["month"])
