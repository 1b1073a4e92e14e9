"""Input at the counter: who is here, why, by which channel, and who brought them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from associations.enums import BROUGHT_BY_ANOTHER, Channel
from beneficiaries.asking import asked_for
from beneficiaries.forms.person import visible
from complaints.forms.receiving import words
from core.fields import MobileField
from core.forms import SentOnce
from core.templatetags.ui import isolated

from .enums import ForWhom, Purpose

NAME_ALONE = "name"
Find = Callable[[str], list[Any]]


class WhoForm(SentOnce):
    """One box for the person: a number finds one file; of several people by the name one is chosen."""

    takes_name_alone = True
    nobody_of_these = _("None of these: keep the name alone")

    who = forms.CharField(
        label=_("Name, ID, mobile or file number"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write who is here: a name is enough.")},
    )
    person = forms.ChoiceField(label=_("Which of these is it?"), widget=forms.RadioSelect, required=False, choices=())

    def __init__(self, *args: Any, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find
        self.found: list[Any] = []
        text = str(self.data.get(self.add_prefix("who"), "")).strip()
        if self.is_bound and text:
            self.found = find(text)
        self.is_name = asked_for(text).kind == "name"
        self._offer()

    def _offer(self) -> None:
        """Several people, or one whom only a name found: the officer says who it is."""
        if not self.found or (len(self.found) == 1 and not self.is_name):
            del self.fields["person"]
            return
        choices = [(person.number, _as_known(person)) for person in self.found]
        if self.takes_name_alone and self.is_name:
            choices.append((NAME_ALONE, self.nobody_of_these))
        self.fields["person"].choices = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["beneficiary"] = self._chosen(data) if "who" in data else None
        if "who" in data and data["beneficiary"] is None and not self.errors and not self._may_be_a_name(data):
            self.add_error("who", _("No file here has this number. Look at it again, or write the name."))
        return data

    def _may_be_a_name(self, data: dict[str, Any]) -> bool:
        return self.takes_name_alone and self.is_name

    def _chosen(self, data: dict[str, Any]) -> Any:
        if "person" not in self.fields:
            return self.found[0] if self.found else None
        if not data.get("person") and "person" not in self.errors:
            self.add_error("person", _("Choose the person, so that their file is opened and no other's."))
        return next((one for one in self.found if one.number == data.get("person")), None)


def _as_known(person: Any) -> str:
    """Name, the end of the ID and the city: enough to ask the visitor by, no more."""
    words = format_html(_now("ID ending in {number}"), number=isolated(f"…{person.national_id[-3:]}"))
    return format_html("<bdi>{}</bdi> · {}{}", person.full_name, words, f" · {person.city}" if person.city else "")


class ArrivalForm(WhoForm):
    """A visitor is here. The channels are the policy's; the office is asked for where there are several."""

    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the visitor came for.")},
    )
    channel = forms.ChoiceField(label=_("By which channel?"))
    brought_by = forms.CharField(
        label=_("Who brought it, if not the person"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    office = forms.ModelChoiceField(label=_("Office"), queryset=None, empty_label=None)

    field_order = ["who", "person", "purpose", "channel", "brought_by", "office"]

    def __init__(self, *args: Any, channels: list[str], offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(channel, Channel(channel).label) for channel in channels]
        carried = [str(Channel(channel).label) for channel in channels if channel in BROUGHT_BY_ANOTHER]
        if carried:
            self.fields["brought_by"].help_text = _("Needed for: %(channels)s.") % {
                "channels": _now(", ").join(carried)
            }
        else:
            del self.fields["brought_by"]
        self.fields["office"].queryset = offices
        if len(offices) < 2:
            del self.fields["office"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("channel") in BROUGHT_BY_ANOTHER and not data.get("brought_by"):
            self.add_error("brought_by", _("Write who brought it: this channel needs the name."))
        return data

    def facts(self) -> dict[str, Any]:
        """What ``actions.arrive`` takes."""
        data = self.cleaned_data
        return {
            "purpose": data["purpose"],
            "channel": data["channel"],
            "brought_by": data.get("brought_by", ""),
            "beneficiary": data["beneficiary"],
            "person_name": "" if data["beneficiary"] else data["who"],
            "office": data.get("office"),
        }


class KnowForm(WhoForm):
    """The file of a visitor of whom only the name is known so far."""

    takes_name_alone = False


class InquiryForm(SentOnce):
    """An inquiry in two fields (R1): what was asked, and what was answered, unless it is answered later."""

    question = words(_("What was asked?"), rows=2, max_length=1000)
    answer = words(_("What did you answer?"), rows=2, max_length=2000, required=False)
    mobile = MobileField(
        label=_("Mobile number, if the answer comes later"),
        required=False,
        help_text=_("Without it the visitor takes a tracking code along."),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:  # the file says how the person is reached
            del self.fields["mobile"]

    @property
    def is_for_later(self) -> bool:
        """Whether the second button was pressed."""
        return "later" in self.data

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_for_later and not data.get("answer", "").strip():
            self.add_error("answer", _("Write the answer, or press the button for a later one."))
        return data


class HelpForm(SentOnce):
    """What somebody needs, in a few fields; for oneself, or for another with one's own name."""

    for_whom = forms.ChoiceField(
        label=_("For whom is the help?"),
        choices=ForWhom.choices,
        initial=ForWhom.SELF,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom the help is.")},
    )
    person_name = forms.CharField(
        label=_("Name of who needs the help"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write the name.")},
    )
    helper_name = forms.CharField(
        label=_("Your own name, if you ask for somebody else"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    mobile = MobileField(
        label=_("Mobile number"),
        own=True,
        help_text=_("We send the number of your request to it, and call it."),
    )
    city = forms.CharField(
        label=_("City"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write the city.")},
    )
    district = forms.CharField(
        label=_("District"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    need = words(
        _("What is needed?"),
        rows=4,
        max_length=1000,
        help_text=_("A few lines are enough. No ID number and no account number, please."),
        error_messages={"required": _("Write what is needed: a few lines are enough.")},
    )

    def clean_person_name(self) -> str:
        return visible(self.cleaned_data["person_name"])

    def clean_helper_name(self) -> str:
        return visible(self.cleaned_data["helper_name"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("for_whom") == ForWhom.OTHER and not data.get("helper_name"):
            self.add_error("helper_name", _("Write your own name too."))
        return data

    def facts(self) -> dict[str, Any]:
        """What ``actions.ask_for_help`` takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("token", "version")}


class TakeUpForm(WhoForm):
    """A help request becomes a support request: whose file, which service, in which words."""

    takes_name_alone = False

    service = forms.ModelChoiceField(label=_("Service"), queryset=None, empty_label=_("Choose a service"))
    need = words(_("What is asked for"), rows=4, max_length=2000)

    field_order = ["who", "person", "service", "need"]

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services


class AskForm(SentOnce):
    """A help request becomes an inquiry."""

    question = words(_("What does the person want to know?"), rows=4, max_length=2000)


class DeclineForm(SentOnce):
    """A help request is not taken up; the reason is sent to the person as it is written."""

    reason = forms.CharField(
        label=_("Reason, in words for the person"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It is told to the person as you write it, by the means they left with us."),
        error_messages={"required": _("Write the reason: the person is told.")},
    )
