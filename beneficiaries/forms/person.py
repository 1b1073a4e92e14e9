"""What is typed to register a person, to correct the file, and to see a number in full."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.date_words import hijri_long
from core.errors import DomainError
from core.fields import DualDate, DualDateField, MobileField
from core.forms import SentOnce
from core.identity import clean_foreign_id, clean_national_id, mask_id, mask_mobile
from core.names import query_tokens
from core.templatetags.ui import isolated

from ..actions.file import kind_of
from ..enums import IdKind
from ..models import Beneficiary, ContactMeans, FileLook

_TEXT = {"dir": "auto", "autocomplete": "off"}  # another person's facts: the browser must not remember them


def visible(typed: str) -> str:
    """A name without marks of direction, which come along with copied names and which nobody sees."""
    kept = "".join(c for c in typed if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    return re.sub(r"\s+", " ", kept).strip()


class BeneficiaryForm(SentOnce):
    """The facts of a new file."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        help_text=gettext_lazy("As on the ID."),
        max_length=150,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": gettext_lazy("Enter the full name.")},
    )
    id_kind = forms.ChoiceField(
        label=gettext_lazy("Card"),
        choices=[
            ("", gettext_lazy("National ID or iqama")),
            *((kind.value, kind.label) for kind in IdKind if not kind.is_saudi),
        ],
        required=False,
    )
    national_id = forms.CharField(
        label=gettext_lazy("ID number"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "text", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the ID number.")},
    )
    born = DualDateField(label=gettext_lazy("Date of birth"), allow_future=False, old_births=True)
    mobile = MobileField(label=gettext_lazy("Mobile number"))
    agreed_means = forms.ChoiceField(
        label=gettext_lazy("Agreed means of contact"),
        help_text=gettext_lazy("Ask how the person wants to hear from us."),
        choices=ContactMeans.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the means agreed with the person.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Needed only where e-mail is the agreed means."),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    city = forms.CharField(
        label=gettext_lazy("City or district"), max_length=100, required=False, widget=forms.TextInput(attrs=_TEXT)
    )

    FACTS = ("full_name", "id_kind", "national_id", "mobile", "agreed_means", "email", "city")

    def clean_full_name(self) -> str:
        name = visible(str(self.cleaned_data["full_name"]))
        if not query_tokens(name) or any(c.isdigit() for c in name):
            raise forms.ValidationError(_("Write the name in letters, as on the ID."), code="name")
        return name

    def clean_national_id(self) -> str:
        """The number as its card has it; a citizen's or resident's has a check digit."""
        typed, foreign = self.cleaned_data["national_id"], self.cleaned_data.get("id_kind")
        if not typed:
            return ""
        try:
            return clean_foreign_id(typed) if foreign else clean_national_id(typed)
        except DomainError as error:
            raise forms.ValidationError(str(error.message), code=error.code) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("agreed_means") == ContactMeans.EMAIL
            and not cleaned.get("email")
            and "email" not in self.errors
        ):
            self.add_error("email", _("To be reached by e-mail, an address is needed."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The arguments of ``actions.register`` and ``actions.correct``."""
        facts = {name: self.cleaned_data[name] for name in (*self.FACTS, "born")}
        facts["id_kind"] = facts["id_kind"] or kind_of(facts["national_id"])
        return facts

    def lead_to(self, url: str, number: str) -> None:
        """Put a link to a known file beside the ID."""
        words = format_html(_("Open file {number}"), number=isolated(number))
        self["national_id"].help_text = format_html('<a href="{}">{}</a>', url, words)


class CorrectForm(BeneficiaryForm):
    """The facts of a file as they stand; its ID and mobile stay hidden, and an empty box keeps them."""

    def __init__(self, *args: Any, beneficiary: Beneficiary, **kwargs: Any) -> None:
        self.beneficiary = beneficiary
        kwargs["initial"] = {
            **{name: getattr(beneficiary, name) for name in ("full_name", "agreed_means", "email", "city")},
            "born": self._birth(),
            "id_kind": "" if IdKind(beneficiary.id_kind).is_saudi else beneficiary.id_kind,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        hidden = {"national_id": mask_id(beneficiary.national_id), "mobile": mask_mobile(beneficiary.mobile)}
        for name, masked in hidden.items():
            self.fields[name].required = False
            words = format_html(_("Leave it empty to keep {number}."), number=isolated(masked))
            self.fields[name].help_text = words

    def _birth(self) -> DualDate:
        kept = self.beneficiary
        in_gregorian = kept.birth_calendar == "gregorian" and kept.born_on
        return DualDate.of(kept.born_on, "gregorian") if in_gregorian else DualDate.of(kept.birth_hijri)

    def clean_national_id(self) -> str:
        """Empty keeps the number, and with it the card."""
        typed = super().clean_national_id()
        kept = self.beneficiary
        foreign = self.cleaned_data.get("id_kind", "")
        if not typed and foreign != ("" if IdKind(kept.id_kind).is_saudi else kept.id_kind):
            raise forms.ValidationError(_("Another card has another number. Enter it."), code="required")
        return typed

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        for name in ("national_id", "mobile"):
            facts[name] = facts[name] or getattr(self.beneficiary, name)
        if not self.cleaned_data["id_kind"]:
            facts["id_kind"] = kind_of(facts["national_id"])
        return facts

    def differences(self) -> list[dict[str, str | Promise]]:
        """Where what was typed is not what is saved now, for a page that has become stale."""
        kept, typed = self.beneficiary, self.cleaned_data
        pairs: list[tuple[str, Any, Any]] = [
            (name, getattr(kept, name), typed.get(name, "")) for name in ("full_name", "email", "city")
        ]
        means = typed.get("agreed_means")
        pairs.append(("agreed_means", kept.get_agreed_means_display(), ContactMeans(means).label if means else ""))
        pairs.append(("born", hijri_long(kept.birth_hijri), hijri_long(typed["born"]) if typed.get("born") else ""))
        return [
            {"label": self.fields[name].label or "", "now": now, "yours": yours}
            for name, now, yours in pairs
            if now != yours
        ]


class RevealForm(SentOnce):
    """Which number is needed in full, and why."""

    what = forms.ChoiceField(
        label=gettext_lazy("What you need"),
        choices=[
            (FileLook.What.NATIONAL_ID, gettext_lazy("ID number")),
            (FileLook.What.MOBILE, gettext_lazy("Mobile number")),
            (FileLook.What.OTHER_MOBILE, gettext_lazy("Other mobile")),
            (FileLook.What.IBAN, gettext_lazy("IBAN")),
            (FileLook.What.HEALTH, gettext_lazy("Health note")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you need it?"),
        help_text=gettext_lazy("Your name, the moment and this reason stay in the file."),
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
        required=False,  # the verb asks for it outside one's own cases
    )

    def __init__(self, *args: Any, permissions: frozenset[str], is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what, reason = cast(forms.ChoiceField, self.fields["what"]), self.fields["reason"]
        numbers, health = Permission.REVEAL_NUMBERS in permissions, Permission.SEE_HEALTH in permissions
        what.choices = [
            (value, label) for value, label in what.choices if (health if value == FileLook.What.HEALTH else numbers)
        ]
        if is_own:
            reason.label = gettext_lazy("Why do you need it? (if you wish)")
            reason.help_text = gettext_lazy(
                "An open case of this person is with you. Your name and the moment stay in the file."
            )
