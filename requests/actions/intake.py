"""Reception: open, check the papers, have the declaration signed, take in as complete (R2, R3, R5, R8, C).

A request may be saved incomplete and says so; a clock that begins at completeness begins only in ``complete``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.enums import BROUGHT_BY_ANOTHER, CaseKind, TextKind
from associations.models import AgreedText, Association, MomentKind
from associations.moving import moment_of_receipt
from associations.promises import rule_row
from associations.references import next_reference
from beneficiaries.actions import Signed, accept_responsibilities, living, proof_of, refuse_closed, sign
from beneficiaries.actions.documents import take_in
from beneficiaries.declared import digests_that_cover
from beneficiaries.enums import ConsentPurpose, GivenHow
from beneficiaries.models import Beneficiary, Consent, FileDocument, Signature
from committees.actions import body_named_by
from core.date_words import dual_long
from core.errors import DomainError, StaleRecord
from core.hijri import DualDate

from .. import permissions
from ..enums import ItemState, Occasion
from ..from_the_file import offered
from ..handed_in import asked_of_applicant, papers_folder, to_be_checked
from ..models import ChecklistEntry, Declaration, Service, ServiceVersion, SupportRequest
from ..notices import tell_complete, tell_returned
from ..paper_validity import Problem
from ..workflow import COMPLETE
from .eligibility import keep_eligibility
from .moving import add_moment, begin, finish, note, reckon
from .questions import lines_for, refuse_unanswered, replies_of

SERIES = "R"
OF_PAPER = ("issued_on", "issued_in", "expires_on")


def _digests(support_request: SupportRequest) -> list[str]:
    """What a signature may cover: today's declared facts first, then those declared before the facts grew."""
    asked = {
        "service": support_request.service_id,
        "need": support_request.need,
        "amount": "" if support_request.amount_asked is None else f"{support_request.amount_asked:.2f}",
    }
    if getattr(support_request, "asks_questions", True):  # a request read for its page says so by itself
        replies = replies_of(support_request)
        asked |= {f"question {pk}": str(value) for pk, value in sorted(replies.items())}
    return digests_that_cover(support_request.beneficiary, asked)


def signed_facts_digest(support_request: SupportRequest) -> str:
    """What a signature covers; when a fact changes the digest changes and a new signature is asked for (R5)."""
    return _digests(support_request)[0]


def current_declaration(support_request: SupportRequest) -> Declaration | None:
    """The signature that still covers the facts, if any. Two queries."""
    return (
        support_request.declarations.filter(digest__in=_digests(support_request)).select_related("signature").first()
    )


@transaction.atomic
def open_request(
    association: Association,
    *,
    by: Any,
    beneficiary: Beneficiary,
    service: Service,
    channel: str,
    need: str,
    agreed_means: str,
    amount_asked: Decimal | None = None,
    brought_by: str = "",
    received_on: date | None = None,
    service_version: ServiceVersion | None = None,
) -> SupportRequest:
    """A new request under the policy in force, incomplete, with its checklist and its first promise.

    It keeps the service's terms of today, or those named by ``service_version``, under which it was written online.
    """
    permissions.check_opening(by, association, beneficiary, service, channel)
    beneficiary, now = whose_request(beneficiary), timezone.now()
    version = association.policy_in_force()
    if channel not in {row.channel for row in version.channels.all()}:
        raise DomainError(_("The policy does not list this channel."), code="channel", field="channel")
    if channel in BROUGHT_BY_ANOTHER and not brought_by.strip():
        message = _("Write who brought it: this channel needs the name.")
        raise DomainError(message, code="brought_by", field="brought_by")
    received_at = moment_of_receipt(received_on, now)
    terms = terms_for(service, service_version, received_on=timezone.localdate(received_at))
    support_request = association.support_requests.create(
        policy_version=version,
        reference=next_reference(association, SERIES, on=timezone.localdate(now)),
        beneficiary=beneficiary,
        service=service,
        service_version=terms,
        channel=channel,
        brought_by=brought_by,
        need=need,
        amount_asked=amount_asked,
        agreed_means=agreed_means,
        reviewing_body=body_named_by(version),
        opened_by=by.user,
        received_at=received_at,
        status_since=now,
    )
    ChecklistEntry.objects.bulk_create(
        ChecklistEntry(association=association, support_request=support_request, item=item)
        for item in lines_for(support_request)
    )
    add_moment(support_request, MomentKind.RECEIVED, by=by, at=received_at)
    support_request.save(update_fields=reckon(support_request, cause="opened", at=now))
    note(support_request, "opened", by=by, at=now, detail={"channel": channel})
    keep_eligibility(support_request, Occasion.OPENED, by=by, at=now)
    return support_request


