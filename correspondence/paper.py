"""What a letter's template reads: the frozen facts with days in words, digits and directions as letters write them.

Always Arabic, whatever language the screen is in. Nothing is read but the letter, its facts and the letterhead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core import date_words
from core.digits import to_arabic

from . import qr
from .amount_words import amount_in_words
from .checking import fingerprint
from .models import Letter

LETTERS_LANGUAGE = "ar"
# Runs that would turn over inside Arabic text (numbers with signs, references, addresses), and plain numbers.
_RUN = re.compile(r"[+#]?[A-Za-z0-9](?:[A-Za-z0-9@._:/,+-]*[A-Za-z0-9])?")
_FIGURES = re.compile(r"[0-9.,:/]+")  # these keep their order in Arabic-Indic digits too; a hyphen would not
LONGEST_COUNT = 6  # longer digits are phones and identifiers: a leading Arabic zero would read as a full stop
_MARKS = str.maketrans(",.", "٬٫")
_TEXTS = (
    *("reference", "beneficiary", "file", "service", "channel", "means", "body", "policy"),
    *("policy_version", "article", "need", "promise", "outcome_label", "instead", "refusal_reason", "reasons"),
    *("reason_clause", "handover", "to_bring", "objection_period", "objection_body", "objection_channels"),
    "objection",
    *("signatory", "signatory_office"),
    *("purpose", "notice", "notice_version", "state_label", "given_how"),
    *("what", "receiver", "deed", "instalments", "count"),
    *("harm", "extent", "authority", "ruling", "remedy", "conditions"),
)


@dataclass(frozen=True)
class LetterDay:
    """A day as a letter writes it, in Arabic-Indic digits."""

    iso: str
    weekday: str
    hijri: str
    gregorian: str


def prose(text: str) -> SafeString:
    """Escaped text in which numbers are Arabic-Indic and no reference, address or number turns over."""
    parts: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        parts += [escape(text[end : run.start()]), _run(run.group())]
        end = run.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # every part is escaped above


def _run(text: str) -> str:
    if text.isalpha():
        return text
    if text.isdigit():
        return to_arabic(text) if len(text) <= LONGEST_COUNT else isolated(text)
    return isolated(to_arabic(text) if _FIGURES.fullmatch(text) else text)


def isolated(text: str) -> SafeString:
    """In one piece and left to right; WeasyPrint needs the direction written out."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', text)


def letter_day(iso: str | None) -> LetterDay | None:
    """The ISO day of a fact in words, or None."""
    if not iso:
        return None
    day = date.fromisoformat(iso)
    return LetterDay(
        iso,
        date_words.weekday_name(day),
        to_arabic(date_words.hijri_long(day)),
        to_arabic(date_words.gregorian_long(day)),
    )


def amount_figures(amount: str) -> str:
    """«١٬٢٥٠٫٥٠»; these marks keep their order inside Arabic text."""
    return to_arabic(f"{Decimal(amount):,.2f}".translate(_MARKS))


def paper(letter: Letter, *, check_url: str) -> SafeString:
    """The letter from head to foot as HTML, the same for screen, browser's print and PDF."""
    with translation.override(LETTERS_LANGUAGE):
        return render_to_string("letters/sheet.html", _context(letter, check_url))


def _context(letter: Letter, check_url: str) -> dict[str, Any]:
    facts: dict[str, Any] = letter.facts
    amount = facts.get("amount")
    return {
        "letter": letter,
        "association": letter.association,
        "licence": isolated(to_arabic(letter.association.licence_number)),
        "number": isolated(to_arabic(letter.reference)),
        "attachments": to_arabic(str(letter.attachments)) if letter.attachments else "لا يوجد",
        "subject": prose(letter.subject),
        "body_template": "letters/emptied.html" if letter.is_emptied else f"letters/{letter.kind}.html",
        **{name: prose(str(facts.get(name) or "")) for name in _TEXTS},
        # European digits: among Arabic ones the dots of the mask would read as zeros
        "id_masked": isolated(str(facts.get("id_masked") or "")),
        "outcome": facts.get("outcome", ""),
        "received_by": facts.get("received_by", ""),
        "amount": amount_figures(amount) if amount else "",
        "amount_words": amount_in_words(amount) if amount else "",
        "missing": [prose(name) for name in facts.get("missing", [])],
        "steps": [prose(sentence) for sentence in facts.get("steps", [])],
        "stipulations": [
            {**row, "text": prose(row["text"]), "last_on": letter_day(row["last_on"])}
            for row in facts.get("stipulations", [])
        ],
        "is_complete": facts.get("is_complete", False),
        "asks_signature": facts.get("needs_declaration", True) and not facts.get("is_signed", True),
        "received_on": letter_day(facts.get("received_on")),
        **{
            name: letter_day(facts.get(name))
            for name in ("occurred_on", "agreed_on", "basis_on", "said_on", "delivered_on")
        },
        "due_on": letter_day(facts.get("due_on")),
        "expected_from": letter_day(facts.get("answer_expected_from")),
        "qr": qr.data_uri(check_url),
        "check_url": check_url,
        "fingerprint": fingerprint(letter),
    }
