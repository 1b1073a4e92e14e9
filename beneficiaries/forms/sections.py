"""What is typed into one theme of a file: the person, ways to reach, address and account, situation, health."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from babel import Locale
from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.roles import Permission
from core.digits import to_ascii
from core.fields import DigitsCharField, DualDate, DualDateField, IbanField, MobileField
from core.forms import SentOnce
from core.identity import mask_iban, mask_mobile
from core.templatetags.ui import isolated

from ..enums import Employment, HealthSituation, Housing, Language, MaritalStatus, Sex
from ..models import Beneficiary
from .person import visible

_TEXT = {"dir": "auto", "autocomplete": "off"}
_NOT_STATED = ("", gettext_lazy("Not stated"))


def nationalities() -> list[tuple[str, str]]:
    """Countries by their names in the active language, Saudi Arabia first. Codes are ISO 3166-1."""
    names = Locale(get_language() or "ar").territories
    found = [(code, names[code]) for code in names if re.fullmatch(r"[A-Z]{2}", code) and code not in _NOT_COUNTRIES]
    return [("", str(_NOT_STATED[1])), *sorted(found, key=lambda pair: (pair[0] != "SA", pair[1]))]


_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, widget=forms.TextInput(attrs=_TEXT), **more)


def _choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_NOT_STATED, *choices], required=False, **more)


class SectionForm(SentOnce):
    """One theme of the file as it stands; ``needs`` are the rights of who may open it."""

    title: str | Promise = ""
    needs: tuple[str, ...] = (Permission.EDIT_BENEFICIARY,)
    hidden: dict[str, Callable[[str], str]] = {}  # sealed numbers: an empty box keeps them

    def __init__(self, *args: Any, beneficiary: Beneficiary, **kwargs: Any) -> None:
        self.beneficiary = beneficiary
        kwargs["initial"] = {**self.standing(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for name, mask in self.hidden.items():
            kept = getattr(beneficiary, name)
            if kept:
                words = format_html(_("Leave it empty to keep {number}."), number=isolated(mask(kept)))
                self.fields[name].help_text = words
            else:
                del self.fields[f"without_{name}"]

    @classmethod
    def names(cls) -> list[str]:
        return [name for name in cls.base_fields if name not in ("token", "version", *cls.removals())]

    @classmethod
    def removals(cls) -> list[str]:
        """Boxes that take a sealed number away."""
        return [f"without_{name}" for name in cls.hidden]

    def standing(self) -> dict[str, Any]:
        """The facts as they are, hidden numbers left out."""
        return {name: getattr(self.beneficiary, name) for name in self.names() if name not in self.hidden}

    def facts(self) -> dict[str, Any]:
        """The arguments of ``actions.correct``."""
        facts = {}
        for name in self.names():
            typed = self.cleaned_data[name]
            if isinstance(typed, DualDate):
                typed = typed.gregorian
            if name in self.hidden and not typed and not self.cleaned_data.get(f"without_{name}"):
                typed = getattr(self.beneficiary, name)
            facts[name] = typed
        return facts

    def differences(self) -> list[dict[str, Any]]:
        """Where what was typed is not what is saved now, for a page that has become stale."""
        now = self.standing()
        return [
            {"label": self.fields[name].label, "now": self._words(name, now[name]), "yours": self._words(name, typed)}
            for name, typed in self.facts().items()
            if name in now and name in self.fields and self._words(name, now[name]) != self._words(name, typed)
        ]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return "، ".join(str(row) for row in value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, "")) if value else ""
        return "" if value is None else str(value)


class PersonForm(SectionForm):
    title = gettext_lazy("About the person")

    first_name = _text(gettext_lazy("First name"), 60)
    father_name = _text(gettext_lazy("Father's name"), 60)
    grandfather_name = _text(gettext_lazy("Grandfather's name"), 60)
    family_name = _text(gettext_lazy("Family name"), 60)
    sex = _choice(gettext_lazy("Sex"), Sex.choices, widget=forms.RadioSelect)
    nationality = forms.ChoiceField(label=gettext_lazy("Nationality"), choices=nationalities, required=False)
    id_expires_on = DualDateField(label=gettext_lazy("The card is valid until"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language for messages and letters"), choices=Language.choices, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("first_name", "father_name", "grandfather_name", "family_name"):
            if name in cleaned:
                cleaned[name] = visible(cleaned[name])
                if any(c.isdigit() for c in cleaned[name]):
                    self.add_error(name, _("Write the name in letters, as on the ID."))
        return cleaned


class ContactForm(SectionForm):
    title = gettext_lazy("Other mobile, address and account")
    hidden = {"other_mobile": mask_mobile, "iban": mask_iban}

    other_mobile = MobileField(label=gettext_lazy("Other mobile"), required=False)
    without_other_mobile = forms.BooleanField(label=gettext_lazy("There is no other mobile any more"), required=False)
    other_mobile_of = _text(gettext_lazy("Whose other mobile it is"), 60)
    short_address = forms.CharField(
        label=gettext_lazy("Short national address"),
        help_text=gettext_lazy("Four letters and four digits, such as RHHA1234."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    building = DigitsCharField(label=gettext_lazy("Building number"), digits_only=True, length=4, required=False)
    street = _text(gettext_lazy("Street"), 100)
    district = _text(gettext_lazy("District"), 100)
    postcode = DigitsCharField(label=gettext_lazy("Postcode"), digits_only=True, length=5, required=False)
    secondary = DigitsCharField(label=gettext_lazy("Secondary number"), digits_only=True, length=4, required=False)
    iban = IbanField(label=gettext_lazy("IBAN"), required=False)
    without_iban = forms.BooleanField(label=gettext_lazy("The account is not used any more"), required=False)

    def clean_short_address(self) -> str:
        typed = re.sub(r"\s+", "", to_ascii(self.cleaned_data["short_address"])).upper()
        if typed and not re.fullmatch(r"[A-Z]{4}[0-9]{4}", typed):
            raise forms.ValidationError(_("A short address is four Latin letters and four digits, such as RHHA1234."))
        return typed


class SituationForm(SectionForm):
    title = gettext_lazy("Social situation")
    needs = (Permission.EDIT_SITUATION,)

    marital = _choice(gettext_lazy("Marital status"), MaritalStatus.choices)
    employment = _choice(gettext_lazy("Employment"), Employment.choices)
    housing = _choice(gettext_lazy("Housing"), Housing.choices)
    categories: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Categories"),
        help_text=gettext_lazy("The categories of the association that this person belongs to."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    assembly_number = _text(gettext_lazy("Membership number in the general assembly"), 20)
    assembly_since = DualDateField(
        label=gettext_lazy("Member of the general assembly since"), required=False, allow_future=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        association = self.beneficiary.association
        offered = association.categories.filter(is_active=True) | association.categories.filter(
            pk__in=self.beneficiary.in_categories.values("category")
        )
        self.fields["categories"].queryset = offered.distinct()
        if not offered.exists():
            del self.fields["categories"]
        if not association.policy_in_force().files.has_assembly:
            del self.fields["assembly_number"], self.fields["assembly_since"]

    def standing(self) -> dict[str, Any]:
        standing = {name: getattr(self.beneficiary, name) for name in self.names() if name != "categories"}
        chosen = self.beneficiary.in_categories.select_related("category").order_by("category__name_ar")
        return {**standing, "categories": [row.category for row in chosen]}

    def facts(self) -> dict[str, Any]:
        for name in {"categories", "assembly_number", "assembly_since"} - self.fields.keys():
            self.cleaned_data[name] = self.standing()[name]
        return super().facts()


class HealthForm(SectionForm):
    title = gettext_lazy("Health")
    needs = (Permission.SEE_HEALTH,)

    health = _choice(gettext_lazy("Health situation"), HealthSituation.choices, widget=forms.RadioSelect)
    health_note = forms.CharField(
        label=gettext_lazy("Health note"),
        help_text=gettext_lazy("Only what a decision needs. It is sealed, and each reading of it is recorded."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **_TEXT}),
    )


SECTION_FORMS: dict[str, type[SectionForm]] = {
    "person": PersonForm,
    "contact": ContactForm,
    "situation": SituationForm,
    "health": HealthForm,
}
