"""Numbers may be typed in any of the three digit sets; what is stored is always ASCII."""

from __future__ import annotations

_ASCII, _ARABIC, _PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
_TO_ASCII = str.maketrans(_ARABIC + _PERSIAN + "٫٬", _ASCII + _ASCII + ".,")
_TO_ARABIC = str.maketrans(_ASCII + _PERSIAN, _ARABIC + _ARABIC)


def to_ascii(text: str) -> str:
    """Fold Arabic-Indic and Persian digits, and the Arabic decimal and thousands marks, to ASCII."""
    return text.translate(_TO_ASCII)


def to_arabic(text: str) -> str:
    """Write digits of any set as Arabic-Indic digits; everything else stays as it is."""
    return text.translate(_TO_ARABIC)
