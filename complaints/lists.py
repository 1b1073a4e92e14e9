"""The lists of this room: complaints and inquiries, and cases of compensation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import ROLE_PERMISSIONS, Permission
from associations.enums import Channel
from beneficiaries.lists import of_person
from core.list_filters import Asker, Choice, Days, Person, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .compensation_presenting import waiting_for as compensation_waits_for
from .compensation_workflow import CompensationStatus
from .enums import Body, HarmKind, Kind, Status
from .presenting import waiting_for

HANDLING = [
    role
    for role, held in ROLE_PERMISSIONS.items()
    if held & {Permission.ANSWER_INQUIRY, Permission.HANDLE_COMPLAINT, Permission.OVERSEE_COMPLAINTS}
]


def owners(asker: Asker) -> list[tuple[int, str]]:
    """Members who may have a case in hand."""
    found = Membership.objects.filter(association=asker.association, membership_roles__role__in=HANDLING)
    return [(row.pk, row.user.name) for row in found.select_related("user").distinct().order_by("pk")]


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    return rows if queue == "all" else rows.in_queue(queue, on=asker.today, membership=asker.membership)


def person_of(row: Any) -> str:
    return str(_("Without a name")) if row.is_anonymous else row.person_name


COMPLAINTS = register(
    Listing(
        name="complaints",
        title=_("Complaints and inquiries"),
        url_name="complaints:list",
        needs=frozenset({Permission.SEE_COMPLAINTS}),
        rows=lambda asker: asker.association.complaints.visible_to(asker.membership).for_lists(),
        queues={
            "open": _("Unanswered"),
            "mine": _("In my hand"),
            "untouched": _("Nobody began"),
            "overdue": _("Late"),
            "soon": _("Due soon"),
            "answered": _("Waiting for the person"),
            "reopened": _("Reopened"),
            "all": _("All"),
        },
        in_queue=in_queue,
        sort_in={"all": "newest"},
        sorts=(
            Sort("due", _("Nearest last day"), ("queue_on", "pk")),
            Sort("newest", _("Newest first"), ("-pk",)),
            Sort("oldest", _("Oldest first"), ("pk",)),
        ),
        filters=(
            of_person(reference="reference", name="person_name"),
            Choice("kind", _("Kind"), labels_of(Kind), several=True),
            Choice("status", _("Status"), labels_of(Status), several=True),
            Choice("body", _("Handled by"), labels_of(Body)),
            Choice("channel", _("Channel"), labels_of(Channel)),
            Person("owner", _("In the hand of"), by="owner", people=owners),
            Days("received", _("Day of receipt"), "received_at", moments=True),
            Days("due", _("Last day"), "due_on"),
        ),
        columns=(
            Column(_("Reference"), lambda row: row.reference),
            Column(_("Kind"), lambda row: row.get_kind_display()),
            Column(_("From"), person_of),
            Column(_("Field"), lambda row: row.field.name if row.field else ""),
            Column(_("Status"), lambda row: row.get_status_display()),
            Column(_("Waiting for"), waiting_for),
            Column(_("Channel"), lambda row: row.get_channel_display()),
            *day_columns(_("Day of receipt"), lambda row: row.received_at),
            *day_columns(_("Last day"), lambda row: row.due_on),
            *day_columns(_("Day of the answer"), lambda row: row.answered_at),
        ),
    )
)

COMPENSATION = register(
    Listing(
        name="compensation",
        title=_("Compensation"),
        url_name="compensation:list",
        needs=frozenset({Permission.HANDLE_COMPENSATION}),
        rows=lambda asker: asker.association.compensation_cases.visible_to(asker.membership),
        queues={"all": _("All"), "mine": _("Waiting for me")},
        in_queue=lambda rows, queue, asker: rows.awaiting(asker.membership) if queue == "mine" else rows,
        sorts=(
            Sort("newest", _("Newest first"), ("-pk",)),
            Sort("oldest", _("Oldest first"), ("pk",)),
        ),
        filters=(
            of_person(reference="reference", name="person_name"),
            Choice("status", _("Status"), labels_of(CompensationStatus), several=True),
            Choice("harm", _("Kind of harm"), labels_of(HarmKind), by="harm_kind"),
            Days("opened", _("Opened on"), "opened_on"),
        ),
        columns=(
            Column(_("Reference"), lambda row: row.reference),
            Column(_("The harmed person"), lambda row: row.person_name),
            Column(_("Kind of harm"), lambda row: row.get_harm_kind_display()),
            Column(_("Status"), lambda row: row.get_status_display()),
            Column(_("Waiting for"), compensation_waits_for),
            Column(_("Amount claimed"), lambda row: row.claimed),
            *day_columns(_("Opened on"), lambda row: row.opened_on),
        ),
    )
)
