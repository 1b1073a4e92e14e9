"""The lists of sessions and of their minutes: of the bodies the member sits in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Permission
from core.list_filters import Asker, Choice, Days, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .enums import SessionStatus

QUEUES = {"all": _("All"), "going_on": _("Going on"), "over": _("Over")}


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    if queue == "going_on":
        return rows.going_on()
    return rows.filter(ended_at__isnull=False) if queue == "over" else rows


SESSIONS = register(
    Listing(
        name="sessions",
        title=_("Sessions"),
        url_name="proceedings:list",
        needs=frozenset({Permission.SIT_IN_SESSIONS}),
        rows=lambda asker: asker.association.committee_sessions.visible_to(asker.membership).for_lists(),
        queues=QUEUES,
        in_queue=in_queue,
        sorts=(Sort("newest", _("Newest first"), ("-planned_at", "-pk")),),
        filters=(
            Choice("status", pgettext_lazy("session", "Status"), labels_of(SessionStatus), several=True),
            Choice(
                "body",
                _("Body"),
                lambda asker: [(row.kind, row.name) for row in asker.association.committees.order_by("pk")],
                by="committee__kind",
            ),
            Days("planned", _("Day of the session"), "planned_at", moments=True),
        ),
        columns=(
            Column(_("Number"), lambda row: row.reference),
            Column(_("Body"), lambda row: row.committee.name),
            Column(pgettext_lazy("session", "Status"), lambda row: row.status_words),
            *day_columns(_("Day of the session"), lambda row: row.planned_at),
            Column(_("Items"), lambda row: row.item_count),
            Column(_("Decided"), lambda row: row.decided_count),
        ),
        nothing=_("No session yet."),
    )
)


MINUTES_QUEUES = {"all": _("All"), "drafts": _("Not sealed"), "unsigned": _("Waiting for signatures")}


def minutes_in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    if queue == "drafts":
        return rows.unsealed()
    return rows.waiting_for_signatures() if queue == "unsigned" else rows


MINUTES = register(
    Listing(
        name="minutes",
        title=_("Minutes"),
        url_name="proceedings:minutes_list",
        needs=frozenset({Permission.SIT_IN_SESSIONS}),
        rows=lambda asker: asker.association.minutes.visible_to(asker.membership).for_lists(),
        queues=MINUTES_QUEUES,
        in_queue=minutes_in_queue,
        sorts=(Sort("newest", _("Newest first"), ("-made_at", "-pk")),),
        filters=(
            Choice(
                "body",
                _("Body"),
                lambda asker: [(row.kind, row.name) for row in asker.association.committees.order_by("pk")],
                by="committee__kind",
            ),
            Days("held", _("Day of the session"), "session__planned_at", moments=True),
        ),
        columns=(
            Column(_("Number"), lambda row: row.reference),
            Column(_("Session"), lambda row: row.session.reference),
            Column(_("Body"), lambda row: row.committee.name),
            *day_columns(_("Day of the session"), lambda row: row.session.planned_at),
            *day_columns(_("Sealed"), lambda row: row.sealed_at),
            Column(_("Attended"), lambda row: row.attended),
            Column(_("Answered"), lambda row: row.answered),
        ),
        nothing=_("No minutes yet."),
    )
)
