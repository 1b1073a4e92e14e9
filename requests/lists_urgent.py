"""The list of urgent help: what awaits the body nearest last day first, and what became of the rest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from beneficiaries.lists import of_person
from core.list_filters import Asker, Choice, Days
from core.lists import Column, Listing, Sort, day_columns, register

from .enums import AfterReversal, SettledUrgent

QUEUES = {
    "awaiting": _("Awaiting ratification"),
    "mine": _("Awaiting my word"),
    "late": _("Past the last day"),
    "ratified": SettledUrgent.RATIFIED.label,
    "reversed": SettledUrgent.REVERSED.label,
    "recover": _("To be recovered"),
    "all": _("All"),
}


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    queues = {
        "mine": lambda: rows.awaiting().of_bodies_headed_by(asker.membership, on=asker.today),
        "late": lambda: rows.overdue(on=asker.today),
        "ratified": lambda: rows.filter(settled_as=SettledUrgent.RATIFIED),
        "reversed": lambda: rows.filter(settled_as=SettledUrgent.REVERSED),
        "recover": lambda: rows.filter(afterwards=AfterReversal.RECOVER),
        "all": lambda: rows,
    }
    return queues.get(queue, rows.awaiting)()


def standing(row: Any) -> str:
    return str(row.get_settled_as_display() or QUEUES["awaiting"])


URGENT_HELP = register(
    Listing(
        name="urgent",
        title=_("Urgent help"),
        url_name="urgent:list",
        needs=frozenset({Permission.SEE_REQUESTS}),
        rows=lambda asker: asker.association.urgent_helps.visible_to(asker.membership).for_lists(),
        queues=QUEUES,
        in_queue=in_queue,
        sort_in=dict.fromkeys(("ratified", "reversed", "recover", "all"), "newest"),
        sorts=(
            Sort("due", _("Nearest last day"), ("ratify_by", "pk")),
            Sort("newest", _("Newest first"), ("-pk",)),
            Sort("oldest", _("Oldest first"), ("pk",)),
        ),
        filters=(
            of_person("support_request__beneficiary", reference="support_request__reference"),
            Choice(
                "service",
                _("Service"),
                lambda asker: [(row.code, row.name) for row in asker.association.services.all()],
                by="support_request__service__code",
                several=True,
            ),
            Days("given", _("Day it was given"), "given_on"),
        ),
        columns=(
            Column(_("Reference"), lambda row: row.support_request.reference),
            Column(_("Service"), lambda row: row.support_request.service.name),
            Column(_("Beneficiary"), lambda row: row.support_request.beneficiary.full_name),
            Column(_("Amount"), lambda row: row.amount),
            Column(_("Item"), lambda row: row.item),
            Column(_("Quantity"), lambda row: row.quantity),
            Column(_("Given by"), lambda row: row.given_by.name),
            Column(_("Reviewing body"), lambda row: row.body.name),
            Column(_("What the body said"), standing),
            Column(_("What was given"), lambda row: row.get_afterwards_display()),
            *day_columns(_("Day it was given"), lambda row: row.given_on),
            *day_columns(_("To be ratified by"), lambda row: row.ratify_by),
        ),
    )
)
