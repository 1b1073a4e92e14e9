"""What a beneficiary types online: codes and numbers in any script's digits, one theme a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import code_field
from beneficiaries.forms.privacy import FORMS
from core.fields import AmountField, DualDateField, MobileField, NationalIdField
from core.forms import SentOnce

from .questions import Asking

ACCEPT = "image/jpeg,image/png,application/pdf"


class MobileForm(SentOnce):
    mobile = MobileField(
        label=_("Your mobile number"), help_text=_("The one in your file. We send it a code."), own=True
    )


class CodeForm(SentOnce):
    code = code_field()


class FileForm(SentOnce):
    """Which file is the person's own."""

    national_id = NationalIdField(label=_("Your national ID or iqama"))
    born = DualDateField(label=_("Your date of birth"), allow_future=False, old_births=True)


class BeginForm(SentOnce):
    """The responsibilities are read before anything is written (B3)."""

    service = forms.ModelChoiceField(
        label=_("What do you ask for?"),
        queryset=None,
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a service.")},
    )
    accepted = forms.BooleanField(
        label=_("I have read my responsibilities and accept them."),
        error_messages={"required": _("To go on, accept your responsibilities.")},
    )

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services


class NeedForm(Asking):
    """What is asked for, and the service's own questions."""

    need = forms.CharField(
        label=_("What do you need, and what would help?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("In your own words. A few lines are enough."),
        error_messages={"required": _("Write what you need.")},
    )
    amount_asked = AmountField(label=_("Amount, if you know it"), required=False, positive=True)

    def __init__(self, *args: Any, in_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_money:
            del self.fields["amount_asked"]


def _file_field(label: Any, *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,  # refused by the file check, with its own sentence
        error_messages={"required": _("Choose the file or take a photo."), "invalid": _("Choose the file again.")},
    )


class PapersForm(SentOnce):
    """One file for each line of the checklist; all may also be sent later."""

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"file_{number}": item for number, item in enumerate(items, 1)}
        for name, item in self.lines.items():
            self.fields[name] = _file_field(item.name, required=False)

    def uploads(self) -> list[tuple[str, Any, Any]]:
        """(field, line, file) of each that was chosen."""
        chosen = self.cleaned_data
        return [(name, item, chosen[name]) for name, item in self.lines.items() if chosen.get(name)]


class PaperForm(SentOnce):
    """One missing paper."""

    file = _file_field(_("Photo or PDF"), required=True)


class CopyForm(CodeForm):
    """The code, and in which form the copy is taken."""

    form = forms.ChoiceField(label=_("In which form?"), choices=FORMS, initial=FORMS[0][0], widget=forms.RadioSelect)
