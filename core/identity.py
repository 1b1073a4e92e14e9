"""An ID or mobile number that leaves here is well-formed, in ASCII, and one person's number has one form."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from stdnum import iban, luhn
from stdnum.exceptions import ValidationError

from .digits import to_ascii
from .errors import DomainError

_BULLET = "•"
_ID_LENGTH = 10
_MOBILE = re.compile(r"(?:\+966|00966|966)?0?(5[0-9]{8})")


def clean_national_id(text: str) -> str:
    """Ten ASCII digits of a citizen's (1…) or resident's (2…) ID; raises ``DomainError`` that says what is wrong."""
    number = _compact(text)
    if not number:
        raise DomainError(_("Enter the ID number."), code="required")
    if not _digits_only(number):
        raise DomainError(_("An ID number is made of digits only. Remove everything else."), code="not_digits")
    if len(number) != _ID_LENGTH:
        message = _("An ID number has 10 digits (typed: %(count)s). Check it against the card.")
        raise DomainError(message % {"count": len(number)}, code="length")
    if number[0] not in "12":
        raise DomainError(_("An ID number starts with 1 for a citizen or 2 for a resident."), code="first_digit")
    if not luhn.is_valid(number):
        raise DomainError(_("One of the digits is wrong. Compare the number with the card."), code="check_digit")
    return number


def clean_foreign_id(text: str) -> str:
    """The number of a passport, Gulf ID or border card: 5 to 20 ASCII letters and digits, in capitals."""
    number = _compact(text).upper()
    if not number:
        raise DomainError(_("Enter the ID number."), code="required")
    if not re.fullmatch(r"[A-Z0-9]{5,20}", number) or not any(c.isdigit() for c in number):
        message = _("The number of this card is 5 to 20 Latin letters and digits. Check it against the card.")
        raise DomainError(message, code="foreign_id")
    return number


def clean_iban(text: str) -> str:
    """A Saudi IBAN, ``SA`` and 22 digits; raises ``DomainError`` that says what is wrong."""
    number = _compact(text).upper()
    if not number:
        raise DomainError(_("Enter the IBAN."), code="required")
    if re.fullmatch(r"[0-9]{22}", number):
        number = f"SA{number}"
    if not number.startswith("SA"):
        raise DomainError(_("Enter an account in a Saudi bank: its IBAN starts with SA."), code="not_saudi")
    if not re.fullmatch(r"SA[0-9]{22}", number):
        message = _(
            "A Saudi IBAN is SA and 22 digits (typed: %(count)s characters). Check it against the certificate."
        )
        raise DomainError(message % {"count": len(number)}, code="length")
    try:
        iban.validate(number)
    except ValidationError as error:
        message = _("One of the digits of the IBAN is wrong. Compare it with the bank's certificate.")
        raise DomainError(message, code="check_digit") from error
    return number


def mask_iban(number: str) -> str:
    """``"SA•• … 7519"``: the country and the last four digits."""
    return f"{number[:2]}{_BULLET * 2} … {number[-4:]}" if len(number) > 8 else _BULLET * len(number)


def clean_mobile(text: str) -> str:
    """A Saudi mobile number as ``+9665XXXXXXXX``; raises ``DomainError`` that says what is wrong."""
    number = _compact(text)
    if not number:
        raise DomainError(_("Enter the mobile number."), code="required")
    if not _digits_only(number.removeprefix("+")):
        raise DomainError(_("A mobile number is made of digits only. Remove everything else."), code="not_digits")
    found = _MOBILE.fullmatch(number)
    if found:
        return f"+966{found[1]}"
    national = re.sub(r"^(?:\+966|00966|966)?0?", "", number)
    if not national.startswith("5") or (number.startswith("+") and not number.startswith("+966")):
        raise DomainError(_("Enter a Saudi mobile number, which starts with 05."), code="not_mobile")
    raise DomainError(_("A mobile number has 10 digits, such as 0501234567. Check its length."), code="length")


def mask_mobile(number: str) -> str:
    """``"05•• ••• •21"`` for a stored ``+966501234521``: enough for its owner, no use to another."""
    digits = number.removeprefix("+966")
    if digits != number and len(digits) == 9:
        return f"0{digits[0]}{_BULLET * 2} {_BULLET * 3} {_BULLET}{digits[-2:]}"
    return _last_shown(number, 2)


def mask_id(number: str) -> str:
    """``"•••••••678"`` for ``"1012345678"``."""
    return _last_shown(number, 3)


def _last_shown(text: str, shown: int) -> str:
    # A value no longer than what may be shown would be shown whole: hide it whole instead.
    shown = shown if len(text) > shown * 2 else 0
    return _BULLET * (len(text) - shown) + text[len(text) - shown :]


def _digits_only(text: str) -> bool:
    return re.fullmatch(r"[0-9]+", text) is not None


def _compact(text: str) -> str:
    """Without the spaces, dashes, brackets and invisible marks that people and copied text bring along."""
    kept = (c for c in to_ascii(text) if unicodedata.category(c) not in ("Zs", "Cc", "Cf", "Pd", "Ps", "Pe"))
    return "".join(c for c in kept if c != ".")
