"""The letter that invites one member to a session: day, hour, place and its agenda by number, without anybody's name.

Not a row of the register (decision 0028): its agenda is that of its reader, and made anew when it is asked for.
"""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.digits import to_arabic
from correspondence import pdf
from correspondence.paper import LETTERS_LANGUAGE, isolated, letter_day, prose

from ..matters import matter_of
from ..models import Session
from .paper import hour_of


def invitation_pdf(session: Session, *, by: Any, seat: Any) -> bytes:
    """Raises ``PdfNotAvailable``."""
    return pdf.document_pdf(invitation_html(session, by=by, seat=seat))


def invitation_html(session: Session, *, by: Any, seat: Any) -> str:
    with translation.override(LETTERS_LANGUAGE):
        items = session.items.live().seen_by(by).for_docket()
        context = {
            "session": session,
            "number": isolated(session.reference),
            "day": letter_day(timezone.localdate(session.planned_at).isoformat()),
            "hour": hour_of(session.planned_at),
            "place": prose(session.place),
            "to": seat.membership.user.name_ar,
            "position": seat.get_position_display(),
            "today": letter_day(timezone.localdate().isoformat()),
            "convened_by": session.convened_by.name_ar,
            "rows": [_row(number, item) for number, item in enumerate(items, 1)],
        }
        return render_to_string("letters/invitation.html", context)


def _row(number: int, item: Any) -> dict[str, Any]:
    matter = matter_of(item)
    due_on = matter.due_on.isoformat() if matter.due_on else None
    return {
        "number": to_arabic(str(number)),
        "reference": isolated(item.reference),
        "title": prose(matter.title),
        "due_on": letter_day(due_on),
    }
