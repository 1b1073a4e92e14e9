"""What an address names beyond the usual words of a ``Place``, made as staff make it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfWriter

from accounts.list_actions import save_view
from accounts.roles import Role
from accounts.sheets import begin_sheet
from associations.actions import add_document
from associations.texts import write_draft
from beneficiaries.actions.imports import begin_import
from committees.disclosing import disclose
from complaints.actions import receive
from complaints.actions.compensation import open_case
from core import uploads
from reception.actions import arrive
from requests.actions import cancel_run
from requests.actions.batches import begin_batch
from requests.actions.case_study import freeze
from requests.actions.catalogue import begin_terms, write_question, write_row
from requests.actions.field_visits import folder_of as visits_folder
from requests.actions.online import folder_of
from requests.actions.refusals import add_reason
from requests.batches.verbs import VERBS
from requests.enums import Status
from requests.models import DeliveryCheck, StudyDraft, VisitPhoto, VisitReport
from surveys.actions import open_campaign
from tests.factories.beneficiaries import national_id
from tests.factories.payments import a_run
from tests.factories.reception import a_row_of_help
from tests.factories.support_requests import SINCE


def one_page() -> bytes:
    """A plain PDF."""
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def a_document(place: Any) -> dict[str, str]:
    """A document at hand, added as the administrator adds it."""
    rows = place.staff.association.documents_at_hand
    if not rows.exists():
        add_document(
            place.staff.association,
            by=place.staff.member(Role.ADMINISTRATOR),
            document="bylaws",
            version_label="1",
            dated_on=SINCE,
            upload=SimpleUploadedFile("a.pdf", one_page(), "application/pdf"),
        )
    return {"uuid:uid": str(rows.first().uid)}


def a_body(place: Any) -> dict[str, str]:
    return {"slug:kind": place.staff.body.kind}


def a_disclosure(place: Any) -> dict[str, str]:
    """What the chair discloses of interests."""
    row = place.staff.chair.disclosures.first() or disclose(
        place.staff.chair, national_id=national_id(60_001), city="Twaim"
    )
    return {"uuid:uid": str(row.uid)}


def a_saved_view(place: Any) -> dict[str, str]:
    """A view of the requests that the chair shares."""
    name = f"View {place.staff.association.saved_views.count()}"
    view = save_view(
        place.staff.chair, list_name="requests", query="queue=all", name=name, is_shared=True, is_default=False
    )
    return {"slug:name": "requests", "uuid:uid": str(view.uid)}


def a_sheet(place: Any) -> dict[str, str]:
    """A long list that a desk asked for as a sheet."""
    sheet = begin_sheet(place.staff.desk, list_name="requests", query="queue=all", row_count=3)
    return {"uuid:uid": str(sheet.uid)}


def a_batch(place: Any) -> dict[str, str]:
    """Answers recorded for many, begun by a desk."""
    rows = place.staff.association.request_batches
    if not rows.exists():
        begin_batch(
            place.staff.association,
            by=place.staff.desk,
            verb=VERBS["tell"],
            facts={},
            rows=[place.case.pk],
            origin="https://mithaq.example",
        )
    return {"uuid:uid": str(rows.first().uid)}


def a_notice(place: Any) -> dict[str, str]:
    """A notice waiting in the outbox, written when a request was taken in."""
    notices = place.staff.association.notices
    if not notices.exists():
        place.staff.case(Status.AWAITING_STUDY)
    return {"uuid:notice": str(notices.order_by("pk").first().uid)}


def a_reason(place: Any) -> dict[str, str]:
    """A reason of refusal of the association's own."""
    rows = place.staff.association.refusal_reasons.filter(code__startswith="own")
    if not rows.exists():
        administrator = place.staff.member(Role.ADMINISTRATOR)
        add_reason(by=administrator, text_ar=place.staff.association.name_ar, text_en="Reason")
    return {"slug:code": rows.get().code}


