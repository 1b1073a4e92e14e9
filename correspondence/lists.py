"""The lists of this room: the register of letters, and notices."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.digits import to_ascii
from core.list_filters import Asker, Choice, Days, Text, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .models import LetterKind, Means, NoticeStatus
from .notices.events import NoticeEvent
from .notices.register import masked
from .notices.register import shown_to as notices_of
from .showing import letters_of

NEWEST = (Sort("newest", _("Newest first"), ("-pk",)), Sort("oldest", _("Oldest first"), ("pk",)))


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200e\u200f]", "", to_ascii(text)).upper()


def by_letter(rows: Any, text: str, asker: Asker) -> Any:
    """By its number, by what it is about, or by whom it is for."""
    plain = _plain(text)
    number = re.fullmatch(r"(?:(1[0-9]{3})/)?([0-9]{1,6})", plain)
    if number:
        wanted = {"year": number[1]} if number[1] else {}
        return rows.filter(number=int(number[2]), **wanted)
    return rows.filter(Q(about=plain) | Q(recipient__icontains=text))


SIGNED = (LetterKind.DECISION, LetterKind.OBJECTION)


def with_issuer(letters: Any) -> Any:
    """With what ``issuer_of`` reads; the facts of a letter are long."""
    signs = {name: KeyTextTransform(name, "facts") for name in ("signatory", "signatory_office")}
    return letters.defer("facts").select_related("issued_by").annotate(**signs)


def issuer_of(letter: Any) -> str:
    """Who issued it; of what a body decided by vote the body, since who closed the vote stays with its members."""
    if letter.kind not in SIGNED or letter.signatory:
        return str(letter.issued_by.name)
    return letter.signatory_office or "—"  # a person who was forgotten took the words along


LETTERS = register(
    Listing(
        name="letters",
        title=_("Register of letters"),
        url_name="correspondence:list",
        needs=frozenset({Permission.SEE_LETTERS}),
        rows=lambda asker: with_issuer(letters_of(asker.membership)),
        nothing=_("No letter was issued yet."),
        sorts=NEWEST,
        filters=(
            Text("who", _("Number, case or name"), by=by_letter),
            Choice("kind", _("Kind"), labels_of(LetterKind), several=True),
            Days("issued", _("Date"), "issued_on"),
        ),
        columns=(
            Column(_("Number"), lambda row: row.reference),
            *day_columns(_("Date"), lambda row: row.issued_on),
            Column(_("Kind"), lambda row: row.get_kind_display()),
            Column(_("Subject"), lambda row: row.subject),
            Column(_("To"), lambda row: row.recipient),
            Column(_("About"), lambda row: row.about),
            Column(_("Issued by"), issuer_of),
        ),
    )
)

NOTICES = register(
    Listing(
        name="notices",
        title=_("Notices"),
        url_name="notices:list",
        needs=frozenset({Permission.SEE_LETTERS}),
        rows=lambda asker: notices_of(asker.membership).select_related("handled_by"),
        queues={"all": _("All notices"), "waiting": _("Waiting for a person")},
        in_queue=lambda rows, queue, asker: rows.for_people() if queue == "waiting" else rows,
        nothing=_("No notice stands here."),
        sorts=NEWEST,
        filters=(
            Text("about", _("Case"), by=lambda rows, text, asker: rows.filter(about=_plain(text))),
            Choice("event", _("About"), labels_of(NoticeEvent)),
            Choice("means", _("Means"), labels_of(Means)),
            Choice("status", _("Status"), labels_of(NoticeStatus), several=True),
            Days("written", _("Written"), "created_at", moments=True),
        ),
        columns=(
            *day_columns(_("Written"), lambda row: row.created_at),
            Column(_("To"), lambda row: masked(row.means, row.recipient)),
            Column(_("Means"), lambda row: row.get_means_display()),
            Column(_("About"), lambda row: row.get_event_display()),
            Column(_("Case"), lambda row: row.about),
            Column(_("Status"), lambda row: row.get_status_display()),
            *day_columns(_("Sent"), lambda row: row.sent_at),
        ),
    )
)
