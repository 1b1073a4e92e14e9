"""Input of field visits: the plan, and the report with its photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DualDate, DualDateField
from core.forms import SentOnce

from ..assigning import Researcher
from ..enums import Met


def _today() -> DualDate:
    return DualDate.of(timezone.localdate())


def _words(label: Any, rows: int = 2, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs
    )


class PlanVisitForm(SentOnce):
    """``people`` may go, in the order of the view."""

    visitor = forms.ChoiceField(label=_("Who goes?"))
    planned_on = DualDateField(label=_("On which day?"), initial=_today)
    address = forms.CharField(label=_("Address"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    note = forms.CharField(
        label=_("What to look at"), max_length=500, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, people: Sequence[Researcher], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].choices = [(one.value, one.user.name) for one in people]


class Photos(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of files; what they are is checked where they are kept."""

    widget = Photos

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(PhotosField, self).clean(one, initial) for one in data or []]


class VisitReportForm(SentOnce):
    visited_on = DualDateField(label=_("Day of the visit"), allow_future=False, initial=_today)
    met = forms.ChoiceField(label=_("Whom did you meet?"), choices=Met.choices, widget=forms.RadioSelect)
    met_name = forms.CharField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    housing = _words(_("Housing"), required=False, help_text=_("State, space, rent, furniture, what is missing."))
    household = _words(_("Household"), required=False, help_text=_("Who really lives there."))
    income = _words(_("Income and obligations"), required=False)
    education = _words(_("Education and work"), required=False)
    health = _words(_("Health"), required=False)
    conclusion = _words(_("What follows from the visit"), 3)
    file = PhotosField(
        label=_("Photos"),
        required=False,
        widget=Photos(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("At most 8, of things and places; people only with their consent."),
    )

    def __init__(self, *args: Any, sees_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_health:
            del self.fields["health"]