def whose_request(beneficiary: Beneficiary) -> Beneficiary:
    """The living, open file, whose person did not say no to the use of their data; raises otherwise."""
    if Consent.objects.of_person(beneficiary).stands_against(ConsentPurpose.SERVICE):
        raise DomainError(
            _("The person agrees no longer to the use of their data for services. Ask for that consent first."),
            code="no_consent",
        )
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    return beneficiary


def terms_for(service: Service, named: ServiceVersion | None, *, received_on: date) -> ServiceVersion:
    """The terms a new request keeps; raises where the service takes no requests, or took none on that day."""
    terms = named or service.version_in_force()
    if not service.is_open or terms.service_id != service.pk:
        raise DomainError(_("This service is not open for requests now."), code="closed", field="service")
    if terms.opens_on and received_on < terms.opens_on:
        message = _("This service takes requests from %(day)s.") % {"day": dual_long(terms.opens_on)}
        raise DomainError(message, code="closed", field="service")
    if terms.closes_on and received_on > terms.closes_on:
        message = _("This service took requests until %(day)s.") % {"day": dual_long(terms.closes_on)}
        raise DomainError(message, code="closed", field="service")
    return terms


@transaction.atomic
def correct(
    support_request: SupportRequest,
    *,
    by: Any,
    need: str,
    amount_asked: Decimal | None,
    agreed_means: str,
    expected_version: int | None = None,
) -> SupportRequest:
    """Change what is asked for while the request is at the desk; an earlier signature no longer covers it."""
    support_request = _at_the_desk(support_request, by=by, expected_version=expected_version)
    support_request.need, support_request.amount_asked = need, amount_asked
    support_request.agreed_means = agreed_means
    support_request.version += 1
    support_request.save(update_fields=["need", "amount_asked", "agreed_means", "version"])
    note(support_request, "corrected", by=by, at=timezone.now())
    return support_request


