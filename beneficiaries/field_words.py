"""The fields of a file in words: their names, and a value as a page shows it, numbers masked (B2, B4)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from babel import Locale
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.date_words import hijri_long
from core.hijri import HijriDate
from core.identity import mask_iban, mask_id, mask_mobile
from core.templatetags.ui import isolated

from .models import Beneficiary

# What a person may report as changed, in the order of the form
SITUATION = ("marital", "employment", "housing", "health", "health_note")
REACHING = ("mobile", "other_mobile", "email")
ADDRESS = ("city", "district", "street", "building", "postcode", "secondary", "short_address")
REPORTABLE = (*SITUATION, *REACHING, *ADDRESS, "iban")
HEALTH = ("health", "health_note")
NEEDED = ("mobile", "city")  # without these a file does not stand; what else was reported may be no longer so
SEALED_FIELDS = frozenset({"national_id", "mobile", "other_mobile", "iban", "health_note"})

_LABELS: dict[str, str | Promise] = {
    "national_id": gettext_lazy("ID number"),
    "categories": gettext_lazy("Categories"),
    "mobile": gettext_lazy("Mobile number"),
    "other_mobile": gettext_lazy("Other mobile"),
    "iban": gettext_lazy("IBAN"),
    "health_note": gettext_lazy("Health note"),
    "born": gettext_lazy("Date of birth"),
    "full_name": gettext_lazy("Full name"),
    "email": gettext_lazy("E-mail"),
    "agreed_means": gettext_lazy("Agreed means of contact"),
    "city": gettext_lazy("City or district"),
}
_DAYS = frozenset({"id_expires_on", "assembly_since"})
_TYPED = frozenset({"email", "building", "postcode", "secondary", "short_address"})  # kept left to right


def label_of(field: str) -> str:
    """The field's name as pages write it."""
    known = _LABELS.get(field)
    if known is not None:
        return str(known)
    try:
        name = str(Beneficiary._meta.get_field(field).verbose_name)
    except FieldDoesNotExist:
        return field
    return name[:1].upper() + name[1:]


def for_others() -> str:
    """What stands instead of a value that is not for the eyes of whoever looks."""
    return _("Written; for those who may read it")


def in_words(field: str, value: str, *, sees_health: bool = False) -> str | SafeString:
    """A kept value as a page shows it; "" where there is none, a mask where it is a number."""
    if not value:
        return ""
    if field in ("mobile", "other_mobile"):
        return isolated(mask_mobile(value))
    if field in ("national_id", "iban"):
        return isolated(mask_iban(value) if field == "iban" else mask_id(value))
    if field == "health_note":
        return value if sees_health else for_others()
    if field == "born" and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return hijri_long(HijriDate(*(int(part) for part in value.split("-"))))
    if field == "nationality":
        return str(Locale(get_language() or "ar").territories.get(value, value))
    if field in _DAYS and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return hijri_long(date.fromisoformat(value))
    return isolated(value) if field in _TYPED else _choice(field, value)


def _choice(field: str, value: str) -> str:
    try:
        choices: Any = Beneficiary._meta.get_field(field).flatchoices
    except FieldDoesNotExist:
        return value
    return str(dict(choices).get(value, value))
