"""Values shown inside Arabic text: each tag escapes its value and isolates its direction.

Unisolated, ``2026-11-18`` after Arabic shows as ``18-11-2026``. A bare ``<bdi>`` is not enough for WeasyPrint,
so every isolated value carries its own ``dir``. A missing value shows a dash, read out as "not set".
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import date_words, identity
from core.digits import to_ascii
from core.hijri import language

register = template.Library()

REFERENCE = re.compile(r"([A-Z]{1,3}-[0-9]{4}-[0-9]{6}(?:-[A-Z])?)")
CHIP_KINDS = ("ok", "soon", "late", "hold", "idle")


def isolated(value: object) -> SafeString:
    """``value`` kept in one piece and left to right whatever stands around it."""
    return format_html('<bdi dir="ltr" class="num text-nowrap">{}</bdi>', value)


def not_set() -> SafeString:
    return format_html('<span aria-hidden="true">—</span><span class="visually-hidden">{}</span>', _("Not entered"))


@register.filter
def ltr(value: object) -> SafeString:
    """A phone, ID, reference, IBAN, e-mail or ISO date, isolated."""
    return not_set() if value is None or value == "" else isolated(value)


@register.filter
def with_numbers(text: object) -> SafeString:
    """A sentence in which each number of a case or file (R-1448-000123) keeps its piece and its direction."""
    words = REFERENCE.split(str(text))
    return format_html_join("", "{}", ((isolated(word) if at % 2 else word,) for at, word in enumerate(words)))


@register.filter
def digits(value: object) -> SafeString:
    """A number in European digits, isolated."""
    return not_set() if value is None or value == "" else isolated(to_ascii(str(value)))


@register.filter
def money(value: Decimal | float | str | None) -> SafeString:
    """«1,250.50 ريال», rounded to halalas."""
    if value is None or value == "":
        return not_set()
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        raise ValueError(f"not an amount: {value!r}") from None
    return format_html(
        '<span class="text-nowrap">{}</span>', format_html(_("{amount} riyals"), amount=isolated(f"{amount:,.2f}"))
    )


@register.filter
def amount(value: Decimal) -> str:
    """«1,250.50» for a sum written out; whole riyals without halalas."""
    return f"{value:,.2f}".removesuffix(".00")


@register.filter
def mask_mobile(value: str | None) -> SafeString:
    """The mobile number as its owner may recognise it; takes the readable number, not the sealed one."""
    return isolated(identity.mask_mobile(value)) if value else not_set()


@register.filter
def mask_id(value: str | None) -> SafeString:
    """The last three digits of an ID; takes the readable number, not the sealed one."""
    return isolated(identity.mask_id(value)) if value else not_set()


@register.filter
def mask_iban(value: str | None) -> SafeString:
    """The country and the last four digits of an account."""
    return isolated(identity.mask_iban(value)) if value else not_set()


@register.filter
def hijri(value: date_words.Day | None) -> str:
    """«20 شوال 1447هـ»."""
    return (date_words.hijri_long(value) if value else "") or not_set()


@register.filter
def gregorian(value: date_words.Day | None) -> str:
    """«8 أبريل 2026م»."""
    return (date_words.gregorian_long(value) if value else "") or not_set()


@register.filter
def letter_hijri(value: date_words.Day | None) -> str:
    """«١٣/٠٥/١٤٤٥هـ» as letters write it."""
    return (date_words.letter_hijri(value) if value else "") or not_set()


@register.filter
def letter_gregorian(value: date_words.Day | None) -> str:
    """«٢٧/١١/٢٠٢٣م» as letters write it."""
    return (date_words.letter_gregorian(value) if value else "") or not_set()


@register.simple_tag
def dual_date(value: date_words.Day | None, weekday: bool = False) -> SafeString:
    """Hijri first, the Gregorian day muted beside it, under one ``<time>``."""
    if not value:
        return not_set()
    return _timed(date_words.gregorian_of(value), _both_calendars(value, weekday))


@register.simple_tag
def dual_moment(value: datetime.datetime | None) -> SafeString:
    """Both calendars and the hour on Riyadh's clocks."""
    if not value:
        return not_set()
    hour, half = date_words.clock_time(value)
    time = format_html('<span class="text-nowrap">{} {}</span>', isolated(hour), half)
    return _timed(date_words.local(value), format_html("{} {}", _both_calendars(value, False), time))


@register.simple_tag
def letter_date(value: date_words.Day | None) -> SafeString:
    """«١٣/٠٥/١٤٤٥هـ الموافق ٢٧/١١/٢٠٢٣م»."""
    if not value:
        return not_set()
    text = date_words.corresponding(date_words.letter_hijri(value), date_words.letter_gregorian(value))
    return _timed(date_words.gregorian_of(value), _in_own_direction(text))


@register.simple_tag
def chip(text: object, kind: str = "idle") -> SafeString:
    """A state in words on a coloured ground; ``kind`` is one of ``CHIP_KINDS``."""
    if kind not in CHIP_KINDS:
        raise ValueError(f"chip kind {kind!r} is not one of {', '.join(CHIP_KINDS)}")
    return format_html('<span class="chip chip-{}">{}</span>', kind, text)


def _both_calendars(value: date_words.Day, weekday: bool) -> SafeString:
    hijri_text, gregorian_text = date_words.hijri_long(value), date_words.gregorian_long(value)
    first = hijri_text or gregorian_text
    if weekday:
        first = f"{date_words.weekday_name(value)} {first}".strip()
    if not (hijri_text and gregorian_text):
        return _in_own_direction(first)
    muted = format_html('<span class="muted">{}</span>', _in_own_direction(f"({gregorian_text})"))
    return format_html("{} {}", _in_own_direction(first), muted)


def _in_own_direction(text: str) -> SafeString:
    return format_html('<bdi dir="{}">{}</bdi>', "rtl" if language() == "ar" else "ltr", text)


def _timed(value: datetime.date | None, shown: SafeString) -> SafeString:
    if value is None:
        return shown
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)