def _at_the_desk(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """The locked row, which must still be incomplete or returned; raises otherwise."""
    fresh, _now = begin(support_request, COMPLETE, by=by, expected_version=expected_version)
    return fresh


@transaction.atomic
def check_item(
    support_request: SupportRequest,
    *,
    by: Any,
    findings: dict[int, tuple[str, date | None]],
    from_file: Collection[int] = (),
    dated: Mapping[int, DualDate] = MappingProxyType({}),
) -> SupportRequest:
    """Record what the desk found, line by line: ``findings`` maps an entry's id to (state, valid until).

    ``dated`` has the dates that stand on papers, where a line asks how old one is. A paper that came in online and
    whose line stays "missing" was looked at too: the applicant is asked again, and told so. Entries named in
    ``from_file`` are answered by the valid document of the file.
    """
    support_request = _at_the_desk(support_request, by=by)
    now = timezone.now()
    today = timezone.localdate(now)
    entries = list(support_request.checklist.select_related("item__document_kind"))
    used, dates_of_used = _use_file(support_request, entries, from_file, by=by, on=today)
    findings, dated = {**findings, **used}, {**dated, **dates_of_used}
    looked_at = to_be_checked(entries, support_request.papers.all()) & set(findings)
    for entry in entries:
        before = (entry.state, entry.issued_on, entry.issued_in, entry.expires_on)
        state = _find(entry, findings, dated, on=today)
        after = (state, entry.issued_on, entry.issued_in, entry.expires_on)
        if before == after and entry.pk not in {*looked_at, *from_file}:
            continue
        if state == ItemState.NOT_NEEDED and entry.item.is_mandatory:
            raise DomainError(
                _("“%(item)s” is mandatory for this service.") % {"item": entry.item.name},
                code="mandatory",
                field=f"state_{entry.pk}",
            )
        entry.state, entry.checked_by, entry.checked_at = state, by.user, now
        if entry.pk not in from_file:
            entry.from_document = _keep_in_file(support_request, entry, by=by) if entry.pk in looked_at else None
        entry.save(update_fields=["state", *OF_PAPER, "checked_by", "checked_at", "from_document"])
    note(support_request, "checked", by=by, at=now)
    if any(entry.pk in looked_at and entry.state == ItemState.MISSING for entry in entries):
        asked = asked_of_applicant(support_request, entries, support_request.papers.all(), on=today)
        tell_returned(support_request, asked, again=now.isoformat(timespec="seconds"))
    return support_request


def _find(entry: ChecklistEntry, findings: Any, dated: Mapping[int, DualDate], *, on: date) -> str:
    """Put to the line the dates of what was found, and give its state; raises where the paper does not count."""
    state, expires_on = findings.get(entry.pk, (entry.state, entry.expires_on))
    day = dated.get(entry.pk)
    if day is not None:
        entry.issued_on, entry.issued_in = day.gregorian, day.calendar
    elif state != ItemState.MATCHED:
        entry.issued_on, entry.issued_in = None, ""
    entry.expires_on = expires_on
    if state != ItemState.MATCHED:
        return str(state)
    judged = entry.validity(on)
    entry.expires_on = judged.until
    if judged.problem is None:
        return str(state)
    if judged.problem == Problem.EXPIRED and not entry.item.months:
        message = _("“%(item)s” is no longer valid today: ask for a new one.") % {"item": entry.item.name}
    else:
        message = f"{entry.item.name}: {judged.because()}"
    field = "issued" if entry.item.months else "expires"
    raise DomainError(message, code=judged.problem.value, field=f"{field}_{entry.pk}")


def _keep_in_file(support_request: SupportRequest, entry: ChecklistEntry, *, by: Any) -> FileDocument | None:
    """The papers that came in online for a line that matches, as a document of the file where it names a kind."""
    if entry.state != ItemState.MATCHED or entry.item.document_kind is None:
        return None
    return take_in(
        support_request.beneficiary,
        by=by,
        kind=entry.item.document_kind,
        issued_on=entry.issued_on,
        valid_until=entry.expires_on,
        papers=support_request.papers.filter(item=entry.item).order_by("-pk"),
        folder=papers_folder(support_request.association_id),
    )


def _use_file(
    support_request: SupportRequest, entries: list[ChecklistEntry], chosen: Collection[int], *, by: Any, on: date
) -> tuple[dict[int, tuple[str, date | None]], dict[int, DualDate]]:
    """Put the file's document to each chosen line, and give its finding and its date; raises where none is valid."""
    documents = offered(support_request.beneficiary, [entry.item for entry in entries], on=on) if chosen else {}
    found: dict[int, tuple[str, date | None]] = {}
    dated: dict[int, DualDate] = {}
    for entry in (entry for entry in entries if entry.pk in chosen):
        document = documents.get(entry.item_id)
        if document is None:
            raise DomainError(
                _("The file has no valid document for “%(item)s” any more.") % {"item": entry.item.name},
                code="not_in_file",
                field=f"state_{entry.pk}",
            )
        entry.from_document = document
        found[entry.pk] = (ItemState.MATCHED.value, document.valid_until)
        if document.issued_on is not None:
            dated[entry.pk] = DualDate.of(document.issued_on)
        names = {"item_ar": entry.item.name_ar, "item_en": entry.item.name_en}
        note(support_request, "used_from_file", by=by, at=timezone.now(), detail=names)
    return found, dated


@transaction.atomic
def sign_declaration(
    support_request: SupportRequest, *, by: Any, signed: Signed, expected_text: int | None = None
) -> Declaration:
    """Record the applicant's signature, with its proof, under the facts as they are now (R5).

    ``expected_text`` is the version of the declaration that was read; another in force makes it stale.
    """
    with proof_of(signed, association_id=support_request.association_id) as proof:
        fresh = _at_the_desk(support_request, by=by)
        text = declaration_text(fresh)
        if expected_text is not None and text is not None and text.number != expected_text:
            raise StaleRecord
        signature = sign(fresh.beneficiary, by=by, digest=signed_facts_digest(fresh), proof=proof)
        return declare(fresh, by=by, method=signed.method, signed_name=signed.name, signature=signature)


def declare(
    support_request: SupportRequest, *, by: Any, method: str, signed_name: str, signature: Signature | None = None
) -> Declaration:
    """The signature's row under the facts as they are; inside a verb that locked the request.

    Who signs accepts the responsibilities too: they stand above the declaration (B3).
    """
    now = timezone.now()
    text = declaration_text(support_request)
    declaration = support_request.declarations.create(
        association_id=support_request.association_id,
        text=text.text_ar if text else "",
        agreed_text=text,
        digest=signed_facts_digest(support_request),
        signature=signature,
        method=method,
        signed_name=signed_name,
        signed_at=now,
        witnessed_by=by.user,
    )
    accept_responsibilities(support_request.beneficiary, by=by, how=GivenHow.ONLINE if not by.pk else GivenHow.SIGNED)
    note(support_request, "declared", by=by, at=now, detail={"method": method})
    return declaration


def declaration_text(support_request: SupportRequest) -> AgreedText | None:
    """The declaration that is in force for whoever signs now."""
    return support_request.association.agreed_texts.in_force(TextKind.DECLARATION)


def missing_items(support_request: SupportRequest, *, on: date) -> list[ChecklistEntry]:
    """The lines of its checklist that are missing on the day. One query."""
    return [entry for entry in support_request.checklist.select_related("item") if entry.is_missing(on)]


@transaction.atomic
def complete(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """Take the request in as complete: every mandatory paper matched, the declaration signed (R3, R8, R11)."""
    support_request, now = begin(support_request, COMPLETE, by=by, expected_version=expected_version)
    if missing_items(support_request, on=timezone.localdate(now)):
        raise DomainError(_("Something on the checklist is still missing."), code="checklist")
    refuse_unanswered(support_request)
    if support_request.policy_version.needs_declaration and current_declaration(support_request) is None:
        raise DomainError(_("The declaration is not signed for these facts yet."), code="declaration")
    fields: list[str] = []
    if support_request.complete_at is None:
        support_request.complete_at = now
        add_moment(support_request, MomentKind.COMPLETE, by=by, at=now)
        fields.append("complete_at")
    if support_request.is_paused:
        support_request.is_paused = False
        add_moment(support_request, MomentKind.RESUMED, by=by, at=now)
        fields.append("is_paused")
    fields += reckon(support_request, cause="complete", at=now)
    finish(support_request, COMPLETE, by=by, at=now, also=fields)
    keep_eligibility(support_request, Occasion.COMPLETE, by=by, at=now)
    tell_complete(support_request)
    return support_request


def stops_while_returned(support_request: SupportRequest) -> bool:
    """Whether the policy's rule stands still while the applicant completes the request; not one answered before."""
    row = rule_row(support_request.policy_version, CaseKind.REQUEST)
    return bool(row and row.stops_while_returned) and support_request.answered_at is None
