"""The list of campaigns. Who was asked and who answered is no list: answers name nobody (S1)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.lists import NEWEST
from accounts.roles import Permission
from core.list_filters import Asker, Days, Text
from core.lists import Column, Listing, day_columns, register


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    if queue == "open":
        return rows.filter(opens_on__lte=asker.today, closes_on__gte=asker.today)
    return rows.filter(closes_on__lt=asker.today) if queue == "closed" else rows


CAMPAIGNS = register(
    Listing(
        name="campaigns",
        title=_("Campaigns"),
        url_name="surveys:campaigns",
        needs=frozenset({Permission.SEE_SATISFACTION}),
        rows=lambda asker: asker.association.survey_campaigns.select_related("made_by").annotate(
            given=Count("invitations")
        ),
        queues={"all": _("All"), "open": _("Open today"), "closed": _("Closed before today")},
        in_queue=in_queue,
        nothing=_("No campaign yet."),
        sorts=NEWEST,
        filters=(
            Text(
                "title",
                _("Title"),
                by=lambda rows, text, asker: rows.filter(Q(title_ar__icontains=text) | Q(title_en__icontains=text)),
            ),
            Days("opens", _("First day"), "opens_on"),
            Days("closes", _("Last day"), "closes_on"),
        ),
        columns=(
            Column(_("Number"), lambda row: row.number),
            Column(_("Campaign"), lambda row: row.title),
            *day_columns(_("First day"), lambda row: row.opens_on),
            *day_columns(_("Last day"), lambda row: row.closes_on),
            Column(_("Links given"), lambda row: row.given),
            Column(_("Opened by"), lambda row: row.made_by.name),
        ),
    )
)
