"""What is answered about two files: why they are of two people, or which value each field keeps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import SentOnce
from core.templatetags.ui import isolated

from ..file_values import Line
from ..models import DuplicatePair

TAKE = "take_"


class TellApartForm(SentOnce):
    reason = forms.CharField(
        label=gettext_lazy("How do you know that they are two people?"),
        help_text=gettext_lazy("For example: sisters; both came in person with their cards."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write why they are two different people.")},
    )


class MergeForm(SentOnce):
    """The number that stays, and for each value that differs the file it is taken from."""

    survivor = forms.ChoiceField(
        label=gettext_lazy("Which file number stays?"),
        help_text=gettext_lazy("The other number keeps working and leads to it."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which of the two numbers stays.")},
    )

    def __init__(self, *args: Any, pair: DuplicatePair, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(pair, lines)

    def offer(self, pair: DuplicatePair, lines: list[Line]) -> None:
        """Both numbers, and both files' values where they differ."""
        numbers = (pair.first.number, pair.second.number)
        survivor: Any = self.fields["survivor"]
        survivor.choices = [(number, isolated(number)) for number in numbers]
        survivor.initial = pair.second.number if pair.first.closed_on and not pair.second.closed_on else numbers[0]
        words = _("{value} – file {number}")
        for line in lines:
            if line.is_to_choose:
                shown = zip(numbers, (line.first, line.second), strict=True)
                self.fields[TAKE + line.value.name] = forms.ChoiceField(
                    label=str(line.value.label),
                    choices=[(n, format_html(words, value=value, number=isolated(n))) for n, value in shown],
                    initial=line.default,
                    widget=forms.RadioSelect,
                )

    def values(self) -> dict[str, str]:
        """The number of the file that each value is taken from."""
        taken = {name: value for name, value in self.cleaned_data.items() if name.startswith(TAKE)}
        return {name.removeprefix(TAKE): value for name, value in taken.items()}
