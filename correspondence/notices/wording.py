"""The words of a notice: defaults from ``notice_texts.toml``, an association's own before them, values by name only.

Rendering replaces ``{name}`` and does nothing else: no expression in a text can reach anything. An ID number that
slipped into a value is masked; codes are let through in the events that are made of one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import translation
from stdnum import luhn

from core.hijri import HijriDate, HijriRangeError, month_name
from core.identity import mask_id

from .events import FOR_THE_PERSON_ALONE, VARIABLES

FILE = Path(__file__).resolve().parent.parent / "notice_texts.toml"
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"(?<!\d)[12]\d{9}(?!\d)")
# GSM 03.38: text made of these alone goes seven bits a character; each of the second row takes two places.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True)
class Wording:
    """The words of one event in one language: short for a text message or a call, subject and body for the rest."""

    short: str
    subject: str
    body: str


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def defaults() -> dict[tuple[str, str], Wording]:
    """(event, language) to its words, as the file of the installation states them; every word checked."""
    found = {}
    for event in VARIABLES:
        for language, words in _file()[event].items():
            for text in words.values():
                refuse_unknown_variables(event, text)
            found[event, language] = Wording(**{name: text.strip() for name, text in words.items()})
    return found


def phrase(name: str, *, language: str) -> str:
    """Words that stand as a value in a notice."""
    return str(_file()["phrases"][language][name])


def refuse_unknown_variables(event: str, text: str) -> None:
    """Raises ``ValueError`` naming the first ``{name}`` that the event does not have."""
    for name in _VARIABLE.findall(text):
        if name not in VARIABLES[event]:
            raise ValueError(name)


def wording_for(association: Any, event: str, language: str) -> Wording:
    """The association's own words, or the installation's. One query."""
    own = association.notice_texts.filter(event=event, language=language).first()
    return Wording(own.short, own.subject, own.body) if own else defaults()[event, language]


def render(event: str, text: str, values: Mapping[str, str]) -> str:
    """The text with its values; every variable of the event must be given."""
    missing = VARIABLES[event] - set(values)
    if missing or set(values) - VARIABLES[event]:
        raise ValueError(f"{event} has the values {sorted(VARIABLES[event])}, not {sorted(values)}")
    filled = _VARIABLE.sub(lambda match: values[match[1]], text)
    return filled if event in FOR_THE_PERSON_ALONE else _ID.sub(_masked, filled)


def _masked(match: re.Match[str]) -> str:
    return mask_id(match[0]) if luhn.is_valid(match[0]) else match[0]


def day_in_short(day: date) -> str:
    """«20 شوال (8 أبريل)»: both calendars without the year, which is the present one, in the active language."""
    gregorian = f"{day.day} {month_name('gregorian', day.month)}"
    try:
        hijri = HijriDate.from_gregorian(day)
    except HijriRangeError:
        return gregorian
    return f"{hijri.day} {month_name('hijri', hijri.month)} ({gregorian})"


def promise_in_short(
    due_on: date | None, expected_from: date | None, *, language: str, is_running: bool = True
) -> str:
    """The promise in a few words that fit a text message; never more than the policy says.

    ``is_running`` is false where the period has not begun because something is missing.
    """
    day = due_on or expected_from
    if day is None:
        return phrase("no_day" if is_running else "when_complete", language=language)
    with translation.override(language):
        return phrase("answer_by" if due_on else "answer_from", language=language).replace("{day}", day_in_short(day))


@dataclass(frozen=True)
class SmsSize:
    """How much of a text message a text takes: its places, and the parts it is paid by."""

    places: int
    parts: int


def sms_size(text: str) -> SmsSize:
    """70 places a part where a character is outside the GSM alphabet (all Arabic), 160 where none is."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        places, one, each = sum(2 if letter in _GSM_TWICE else 1 for letter in text), 160, 153
    else:
        places, one, each = len(text.encode("utf-16-be")) // 2, 70, 67
    return SmsSize(places, 1 if places <= one else -(-places // each))
