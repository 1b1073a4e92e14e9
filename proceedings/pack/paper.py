"""The pack as a tagged PDF in the look of letters: Arabic, with the member's name at the head of every page."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from beneficiaries.actions import look_at_each
from beneficiaries.models import FileLook
from core.date_words import clock_time
from core.digits import to_arabic
from correspondence import pdf
from correspondence.paper import LETTERS_LANGUAGE, isolated, letter_day, prose

from ..models import Session
from .blocks import Block
from .gathering import Entry, entries_of

SHORT = 56  # lines of at most so many letters stand in two columns


def pack_pdf(session: Session, *, by: Any, seat: Any) -> bytes:
    """The member's own pack; each file told in it is looked at by this. Raises ``PdfNotAvailable``."""
    entries = entries_of(session, by)
    made = pdf.document_pdf(pack_html(session, entries, seat))
    look_at_each(
        (entry.section.file for entry in entries if entry.section.file),
        by=by,
        what=FileLook.What.PAPER,
        reason=session.reference,
    )
    return made


def pack_html(session: Session, entries: list[Entry], seat: Any) -> str:
    with translation.override(LETTERS_LANGUAGE):
        return render_to_string("letters/pack.html", _context(session, entries, seat))


def _context(session: Session, entries: list[Entry], seat: Any) -> dict[str, Any]:
    return {
        "session": session,
        "number": isolated(session.reference),
        "day": letter_day(timezone.localdate(session.planned_at).isoformat()),
        "hour": hour_of(session.planned_at),
        "place": prose(session.place),
        "until": letter_day(timezone.localdate(session.due_at).isoformat()) if session.due_at else None,
        "until_hour": hour_of(session.due_at) if session.due_at else "",
        "count": to_arabic(str(len(entries))),
        "copy_of": seat.membership.user.name_ar,
        "position": seat.get_position_display(),
        "made_on": letter_day(timezone.localdate().isoformat()),
        "made_at": hour_of(timezone.now()),
        "rows": [_row(entry) for entry in entries],
    }


def hour_of(moment: Any) -> SafeString:
    """«٤:٣٠ م», in this order inside Arabic text."""
    hour, half = clock_time(moment)
    return format_html("{} {}", isolated(to_arabic(hour)), half)


def _row(entry: Entry) -> dict[str, Any]:
    section = entry.section
    due_on = section.due_on.isoformat() if section.due_on else None
    return {
        "number": to_arabic(str(entry.number)),
        "reference": isolated(section.reference),
        "title": prose(section.title),
        "person": prose(section.person),
        "due_on": letter_day(due_on),
        "is_late": entry.is_late,
        "is_decided": entry.is_decided,
        "blocks": [_written(block) for block in section.blocks],
    }


def _written(block: Block) -> dict[str, Any]:
    """In letters' digits; what was written so already, as a mask, stays."""
    lines = [(prose(label), text if isinstance(text, SafeString) else prose(text)) for label, text in block.lines]
    return {
        "title": block.title,
        "lines": lines,
        "is_short": len(lines) > 3 and all(len(label) + len(strip_tags(text)) < SHORT for label, text in block.lines),
        "words": prose(block.words),
        "points": [prose(point) for point in block.points],
    }
