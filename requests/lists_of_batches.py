"""What a member asked for at once: each for whoever started it alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.lists import NEWEST
from accounts.roles import Permission
from core.list_filters import Choice, Days, labels_of
from core.lists import Column, Listing, day_columns, register

from .batches.verbs import VERBS
from .models.batch import BatchStatus


def verb_of(batch: Any) -> str:
    verb = VERBS.get(batch.verb)
    return str(verb.label) if verb else ""


BATCHES = register(
    Listing(
        name="batches",
        title=_("What I asked for at once"),
        url_name="support_requests:batches",
        needs=frozenset({Permission.SEE_REQUESTS}),
        rows=lambda asker: asker.association.request_batches.filter(by=asker.membership),
        nothing=_("Nothing was asked for at once yet. Tick requests in the list, and choose what is to be done."),
        sorts=NEWEST,
        filters=(
            Choice(
                "verb",
                pgettext_lazy("batch", "What"),
                lambda asker: [(verb.name, verb.label) for verb in VERBS.values()],
                several=True,
            ),
            Choice("status", _("Status"), labels_of(BatchStatus), several=True),
            Days("started", pgettext_lazy("batch", "Started"), "at", moments=True),
        ),
        columns=(
            Column(pgettext_lazy("batch", "What"), verb_of),
            Column(_("Requests"), lambda row: row.row_count),
            *day_columns(pgettext_lazy("batch", "Started"), lambda row: row.at),
            Column(_("Status"), lambda row: row.get_status_display()),
        ),
    )
)
