"""What the screens of test_every_screen.py stand on: rows of the demo's story, found anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from associations.models import Association
from beneficiaries.enums import PairStatus
from beneficiaries.models import HouseholdMember
from correspondence.models import LetterKind
from reception.enums import VisitStatus
from requests.enums import Status, VisitStanding
from requests.models import FieldVisit, Stipulation

from . import service_screens

SLUG = "twaim"


@dataclass(frozen=True)
class Screen:
    """An address and on what: a status (of a request), ``file``, or nothing; ``refuses`` when sent empty."""

    name: str
    on: str = ""
    query: str = ""
    refuses: bool = False
    sent_by: str = "main form .acts .btn"


def case_screens(case: str, *names: str, refuses: bool = True) -> list[Screen]:
    """Of a case named by what it is, a complaint or an inquiry, and its status."""
    return [Screen(f"complaints:{name}", case, refuses=refuses) for name in names]


def member_screens(*names: str) -> list[Screen]:
    """Pages on a member of the household who is not its head."""
    return [Screen(f"beneficiaries:{name}", "member", refuses=True) for name in names]


def request_screens(status: str, *names: str, refuses: bool = True) -> list[Screen]:
    return [Screen(f"support_requests:{name}", status, refuses=refuses) for name in names]


def harm_screens(*names: str, refuses: bool = False) -> list[Screen]:
    """Pages on the compensation case that waits for its basis."""
    return [Screen(f"compensation:{name}", "harm", refuses=refuses) for name in names]


def address(screen: Screen) -> str:
    """Where the screen is, on a row of the demo's story."""
    association = Association.objects.get(slug=SLUG)
    if screen.on in Status.values:
        row = association.support_requests.filter(status=screen.on).latest("pk")
        return reverse(screen.name, args=[SLUG, row.reference]) + screen.query
    if screen.on.startswith(("complaint ", "inquiry ")):
        what, status = screen.on.split()
        case = association.complaints.filter(status=status, reference__startswith=what[0].upper()).latest("pk")
        return reverse(screen.name, args=[SLUG, case.reference]) + screen.query
    if screen.on.startswith("urgent "):
        return _of_urgent(association, screen)
    if screen.on.startswith("objection "):
        objection = association.objections.filter(status=screen.on.split()[1]).latest("pk")
        return reverse(screen.name, args=[SLUG, objection.reference]) + screen.query
    if screen.on.startswith("import "):
        run = association.imports.filter(status=screen.on.split()[1]).latest("pk")
        return reverse(screen.name, args=[SLUG, run.uid]) + screen.query
    if screen.on == "list":
        return reverse(screen.name, args=[SLUG, "requests"]) + screen.query
    if screen.on == "view":
        view = association.saved_views.filter(is_shared=False).latest("pk")
        return reverse(screen.name, args=[SLUG, view.list_name, view.uid])
    if screen.on == "sheet":
        return reverse(screen.name, args=[SLUG, association.list_sheets.latest("pk").uid])
    if screen.on == "batch":
        return reverse(screen.name, args=[SLUG, association.request_batches.latest("pk").uid])
    if screen.on in LetterKind.values:
        letter = association.letters.filter(kind=screen.on).latest("pk")
        return reverse(screen.name, args=[SLUG, letter.year, letter.number])
    person = association.support_requests.filter(status=Status.RETURNED).latest("pk").beneficiary
    arguments, query = _known(association, person, screen)[screen.on]
    return reverse(screen.name, args=arguments) + query


def _of_urgent(association: Association, screen: Screen) -> str:
    """Of what awaits, was ratified or reversed: its request; ``urgent none``: a request without any."""
    which = screen.on.split()[1]
    rows = association.urgent_helps.filter(settled_as="" if which == "awaits" else which)
    without = association.support_requests.filter(status=Status.UNDER_STUDY, urgent_help__isnull=True)
    case = without.latest("pk") if which == "none" else rows.latest("pk").support_request
    return reverse(screen.name, args=[SLUG, case.reference]) + screen.query


def _condition(association: Association, which: str) -> list[Any]:
    """The request of a decision with conditions, and the number of one that is open, or was met."""
    became = "" if which == "open" else "met"
    rows = Stipulation.objects.for_pages().filter(association=association, became=became)
    row = rows.latest("pk")
    return [row.support_request.reference, row.position]


