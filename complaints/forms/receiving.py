"""What is typed to send a complaint, inquiry, help or suggestion: by the person online, or by staff for the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DigitsCharField, DualDateField, MobileField
from core.forms import SentOnce

from ..enums import Kind, Means

NAMED, UNNAMED = "named", "unnamed"
ONLINE_MEANS = (Means.TRACKING, Means.SMS, Means.PHONE, Means.EMAIL)
ACCOUNTS = {
    Kind.COMPLAINT: _("What happened?"),
    Kind.INQUIRY: _("What do you want to know?"),
    Kind.HELP: _("What does not work?"),
    Kind.SUGGESTION: _("What do you suggest?"),
}
HINTS = {
    Kind.COMPLAINT: _("In your own words: what, when and where."),
    Kind.INQUIRY: _("In your own words; with the number of your request, if it is about one."),
    Kind.HELP: _("What you tried, and what you saw."),
    Kind.SUGGESTION: _("What would change, and for whom."),
}


@dataclass(frozen=True)
class Matter:
    """What the triage knows of a matter that has no kind of its own; the text begins with ``opening``."""

    heading: Any
    label: Any
    opening: Any
    needs_name: bool = True  # a decision, or a file, is looked at only for the person it is about


MATTERS = {
    "decision": Matter(
        _("My request was not accepted"),
        _("Which decision do you object to, and why?"),
        _("I object to the decision on request number:\nMy reasons:"),
    ),
    "harm": Matter(
        _("I was harmed"),
        _("What harm was done?"),
        _("The harm:\nWhen it happened, and by what:"),
        needs_name=False,
    ),
    "data": Matter(
        _("My data are wrong or have changed"),
        _("What is to be corrected?"),
        _("What stands wrong in my file:\nWhat is right:"),
    ),
}
_TEXT = {"dir": "auto", "autocomplete": "off"}


def words(label: Any, *, rows: int = 5, max_length: int = 4000, **kwargs: Any) -> forms.CharField:
    """A text of several lines in either direction."""
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=max_length, widget=area, **kwargs)


class SendingForm(SentOnce):
    """The person's own words, named or not. ``fields`` and ``categories`` are rows of the association, maybe none."""

    IDENTITY = ("person_name", "mobile", "email")
    means = ONLINE_MEANS

    account = words(
        _("What happened?"),
        error_messages={"required": _("Write it in your own words: a few lines are enough.")},
    )
    about_whom = forms.CharField(
        label=_("Is it about somebody who works here?"),
        help_text=_("Write the name if you know it: whoever bears it will not see this."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    wish = words(_("What would put it right for you?"), rows=2, max_length=1000, required=False)
    field = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=None, required=False, empty_label=_("Something else")
    )
    category = forms.ModelChoiceField(
        label=_("Who are you to the association?"), queryset=None, required=False, empty_label=_("Somebody else")
    )
    who = forms.ChoiceField(
        label=_("Do you want to give your name?"),
        choices=[(NAMED, _("Yes, here is my name")), (UNNAMED, _("No, nothing of me is kept"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you give your name.")},
    )
    person_name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    agreed_means = forms.ChoiceField(
        label=_("How do you want to be told?"),
        help_text=_("The tracking page always shows the answer."),
        widget=forms.RadioSelect,
        initial=Means.TRACKING,
        required=False,
    )
    mobile = MobileField(label=_("Mobile number"), required=False, own=True)
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"}))

    def __init__(
        self, *args: Any, kind: str, fields: Any, categories: Any, matter: Matter | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].label = ACCOUNTS[Kind(kind)]
        self.fields["account"].help_text = HINTS[Kind(kind)]
        if matter:
            self.fields["account"].label, self.fields["account"].initial = matter.label, matter.opening
            self.fields["account"].help_text = _("Complete these lines in your own words.")
        if matter and matter.needs_name:
            self._ask_for_the_name()
        self.fields["agreed_means"].choices = [(means.value, means.label) for means in self.means]
        for name, rows in (("field", fields), ("category", categories)):
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]
        if kind != Kind.COMPLAINT:
            del self.fields["about_whom"], self.fields["wish"]

    def _ask_for_the_name(self) -> None:
        """There is no choice to stay unnamed."""
        who, name = self.fields["who"], self.fields["person_name"]
        who.widget, who.initial, who.choices = forms.HiddenInput(), NAMED, [(NAMED, NAMED)]
        name.required, name.error_messages["required"] = True, _("Write your name.")

    def clean_account(self) -> str:
        """Something was added to the words that the triage began."""
        account = str(self.cleaned_data["account"])
        if account.split() == str(self.fields["account"].initial or "").split():
            raise forms.ValidationError(self.fields["account"].error_messages["required"], code="required")
        return account

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["is_anonymous"] = data.get("who") == UNNAMED
        data["agreed_means"] = data.get("agreed_means") or Means.TRACKING.value
        if data["is_anonymous"]:
            for name in self.IDENTITY:
                data[name] = ""
                self.errors.pop(name, None)
            data["agreed_means"] = Means.TRACKING.value
            return data
        if data.get("who") == NAMED and not data.get("person_name") and "person_name" not in self.errors:
            self.add_error("person_name", _("Write the name, or choose to stay unnamed."))
        reach = {Means.SMS: "mobile", Means.PHONE: "mobile", Means.EMAIL: "email"}.get(Means(data["agreed_means"]))
        if reach and not data.get(reach) and reach not in self.errors:
            self.add_error(reach, _("The agreed means needs its number or address."))
        return data

    def facts(self) -> dict[str, Any]:
        """What ``actions.receive`` takes beside kind, channel and day."""
        data = self.cleaned_data
        names = ("account", "is_anonymous", "agreed_means", *self.IDENTITY)
        more = {name: data.get(name) or "" for name in ("about_whom", "wish")}
        return {**{name: data[name] for name in names}, **more, **self._routing()}

    def _routing(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("field", "category")}


class ReceivingForm(SendingForm):
    """What staff write down for the person who called, wrote, faxed or came."""

    means = tuple(Means)

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("By which channel did it come?"))
    received_on = DualDateField(
        label=_("Day of receipt, if not today"),
        required=False,
        allow_future=False,
        earliest=date(2000, 1, 1),
        help_text=_("For letters and faxes that arrived earlier. It is never changed afterwards."),
    )
    file_number = DigitsCharField(
        label=_("File number, if the person is a beneficiary"), required=False, max_length=16
    )
    subjects = forms.TypedMultipleChoiceField(
        label=_("Who of the staff is it about?"),
        help_text=_("They will see nothing of it, anywhere."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = [
        "kind", "channel", "account", "about_whom", "subjects", "wish", "field", "category",
        "who", "file_number", "person_name", "agreed_means", "mobile", "email", "received_on",
    ]  # fmt: skip

    def __init__(
        self,
        *args: Any,
        channels: list[tuple[str, Any]],
        members: list[tuple[int, str]],
        file_of: Callable[[str], Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, kind=Kind.COMPLAINT, **kwargs)
        self.file_of = file_of
        self.fields["channel"].choices = channels
        self.fields["subjects"].choices = members
        self.fields["account"].label = _("What does the person say?")
        self.fields["account"].help_text = _("In the person's own words.")
        self.fields["account"].error_messages["required"] = _("Write down what the person says.")
        if "wish" in self.fields:
            self.fields["wish"].label = _("What would put it right for the person?")
        if "category" in self.fields:
            self.fields["category"].label = _("Who is the person to the association?")
        self.fields["about_whom"].label = _("Whom is it about, in the person's words?")
        self.fields["who"].label = _("Does the person give a name?")
        self.fields["who"].error_messages["required"] = _("Choose whether the person gives a name.")
        self.fields["who"].choices = [(NAMED, _("Yes")), (UNNAMED, _("No, nothing of the person is kept"))]
        self.fields["person_name"].label = _("The person's name")
        self.fields["mobile"].label = _("The person's mobile number")
        self.fields["agreed_means"].label = _("Agreed means of contact")

    def clean_file_number(self) -> str:
        """The file is kept beside its number; its name stands where none was typed."""
        number = str(self.cleaned_data["file_number"]).upper()
        self.file = self.file_of(number) if number else None
        if number and self.file is None:
            raise forms.ValidationError(_("No file has this number."), code="unknown")
        return number

    def clean(self) -> dict[str, Any]:
        found = getattr(self, "file", None)
        if found and self.cleaned_data.get("who") == NAMED:
            self.cleaned_data["person_name"] = self.cleaned_data.get("person_name") or found.full_name
            self.cleaned_data["mobile"] = self.cleaned_data.get("mobile") or found.mobile
        return super().clean()

    def facts(self) -> dict[str, Any]:
        beneficiary = None if self.cleaned_data["is_anonymous"] else getattr(self, "file", None)
        return {**super().facts(), "beneficiary": beneficiary}


class OnTheSpotForm(SentOnce):
    """An inquiry answered at the desk in two fields (R1)."""

    question = words(_("What was asked?"), rows=2, max_length=1000)
    answer = words(_("What did you answer?"), rows=3, max_length=2000)


class CodeForm(SentOnce):
    """The tracking code, in any case and with or without dashes."""

    code = forms.CharField(
        label=_("Tracking code"),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the code from your receipt.")},
    )