def a_term(place: Any) -> dict[str, str]:
    """A term of urgent help."""
    rows = place.staff.association.urgent_officers
    if not rows.exists():
        place.staff.named(place.staff.urgent_officer)
    return {"uuid:uid": str(rows.get().uid)}


def an_objection(place: Any) -> dict[str, str]:
    """An objection to a refusal, taken in at the desk."""
    rows = place.staff.association.objections
    if not rows.exists():
        place.staff.objection()
    return {"str:objection": rows.get().reference}


def a_campaign(place: Any) -> dict[str, str]:
    """A campaign of today, opened as the contact officer opens it."""
    association = place.staff.association
    if not association.survey_campaigns.exists():
        today = timezone.localdate()
        officer = place.staff.member(Role.CONTACT_OFFICER)
        open_campaign(association, by=officer, title_ar="رأيك", title_en="", opens_on=today, closes_on=today)
    return {"int:number": str(association.survey_campaigns.first().number)}


def a_catalogue(place: Any) -> dict[str, str]:
    """The staff's service with terms in force, and a draft of the next with a row of each part."""
    service, by = place.staff.service, place.staff.member(Role.ADMINISTRATOR)
    draft = service.versions.filter(in_force_from=None).first() or begin_terms(service, by=by)
    if not draft.conditions.exists():
        limits = {"kind": "people", "operator": "at_least", "low": 2}
        write_row(draft, "conditions", by=by, values=limits)
        write_question(draft, by=by, values={"text_ar": "س", "kind": "yes_no", "choices": ""})
    words = {"slug:code": service.code, "int:number": "1", "int:place": "1"}
    return {**words, "slug:part": "conditions", "slug:kind": "age"}


def a_contact(kind: str) -> Callable[[Any], dict[str, str]]:
    """A case of this kind, sent online without a name."""

    def make(place: Any) -> dict[str, str]:
        association = place.staff.association
        case = association.complaints.filter(kind=kind).first()
        if case is None:
            told = {"channel": "website", "account": "The office was closed at eleven.", "is_anonymous": True}
            case, _code = receive(association, by=None, kind=kind, **told)
        return {"str:reference": case.reference}

    return make


def an_import(place: Any) -> dict[str, str]:
    """A sheet just handed in."""
    association = place.staff.association
    if not association.imports.exclude(status="discarded").exists():
        sheet = SimpleUploadedFile("people.csv", "الاسم,رقم الهوية\nنورة,1\n".encode())
        begin_import(association, by=place.staff.member(Role.ADMINISTRATOR), upload=sheet)
    return {"uuid:uid": str(association.imports.latest("pk").uid), "str:ending": "csv"}


def a_harm(place: Any) -> dict[str, str]:
    """A compensation case just opened; where the policy has none, a number that nobody has."""
    association = place.staff.association
    if not association.policy_in_force().compensates_harm:
        return {"str:reference": "M-1448-000001"}
    case = association.compensation_cases.first()
    if case is None:
        told = {"person_name": "Nora", "extent": "A day.", "causes": "No check.", "evidence": "A photograph."}
        by = place.staff.member(Role.FOLLOW_UP)
        case = open_case(association, by=by, harm_kind="material", occurred_on=SINCE, **told)
    return {"str:reference": case.reference}


def a_delivery(place: Any) -> dict[str, str]:
    """The first delivery of a request, drawn to be asked about."""
    case = place.staff.association.support_requests.filter(status=Status.DELIVERED).first()
    if case is None:
        case = place.staff.case(Status.DELIVERED)
        given = {"association": place.staff.association, "drawn_at": timezone.now()}
        by = place.staff.member(Role.DESK).user
        DeliveryCheck.objects.get_or_create(delivery=case.deliveries.get(), defaults={**given, "delivered_by": by})
    return {"str:reference": case.reference, "int:number": "1"}


