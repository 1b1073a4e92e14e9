"""Input of the clock in use: standing still, going on, extending, telling of a delay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.enums import PauseReason
from core.digits import to_ascii
from core.fields import DualDate, DualDateField
from core.forms import ReasonForm, SentOnce


def _today() -> DualDate:
    return DualDate.of(timezone.localdate())


class PauseForm(SentOnce):
    """``reasons`` are those of the case's policy version."""

    why = forms.ChoiceField(label=_("Why does it wait?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What exactly is waited for"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    from_on = DualDateField(label=_("Since"), allow_future=False, initial=_today)

    def __init__(self, *args: Any, reasons: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [(reason, PauseReason(reason).label) for reason in reasons]


class ResumeForm(SentOnce):
    on = DualDateField(label=_("There since"), allow_future=False, initial=_today)


class ExtendForm(ReasonForm):
    """The reason is sent to the person, so its help says so."""

    days = forms.CharField(
        label=_("Days more"), max_length=4, widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"})
    )
    field_order = ("token", "version", "days", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The person reads it in the message.")
        self.fields["reason"].max_length = 200

    def clean_days(self) -> int:
        typed = to_ascii(self.cleaned_data["days"]).strip()
        if not typed.isdecimal() or not 1 <= int(typed) <= 365:
            raise forms.ValidationError(_("Write a number of days, such as 5."), code="days")
        return int(typed)


class DelayForm(ReasonForm):
    expected_on = DualDateField(label=_("The answer is expected on"))
    field_order = ("token", "version", "expected_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The person reads it in the message.")
