"""The list of requests: its queues, what may be asked of it, its orders, and the columns of its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import ROLE_PERMISSIONS, Permission
from associations.enums import Channel
from beneficiaries.lists import of_person
from core.list_filters import Asker, Choice, Days, Person, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .enums import Outcome, Status
from .lateness import CAUSES, causes_of
from .presenting import waiting_for

QUEUES = {
    "open": _("Unanswered"),
    "overdue": _("Late"),
    "soon": _("Due soon"),
    "applicant": _("Waiting for the applicant"),
    "papers": _("Papers to check"),
    "nobody": _("With no researcher yet"),
    "researcher": _("Waiting for the study"),
    "mine": _("My studies"),
    "ready": _("Prepared for the body"),
    "body": _("Before the reviewing body"),
    "referred": _("Being clarified"),
    "to_answer": _("Questions to me"),
    "desk": _("To be told or delivered"),
    "undelivered": _("Answers that did not arrive"),
    "conditions": _("Conditions to be met"),
    "conditions_late": _("Conditions overdue"),
    "answered": _("Answered"),
    "all": _("All"),
}
PROMISES = {"kept": _("answered on time"), "late": _("answered late")}
STUDYING = [role for role, held in ROLE_PERMISSIONS.items() if Permission.STUDY_REQUEST in held]


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    if queue in ("all", "answered"):
        return rows if queue == "all" else rows.filter(answered_at__isnull=False)
    return rows.in_queue(queue, on=asker.today, user=asker.membership.user)


def researchers(asker: Asker) -> list[tuple[int, str]]:
    """Who studies requests here, or did before."""
    of_here = User.objects.filter(
        memberships__association=asker.association, memberships__membership_roles__role__in=STUDYING
    )
    return [(row.pk, row.name) for row in of_here.distinct().order_by("name_ar", "pk")]


def by_promise(rows: Any, value: list[str], asker: Asker) -> Any:
    if len(value) > 1:
        return rows
    return rows.answered_on_time() if value == ["kept"] else rows.answered_late()


def by_outcome(rows: Any, value: list[str], asker: Asker) -> Any:
    """What stands now, after an objection too; of what was withdrawn nothing stands."""
    return rows.exclude(status=Status.WITHDRAWN).standing_outcome(value)


@dataclass(frozen=True)
class DeliveredOn(Days):
    """A request with several deliveries stands once in the list."""

    def narrow(self, rows: Any, value: tuple[date | None, date | None], asker: Asker) -> Any:
        return rows.delivered_between(*value)


def by_cause(rows: Any, value: list[str], asker: Asker) -> Any:
    """Of the late ones alone: why is read from their history, in two queries whatever the page (``lateness``).

    The stage in which a clock ran longest is a sum over the days between moves less those that stand still; a column
    of it would be wrong by the next morning. What is read is bounded by how many are late, not by the list, and is
    five narrow columns a row; pages of what is found go by their key like any other.
    """
    late = causes_of(rows.late(on=asker.today), now=asker.now)
    return rows.filter(pk__in=[row.pk for row in late if row.cause in value])


REQUESTS = register(
    Listing(
        name="requests",
        title=_("Requests"),
        url_name="support_requests:list",
        needs=frozenset({Permission.SEE_REQUESTS}),
        rows=lambda asker: (
            asker.association.support_requests.visible_to(asker.membership)
            .for_lists()
            .select_related("reviewing_body")
        ),
        queues=QUEUES,
        in_queue=in_queue,
        sort_in={"answered": "newest", "all": "newest"},
        sorts=(
            Sort("due", _("Nearest last day"), ("queue_on", "pk")),
            Sort("newest", _("Newest first"), ("-pk",)),
            Sort("oldest", _("Oldest first"), ("pk",)),
            Sort("idle", _("Longest without a move"), ("status_since", "pk")),
        ),
        filters=(
            of_person(reference="reference"),
            Choice("status", pgettext_lazy("request", "Status"), labels_of(Status), several=True),
            Choice(
                "service",
                _("Service"),
                lambda asker: [(row.code, row.name) for row in asker.association.services.all()],
                by="service__code",
                several=True,
            ),
            Choice("channel", _("Channel"), labels_of(Channel)),
            Choice(
                "body",
                _("Reviewing body"),
                lambda asker: [(row.kind, row.name) for row in asker.association.committees.order_by("pk")],
                by="reviewing_body__kind",
                several=True,
            ),
            Person("researcher", _("Researcher"), by="researcher", people=researchers),
            Days("received", _("Day of receipt"), "received_at", moments=True),
            Days("due", _("Last day"), "due_on"),
            Choice("outcome", _("Decision"), labels_of(Outcome), by=by_outcome, several=True),
            Days("decided", _("Day of the decision"), "decision__decided_at", moments=True),
            Days("answered", _("Day of the answer"), "answered_at", moments=True),
            DeliveredOn("delivered", _("Day of a delivery"), "deliveries__delivered_on"),
            Choice("promise", _("Promise"), lambda asker: PROMISES.items(), by=by_promise),
            Choice("cause", _("Late because of"), lambda asker: CAUSES.items(), by=by_cause),
        ),
        columns=(
            Column(_("Reference"), lambda row: row.reference),
            Column(_("Service"), lambda row: row.service.name),
            Column(_("Beneficiary"), lambda row: row.beneficiary.full_name),
            Column(_("File number"), lambda row: row.beneficiary.number, Permission.FIND_BENEFICIARY),
            Column(pgettext_lazy("request", "Status"), lambda row: row.get_status_display()),
            Column(_("Waiting for"), waiting_for),
            Column(_("Channel"), lambda row: row.get_channel_display()),
            Column(_("Reviewing body"), lambda row: row.reviewing_body.name),
            Column(_("Researcher"), lambda row: row.researcher.name if row.researcher else ""),
            Column(_("Amount asked for"), lambda row: row.amount_asked),
            *day_columns(_("Day of receipt"), lambda row: row.received_at),
            *day_columns(_("Last day"), lambda row: row.due_on),
            *day_columns(_("Day of the answer"), lambda row: row.answered_at),
        ),
    )
)
