"""Lists of what follows a decision: deliveries, problems with them, calls, support that ends, payments, objections."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.lists import NEWEST, users
from accounts.roles import Permission
from beneficiaries.lists import of_person, of_reference
from core.list_filters import Asker, Choice, Days, Person, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .actions.renewing import ending
from .enums import CallResult, ObjectionOutcome, ObjectionStatus, PaidBy, ProblemKind, RunStatus, SettledAs
from .lists import PROMISES, by_promise
from .models import Instalment
from .objection_presenting import waits_for

FOLLOWED = frozenset({Permission.FOLLOW_DELIVERIES})
MONEY, GOODS = "money", "goods"


def of_case(path: str) -> Any:
    """Whose: the person of the request at the end of the path, or the request's number."""
    return of_person(f"{path}__beneficiary", reference=f"{path}__reference")


def of_service(path: str) -> Choice:
    return Choice(
        "service",
        _("Service"),
        lambda asker: [(row.code, row.name) for row in asker.association.services.all()],
        by=f"{path}__service__code",
        several=True,
    )


def case_columns(case: Any) -> tuple[Column, ...]:
    """Which request, and whose."""
    return (
        Column(_("Request"), lambda row: case(row).reference),
        Column(_("Beneficiary"), lambda row: case(row).beneficiary.full_name),
        Column(_("File number"), lambda row: case(row).beneficiary.number, Permission.FIND_BENEFICIARY),
    )


def instalments(asker: Asker) -> Any:
    return Instalment.objects.of_association(asker.association).visible_to(asker.membership).outstanding()


INSTALMENTS = register(
    Listing(
        name="instalments",
        title=_("What is to be delivered"),
        url_name="deliveries:list",
        needs=FOLLOWED,
        rows=instalments,
        queues={"due": _("Due"), "late": _("Late")},
        in_queue=lambda rows, queue, asker: rows.filter(due_on__lt=asker.today) if queue == "late" else rows,
        sorts=(
            Sort("due", _("Nearest day first"), ("due_on", "pk")),
            Sort("latest", _("Farthest day first"), ("-due_on", "-pk")),
        ),
        filters=(
            of_case("support_request"),
            of_service("support_request"),
            Choice(
                "what",
                _("What"),
                lambda asker: [(MONEY, _("Money")), (GOODS, _("Goods"))],
                by=lambda rows, value, asker: rows if len(value) > 1 else rows.filter(amount__isnull=value == [GOODS]),
            ),
            Days("due", _("Due on"), "due_on"),
        ),
        columns=(
            *case_columns(lambda row: row.support_request),
            Column(_("Service"), lambda row: row.support_request.service.name),
            Column(_("Amount"), lambda row: row.remaining if row.is_money else ""),
            Column(_("Item"), lambda row: row.item),
            Column(_("Quantity"), lambda row: "" if row.is_money else f"{row.remaining:.0f}"),
            *day_columns(_("Due on"), lambda row: row.due_on),
        ),
    )
)

PROBLEMS = register(
    Listing(
        name="delivery_problems",
        title=_("Problems with deliveries"),
        url_name="deliveries:problems",
        needs=FOLLOWED,
        rows=lambda asker: asker.association.delivery_problems.visible_to(asker.membership).for_lists(),
        queues={"problems": _("Problems"), "settled": _("Settled problems")},
        in_queue=lambda rows, queue, asker: (
            rows.filter(settled_at__isnull=False) if queue == "settled" else rows.unsettled()
        ),
        nothing=_("No problem with a delivery stands here."),
        sorts=NEWEST,
        filters=(
            of_case("delivery__support_request"),
            Choice("kind", _("Problem"), labels_of(ProblemKind), several=True),
            Person("owner", pgettext_lazy("problem", "Owner"), by="owner", people=users),
            Choice("settled_as", _("How it was settled"), labels_of(SettledAs)),
            Days("reported", _("Reported"), "reported_at", moments=True),
        ),
        columns=(
            *case_columns(lambda row: row.delivery.support_request),
            Column(_("What was delivered"), lambda row: row.delivery.what),
            Column(_("Problem"), lambda row: row.get_kind_display()),
            Column(_("What the person says"), lambda row: row.words),
            Column(pgettext_lazy("problem", "Owner"), lambda row: row.owner.name),
            *day_columns(_("Reported"), lambda row: row.reported_at),
            Column(_("How it was settled"), lambda row: row.get_settled_as_display()),
            *day_columns(_("Settled"), lambda row: row.settled_at),
        ),
    )
)

CALLS = register(
    Listing(
        name="delivery_calls",
        title=_("Calls about deliveries"),
        url_name="deliveries:calls",
        needs=FOLLOWED,
        rows=lambda asker: asker.association.delivery_checks.visible_to(asker.membership).for_lists(),
        queues={"calls": _("To be asked about"), "called": _("Asked about")},
        in_queue=lambda rows, queue, asker: rows.called() if queue == "called" else rows.to_be_called(),
        nothing=_("No delivery stands here. Some are drawn by chance, as the rules of delivery say."),
        sorts=NEWEST,
        filters=(
            of_case("delivery__support_request"),
            Choice("result", _("Result"), labels_of(CallResult), several=True),
            Person("delivered_by", _("Delivered by"), by="delivered_by", people=users),
            Days("drawn", _("Drawn"), "drawn_at", moments=True),
            Days("called", _("Called"), "called_at", moments=True),
        ),
        columns=(
            *case_columns(lambda row: row.delivery.support_request),
            Column(_("What was delivered"), lambda row: row.delivery.what),
            *day_columns(_("Delivered on"), lambda row: row.delivery.delivered_on),
            Column(_("Delivered by"), lambda row: row.delivered_by.name),
            Column(_("Result"), lambda row: row.get_result_display()),
            Column(_("Calls"), lambda row: row.tries),
            Column(_("Called by"), lambda row: row.called_by.name if row.called_by else ""),
            *day_columns(_("Called"), lambda row: row.called_at),
        ),
    )
)

