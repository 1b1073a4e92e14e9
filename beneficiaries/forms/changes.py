"""What a person says has changed: what is filled in is reported. Numbers are never shown, so none is filled in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import iban
from stdnum.exceptions import ValidationError as NumberError

from core.digits import to_ascii
from core.fields import DigitsCharField, MobileField
from core.forms import SentOnce

from ..enums import Employment, HealthSituation, Housing, MaritalStatus
from ..field_words import ADDRESS, NEEDED, REACHING, REPORTABLE, SITUATION, in_words, label_of
from ..models import Beneficiary
from .signing import ACCEPT

_TEXT = {"dir": "auto", "autocomplete": "off"}
AS_IT_WAS = gettext_lazy("As it was")
CHOICES: dict[str, Any] = {
    "marital": MaritalStatus,
    "employment": Employment,
    "housing": Housing,
    "health": HealthSituation,
}
LENGTHS = {"city": 100, "district": 100, "street": 100}
DIGITS = {"building": 4, "postcode": 5, "secondary": 4}


def _field(name: str) -> forms.Field:
    label = label_of(name)
    if name in CHOICES:
        return forms.ChoiceField(label=label, required=False, choices=[("", AS_IT_WAS), *CHOICES[name].choices])
    if name == "health_note":
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        return forms.CharField(label=label, required=False, max_length=1000, widget=widget)
    if name in ("mobile", "other_mobile"):
        return MobileField(label=label, required=False)
    if name == "email":
        attrs = {"dir": "ltr", "autocomplete": "off"}
        return forms.EmailField(label=label, required=False, widget=forms.EmailInput(attrs=attrs))
    if name in DIGITS:
        return DigitsCharField(label=label, required=False, digits_only=True, length=DIGITS[name])
    if name == "short_address":
        return _ShortAddress(label=label, required=False, max_length=12)
    if name == "iban":
        return _Iban(label=label, required=False, max_length=42)
    return forms.CharField(label=label, required=False, max_length=LENGTHS[name], widget=forms.TextInput(attrs=_TEXT))


class _Latin(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s-]", "", to_ascii(super().to_python(value) or "")).upper()


class _Iban(_Latin):
    """A Saudi IBAN: SA and 22 digits whose check fits."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            right = iban.validate(value)
        except NumberError:
            raise ValidationError(
                _("This IBAN is not right: compare its letters and digits with the card or the bank's paper.")
            ) from None
        if not right.startswith("SA"):
            raise ValidationError(_("Enter a Saudi IBAN, which starts with SA."))


class _ShortAddress(_Latin):
    """Four letters and four digits, as the national address writes it."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"[A-Z]{4}[0-9]{4}", value):
            raise ValidationError(_("A short address has four letters and four digits, such as RRRD2929."))


class ReportForm(SentOnce):
    """Only what has changed is filled in; ``without`` names fields that are not for the one who reports.

    What stands in the file and may go without anything in its place is offered as "no longer so".
    """

    no_longer = forms.MultipleChoiceField(
        label=gettext_lazy("What is no longer so"),
        help_text=gettext_lazy("It is taken out of the file, and nothing takes its place."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    words = forms.CharField(
        label=gettext_lazy("What has changed, in your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    file = forms.FileField(
        label=gettext_lazy("A paper that shows it, if there is one"),
        help_text=gettext_lazy("A photo or a PDF."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, file: Beneficiary, without: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [name for name in REPORTABLE if name not in without]
        self.fields.update({name: _field(name) for name in shown})
        standing = [name for name in shown if name not in {*NEEDED, *CHOICES} and getattr(file, name)]
        if standing:
            self.fields["no_longer"].choices = [(name, _standing(file, name)) for name in standing]  # type: ignore[attr-defined]
        else:
            del self.fields["no_longer"]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings, in the order of the page."""
        named = [
            (_("Situation"), SITUATION),
            (_("Mobile and e-mail"), REACHING),
            (_("Address"), ADDRESS),
            (_("Bank account"), ("iban",)),
            (_("No longer so"), ("no_longer",)),
        ]
        return [(heading, [self[name] for name in names if name in self.fields]) for heading, names in named]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in cleaned.get("no_longer", []):
            if cleaned.get(name):
                self.add_error(name, _("Fill this in, or say below that it is no longer so: not both."))
        return cleaned

    def values(self) -> dict[str, str]:
        """What was filled in, by field; empty for what is no longer so."""
        data = self.cleaned_data
        gone = dict.fromkeys(data.get("no_longer", ()), "")
        return {**{name: data[name] for name in REPORTABLE if data.get(name)}, **gone}


def _standing(file: Beneficiary, name: str) -> str:
    """A field and what the file says of it, numbers masked; of the health note that there is one."""
    label = label_of(name)
    if name == "health_note":
        return label
    return format_html("{}: <bdi>{}</bdi>", label, in_words(name, getattr(file, name)))


class DecideForm(SentOnce):
    """Which of the reported values go into the file; those the file already disagrees with begin unticked."""

    take = forms.MultipleChoiceField(
        label=gettext_lazy("What goes into the file"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, fields: list[tuple[str, str]], taken: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = fields  # type: ignore[attr-defined]
        self.fields["take"].initial = taken


class RefuseForm(SentOnce):
    """Why a report is not taken; the person reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, as the person will read it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the reason; the person is told it.")},
    )