def _known(association: Association, person: Any, screen: Screen) -> dict[str, tuple[list[Any], str]]:
    """Arguments and query of an address, by what the screen is on."""
    child = HouseholdMember.objects.filter(association=association, relation="child").latest("pk")
    head = child.household.members.get(relation="head")
    of_head = [SLUG, head.beneficiary.number]
    mandate = association.mandates.latest("pk")
    return {
        **_documents(association),
        "household": (of_head, ""),
        "member": ([*of_head, child.uid], ""),
        "income": ([*of_head, head.uid, head.incomes.latest("pk").uid], ""),
        "mandate": ([SLUG, mandate.beneficiary.number, mandate.uid], ""),
        **{section: ([*of_head, section], "") for section in ("person", "contact", "situation", "health")},
        "file": ([SLUG, person.number], ""),
        "beneficiary": ([SLUG], f"?beneficiary={person.number}"),
        "chosen": ([SLUG], f"?file={person.number}"),
        "code": ([association.letters.latest("pk").check_code], ""),
        "no code": (["x" * 22], ""),
        "nothing": ([SLUG, "R-1400-000001"], ""),
        "file registered twice": ([SLUG, _pair(association, "open")[0]], ""),
        "file merged": ([SLUG, _pair(association, "merged")[1]], ""),
        **{f"pair {status}": ([SLUG, *_pair(association, status)], "") for status in PairStatus.values},
        **{f"visit {status}": ([SLUG, _visit(association, status)], "") for status in VisitStatus.values},
        **{f"{which} visit": ([SLUG, *_field_visit(association, which)], "") for which in ("coming", "made")},
        **service_screens.places(association),
        **{f"run {status}": ([SLUG, _payment_run(association, status)], "") for status in ("drafted", "sent")},
        "term": ([SLUG, association.urgent_officers.filter(ended_at=None).latest("pk").uid], ""),
        **{f"condition {which}": ([SLUG, *_condition(association, which)], "") for which in ("open", "met")},
        "request with conditions": ([SLUG, _condition(association, "open")[0]], ""),
        "delivery with a problem": ([SLUG, _problem(association), 1], ""),
        "harm": ([SLUG, _harm(association, "opened")], ""),
        "paid harm": ([SLUG, _harm(association, "paid")], ""),
        **{on: (arguments, "") for on, arguments in _of_files(association, person.number).items()},
        "not told": ([SLUG], f"?beneficiary={_not_told(association)}"),
        "interview": ([SLUG, "interview"], ""),
        "campaign": ([SLUG, 1], ""),
        "": ([SLUG] if ":" in screen.name or screen.name == "today" else [], screen.query),
    }


def _documents(association: Association) -> dict[str, tuple[list[Any], str]]:
    """The demo's documents of files, and the kinds of which one is added."""
    rows = association.file_documents.select_related("beneficiary")
    replaced = rows.filter(replacements__isnull=False).latest("pk")
    kinds = association.document_kinds
    card, certificate = kinds.get(name_en="National ID"), kinds.get(name_en="Salary certificate")
    of_file = [SLUG, replaced.beneficiary.number]
    found = {
        "document": rows.standing().filter(kind=certificate, is_copied=True).latest("pk"),
        "replaced document": replaced,
        "removed document": rows.filter(removed_at__isnull=False).latest("pk"),
    }
    return {
        **{name: ([SLUG, row.beneficiary.number, row.uid], "") for name, row in found.items()},
        "documents": (of_file, ""),
        "new ID": ([*of_file, card.uid], ""),
        "new certificate": ([*of_file, certificate.uid], ""),
        "kind": ([SLUG, card.uid], ""),
    }


def _pair(association: Association, status: str) -> tuple[str, str]:
    """The numbers of the demo's two files of one person with this answer."""
    pair = association.duplicate_pairs.filter(status=status).earliest("pk")
    return pair.first.number, pair.second.number


def _of_files(association: Association, number: str) -> dict[str, list[Any]]:
    """What addresses name of consents, of reported changes and of texts."""
    consent = association.letters.filter(kind=LetterKind.CONSENT).latest("pk")
    waiting = association.change_reports.waiting().select_related("beneficiary").filter(words_sealed__gt="").first()
    decided = association.change_reports.exclude(status="waiting").select_related("beneficiary").latest("pk")
    assert waiting is not None
    return {
        "consents": [SLUG, consent.about],
        "purpose": [SLUG, number, "publication"],
        "changed": [SLUG, decided.beneficiary.number],
        "report": [SLUG, waiting.beneficiary.number, waiting.uid],
        "decided report": [SLUG, decided.beneficiary.number, decided.uid],
        "text": [SLUG, "responsibilities"],
    }


def _not_told(association: Association) -> str:
    """The number of a file whose owner has not heard of the responsibilities yet."""
    return str(association.beneficiaries.filter(acceptances__isnull=True).latest("pk").number)


def _visit(association: Association, status: str) -> str:
    """The key of the demo's latest visit in this status."""
    return str(association.visits.filter(status=status).latest("pk").uid)


def _field_visit(association: Association, which: str) -> tuple[str, int]:
    """Reference and number of the demo's visit that is to come, or that was made."""
    standing = VisitStanding.PLANNED if which == "coming" else VisitStanding.REPORTED
    visit = FieldVisit.objects.filter(association=association, standing=standing).latest("pk")
    return visit.support_request.reference, visit.number


def _payment_run(association: Association, status: str) -> str:
    """The reference of the demo's payment run in this status."""
    return str(association.payment_runs.filter(status=status).latest("pk").reference)


def _problem(association: Association) -> str:
    """The reference of the demo's request whose first delivery has an open problem."""
    return str(association.delivery_problems.unsettled().latest("pk").delivery.support_request.reference)


def _harm(association: Association, status: str) -> str:
    """The reference of the demo's compensation case in this status."""
    return str(association.compensation_cases.get(status=status).reference)


def names_of_an_association() -> set[str]:
    """Of every address below an association, with its namespace."""
    found = set()
    for entry in get_resolver().url_patterns:
        if str(entry.pattern).startswith("<slug:association>/"):
            found |= _names(entry)
    return found


def _names(entry: URLPattern | URLResolver, namespace: str = "") -> set[str]:
    if isinstance(entry, URLPattern):
        return {f"{namespace}{entry.name}"} if entry.name else set()
    inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
    return set().union(*(_names(child, inner) for child in entry.url_patterns))