def a_payment_run(place: Any) -> dict[str, str]:
    """A payment run that was cancelled."""
    runs = place.staff.association.payment_runs
    if not runs.exists():
        cancel_run(a_run(place.staff), by=place.staff.desk, reason="Prepared twice.")
    return {"str:reference": runs.get().reference, "str:form": "csv"}


def a_paper(place: Any) -> dict[str, str]:
    """A paper that came in online for the request."""
    rows = place.case.papers
    if not rows.exists():
        stored = uploads.keep(SimpleUploadedFile("a.pdf", one_page()), folder=folder_of(place.staff.association.pk))
        rows.create(
            association=place.staff.association,
            item=place.case.checklist.first().item,
            sent_at=timezone.now(),
            sent_by=place.staff.desk.user,
            stored_as=stored.name,
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256,
            pages=stored.pages,
        )
    return {"uuid:uid": str(rows.first().uid)}


def a_visit(place: Any) -> dict[str, str]:
    """A visitor who waits, known by name alone."""
    association = place.staff.association
    told = {"purpose": "inquiry", "channel": "interview", "person_name": "Nora"}
    visit = association.visits.here().first() or arrive(association, by=place.staff.desk, **told)
    return {"uuid:uid": str(visit.uid)}


def a_help_request(place: Any) -> dict[str, str]:
    """A help request that waits; where the policy has no such channel, a row as it would be."""
    return {"str:reference": a_row_of_help(place.staff.association).reference}


def a_draft(place: Any) -> dict[str, str]:
    """A text that an administrator has begun to write."""
    by = place.staff.member(Role.ADMINISTRATOR)
    write_draft(place.staff.association, by=by, kind="declaration", text_ar="أقر بصحة البيانات.")
    return {"str:kind": "declaration"}


def a_study(place: Any) -> dict[str, str]:
    """A case study that went with a recommendation; the address names the request alone."""
    case, staff = place.case, place.staff
    if not case.studies.exists():
        now, by = timezone.now(), staff.researcher.user
        advice = case.recommendations.create(
            association=staff.association, outcome="accepted", findings="Visited.", by=by, at=now
        )
        given = {"need": "Rent", "alternatives": "None", "written_by": by, "written_at": now}
        draft = StudyDraft(association=staff.association, support_request=case, **given)
        draft.save()
        freeze(draft, advice, at=now)
    return {}


def a_field_visit(place: Any) -> dict[str, str]:
    """A field visit of the request, planned past its verb, whatever the status."""
    case, staff, now = place.case, place.staff, timezone.now()
    if not case.field_visits.exists():
        by = staff.researcher.user
        given = {"number": 1, "visitor": by, "planned_by": by, "planned_at": now, "planned_on": now.date()}
        case.field_visits.create(association=staff.association, address="Twaim", **given)
    return {"int:number": "1"}


def a_field_visit_photo(place: Any) -> dict[str, str]:
    """A photo of a visit that was reported."""
    words, staff = a_field_visit(place), place.staff
    visit = place.case.field_visits.get()
    report = getattr(visit, "report", None)
    if report is None:
        given = {"visited_on": visit.planned_on, "met": "nobody", "conclusion": "?", "at": timezone.now()}
        report = VisitReport.objects.create(
            association=staff.association, visit=visit, by=staff.researcher.user, **given
        )
        folder = visits_folder(staff.association.pk)
        stored = uploads.keep(SimpleUploadedFile("a.pdf", one_page()), folder=folder)
        VisitPhoto.objects.create(association=staff.association, report=report, **stored.facts())
    return {**words, "uuid:uid": str(report.photos.get().uid)}


def an_opinion(place: Any) -> dict[str, str]:
    """A second opinion asked of another researcher."""
    case, staff, now = place.case, place.staff, timezone.now()
    if not case.opinions.exists():
        given = {"number": 1, "asked_of": staff.second.user, "asked_by": staff.researcher.user, "question": "?"}
        case.opinions.create(association=staff.association, asked_at=now, due_on=now.date(), **given)
    return {"int:number": "1"}
