"""Lists across files: reported changes, confirmations, documents that end, likely doubles, files past their time."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.identity import mask_id
from core.list_filters import Asker, Choice, Days, Text, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .actions import MAY_REPORT
from .enums import ContactMeans, PairStatus
from .lists import of_person

OLDEST = (Sort("oldest", _("Oldest first"), ("pk",)), Sort("newest", _("Newest first"), ("-pk",)))


def person_columns(person: Any) -> tuple[Column, ...]:
    """Who it is: the ID stays masked, as on every list."""
    return (
        Column(_("Name"), lambda row: person(row).full_name),
        Column(_("File number"), lambda row: person(row).number),
        Column(_("ID"), lambda row: mask_id(person(row).national_id), Permission.FIND_BENEFICIARY),
    )


def seen(rows: Any, by: Any) -> Any:
    """Rows of files, without those of files that are kept from this member."""
    return rows.exclude(beneficiary__in=by.association.beneficiaries.kept_from(by))


def pairs_shown_to(by: Any) -> Any:
    """The association's pairs without those of which a file is kept from this member."""
    kept_back = by.association.beneficiaries.kept_from(by)
    return by.association.duplicate_pairs.exclude(Q(first__in=kept_back) | Q(second__in=kept_back))


def reports(asker: Asker) -> Any:
    waiting = asker.association.change_reports.waiting().select_related("beneficiary", "reported_by")
    return seen(waiting, asker.membership)


def kinds(asker: Asker) -> list[tuple[str, str]]:
    return [(str(row.uid)[:8], row.name) for row in asker.association.document_kinds.all()]


def by_kind(rows: Any, value: list[str], asker: Asker) -> Any:
    known = [row.pk for row in asker.association.document_kinds.all() if str(row.uid)[:8] in value]
    return rows.filter(kind__in=known)


REPORTS = register(
    Listing(
        name="changes",
        title=_("Reported changes"),
        url_name="beneficiaries:changes",
        needs=frozenset({Permission.APPLY_CHANGES}),
        rows=reports,
        nothing=_("No reported change is waiting."),
        sorts=OLDEST,
        filters=(of_person(), Days("reported", _("Reported"), "reported_at", moments=True)),
        columns=(
            *person_columns(lambda row: row.beneficiary),
            *day_columns(_("Reported"), lambda row: row.reported_at),
            Column(
                _("By"),
                lambda row: _("by the person online") if row.is_from_person else row.reported_by.name,
            ),
        ),
    )
)

CONFIRMATIONS = register(
    Listing(
        name="confirmations",
        title=_("Files to be confirmed"),
        url_name="beneficiaries:confirmations",
        needs=MAY_REPORT,
        rows=lambda asker: asker.association.beneficiaries.open_to(asker.membership).to_be_confirmed(on=asker.today),
        nothing=_("No file is due."),
        sorts=(Sort("due", _("Longest due first"), ("confirm_due_on", "pk")),),
        filters=(
            of_person(""),
            Choice("means", _("Agreed means of contact"), labels_of(ContactMeans), by="agreed_means"),
            Days("due", _("To be confirmed by"), "confirm_due_on"),
        ),
        columns=(
            *person_columns(lambda row: row),
            *day_columns(_("To be confirmed by"), lambda row: row.confirm_due_on),
            Column(_("Agreed means of contact"), lambda row: row.get_agreed_means_display()),
        ),
    )
)


def documents(asker: Asker) -> Any:
    found = asker.association.file_documents.of_living_files().select_related("kind", "beneficiary")
    return seen(found, asker.membership)


ENDING = register(
    Listing(
        name="documents",
        title=_("Documents that end"),
        url_name="beneficiaries:documents",
        needs=frozenset({Permission.SEE_SITUATION}),
        rows=documents,
        queues={"soon": _("They end soon"), "ended": _("They have ended")},
        in_queue=lambda rows, queue, asker: (
            rows.ended(on=asker.today) if queue == "ended" else rows.ending(on=asker.today)
        ),
        sorts=(
            Sort("until", _("Nearest last day"), ("valid_until", "pk")),
            Sort("latest", _("Farthest last day"), ("-valid_until", "-pk")),
        ),
        filters=(
            of_person(),
            Choice("kind", _("Document"), kinds, by=by_kind),
            Days("until", _("Valid until"), "valid_until"),
        ),
        columns=(
            *person_columns(lambda row: row.beneficiary),
            Column(_("Document"), lambda row: row.kind.name),
            *day_columns(_("Valid until"), lambda row: row.valid_until),
        ),
    )
)


def of_either(rows: Any, text: str, asker: Asker) -> Any:
    """A pair one of whose two files is meant."""
    narrow = of_person("first").by, of_person("second").by
    either = [part(rows, text, asker).order_by().values("pk") for part in narrow]
    return rows.filter(Q(pk__in=either[0]) | Q(pk__in=either[1]))


DOUBLES = register(
    Listing(
        name="duplicates",
        title=_("Files that may be of one person"),
        url_name="beneficiaries:duplicates",
        needs=frozenset({Permission.RESOLVE_DUPLICATES}),
        rows=lambda asker: pairs_shown_to(asker.membership).select_related("first", "second", "decided_by"),
        queues={"waiting": _("Waiting for an answer"), "answered": _("Already answered")},
        in_queue=lambda rows, queue, asker: (
            rows.exclude(status=PairStatus.OPEN) if queue == "answered" else rows.waiting()
        ),
        sort_in={"waiting": "likeliest", "answered": "newest"},
        nothing=_("No two files stand here."),
        sorts=(
            Sort("likeliest", _("Likeliest first"), ("-strength", "-pk")),
            Sort("newest", _("Newest first"), ("-pk",)),
        ),
        filters=(Text("who", _("Person or number"), by=of_either),),
        columns=(
            Column(_("The first file"), lambda row: f"{row.first.full_name} {row.first.number}"),
            Column(_("The second file"), lambda row: f"{row.second.full_name} {row.second.number}"),
            Column(_("Why"), lambda row: _(", ").join(row.grounds_in_words)),
            Column(_("What was answered"), lambda row: "" if row.is_open else row.get_status_display()),
            Column(_("By"), lambda row: row.decided_by.name if row.decided_by else ""),
        ),
    )
)

OVER = register(
    Listing(
        name="time_is_over",
        title=_("Files whose time is over"),
        url_name="beneficiaries:time_is_over",
        needs=frozenset({Permission.CLOSE_FILES}),
        rows=lambda asker: asker.association.beneficiaries.open_to(asker.membership).due_to_be_forgotten(
            on=asker.today
        ),
        nothing=_("No file has reached its day."),
        sorts=(Sort("until", _("Longest over first"), ("keep_until", "pk")),),
        filters=(
            of_person(""),
            Days("closed", _("Closed on"), "closed_on"),
            Days("until", _("Kept until"), "keep_until"),
        ),
        columns=(
            *person_columns(lambda row: row),
            *day_columns(_("Closed on"), lambda row: row.closed_on),
            *day_columns(_("Kept until"), lambda row: row.keep_until),
        ),
    )
)