PERIODS = register(
    Listing(
        name="support_ends",
        title=_("Support that ends"),
        url_name="deliveries:ending",
        needs=FOLLOWED,
        rows=lambda asker: ending(asker.association).visible_to(asker.membership),
        queues={"ending": _("Support that ends")},
        nothing=_("No support ends soon."),
        sorts=(
            Sort("ends", _("Nearest day first"), ("ends_on", "pk")),
            Sort("latest", _("Farthest day first"), ("-ends_on", "-pk")),
        ),
        filters=(
            of_case("support_request"),
            of_service("support_request"),
            Choice(
                "told",
                pgettext_lazy("renewal", "Told"),
                lambda asker: [("yes", _("Yes")), ("no", _("No"))],
                by=lambda rows, value, asker: rows if len(value) > 1 else rows.filter(told_at__isnull=value == ["no"]),
            ),
            Days("ends", _("Supports until"), "ends_on"),
        ),
        columns=(
            *case_columns(lambda row: row.support_request),
            Column(_("Service"), lambda row: row.support_request.service.name),
            *day_columns(_("Supports until"), lambda row: row.ends_on),
            *day_columns(pgettext_lazy("renewal", "Told"), lambda row: row.told_at),
        ),
    )
)

RUNS = register(
    Listing(
        name="payments",
        title=_("Payments"),
        url_name="payments:list",
        needs=frozenset({Permission.SEE_PAYMENTS}),
        rows=lambda asker: asker.association.payment_runs.visible_to(asker.membership).select_related(
            "prepared_by", "approved_by", "second_by"
        ),
        queues={"all": _("All"), "mine": _("Waiting for me")},
        in_queue=lambda rows, queue, asker: rows.waiting_for(asker.membership.user) if queue == "mine" else rows,
        nothing=_("No payments stand here."),
        sorts=NEWEST,
        filters=(
            of_reference(),
            Choice("way", _("Way of payment"), labels_of(PaidBy)),
            Choice("status", pgettext_lazy("payment", "Status"), labels_of(RunStatus), several=True),
            Person("prepared_by", _("Prepared by"), by="prepared_by", people=users),
            Days("prepared", _("Prepared"), "prepared_at", moments=True),
        ),
        columns=(
            Column(_("Payment run"), lambda row: row.reference),
            Column(_("Way of payment"), lambda row: row.get_way_display()),
            Column(pgettext_lazy("count", "Payments"), lambda row: row.count),
            Column(_("Total"), lambda row: row.total),
            Column(pgettext_lazy("payment", "Status"), lambda row: row.get_status_display()),
            Column(_("Prepared by"), lambda row: row.prepared_by.name),
            *day_columns(_("Prepared"), lambda row: row.prepared_at),
            Column(_("Approved by"), lambda row: ", ".join(by.name for by in (row.approved_by, row.second_by) if by)),
            Column(_("Sent to the bank"), lambda row: row.sent_total),
            *day_columns(_("Sent on"), lambda row: row.sent_at),
        ),
    )
)


def objections_in(rows: Any, queue: str, asker: Asker) -> Any:
    if queue == "overdue":
        return rows.overdue(on=asker.today)
    if queue == "undelivered":
        return rows.answer_undelivered()
    return rows if queue == "all" else rows.unanswered()


OBJECTIONS = register(
    Listing(
        name="objections",
        title=_("Objections"),
        url_name="support_requests:objections",
        needs=frozenset({Permission.SEE_REQUESTS}),
        rows=lambda asker: asker.association.objections.visible_to(asker.membership).for_lists(),
        queues={
            "open": _("Unanswered"),
            "overdue": _("Late"),
            "undelivered": _("Answers that did not arrive"),
            "all": _("All"),
        },
        in_queue=objections_in,
        sort_in={"all": "newest"},
        sorts=(Sort("due", _("Nearest last day"), ("queue_on", "pk")), *NEWEST),
        filters=(
            of_person("support_request__beneficiary", reference=("reference", "support_request__reference")),
            Choice("status", pgettext_lazy("request", "Status"), labels_of(ObjectionStatus), several=True),
            of_service("support_request"),
            Days("received", _("Day of receipt"), "received_at", moments=True),
            Choice(
                "body",
                _("Reviewing body"),
                lambda asker: [(row.kind, row.name) for row in asker.association.committees.order_by("pk")],
                by="support_request__reviewing_body__kind",
                several=True,
            ),
            Choice("ruling", _("Decision on the objection"), labels_of(ObjectionOutcome), by="ruling__outcome"),
            Days("due", _("Last day"), "due_on"),
            Days("answered", _("Day of the answer"), "answered_at", moments=True),
            Choice("promise", _("Promise"), lambda asker: PROMISES.items(), by=by_promise),
        ),
        columns=(
            Column(_("Objection"), lambda row: row.reference),
            *case_columns(lambda row: row.support_request),
            Column(_("Service"), lambda row: row.support_request.service.name),
            Column(pgettext_lazy("request", "Status"), lambda row: row.get_status_display()),
            Column(_("Waiting for"), waits_for),
            *day_columns(_("Day of receipt"), lambda row: row.received_at),
            *day_columns(_("Last day"), lambda row: row.due_on),
            *day_columns(_("Day of the answer"), lambda row: row.answered_at),
        ),
    )
)
