"""Input of assigning: to whom, and why where it was another's; the areas of each researcher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm, SentOnce

from ..assigning import Researcher

BETWEEN = re.compile(r"[,،;؛\n]")


class AssignForm(ReasonForm):
    """``people`` as they are offered, each with its words; a reason only where the request is somebody's."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    field_order = ("token", "version", "to", "reason")

    def __init__(
        self, *args: Any, people: Sequence[tuple[Researcher, str]], needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.value, words) for one, words in people]
        if needs_reason:
            self.fields["reason"].help_text = _("Both researchers hear of it; the reason stays in the history.")
        else:
            del self.fields["reason"]


class AreasForm(SentOnce):
    """One line of areas for each researcher; what is not sent at all stays as it is."""

    def __init__(self, *args: Any, people: Sequence[Researcher], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"areas_{one.value}": one for one in people}
        for name, one in self.people.items():
            self.fields[name] = forms.CharField(
                label=one.user.name,
                required=False,
                max_length=600,
                initial="، ".join(one.areas),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def areas(self) -> dict[int, list[str]]:
        """By id of membership."""
        return {
            one.membership.pk: [part.strip() for part in BETWEEN.split(self.cleaned_data[name]) if part.strip()]
            for name, one in self.people.items()
            if name in self.data
        }
