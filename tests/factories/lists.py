"""A row of each list, in the queue that the list opens with, by the real verbs where they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from django.utils import timezone

from accounts.list_actions import record_export
from accounts.roles import Role
from accounts.sheets import begin_sheet
from beneficiaries.actions import report_change
from beneficiaries.models import Beneficiary, FileLook, ImportRun
from committees.actions import give_seat
from committees.enums import Position
from complaints.actions import receive
from complaints.actions.compensation import open_case
from proceedings.actions import cancel, close_session, open_session
from requests import actions
from requests.actions.batches import begin_batch
from requests.batches.verbs import VERBS
from requests.enums import ProblemKind, Status
from requests.models import DeliveryCheck
from requests.workflow import PLAN
from surveys.actions import open_campaign
from tests.factories.accounts import MembershipFactory
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.documents import a_document
from tests.factories.payments import a_run
from tests.factories.reception import NAME, a_row_of_help
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE, Staff

NOW = timezone.now
TODAY = timezone.localdate


def a_problem(staff: Staff, by: Any) -> Any:
    delivery = staff.case(Status.DELIVERED).deliveries.get()
    return actions.report_problem(delivery, by=by, kind=ProblemKind.LESS, words="One sack of two.")


def a_call(staff: Staff, by: Any) -> Any:
    delivery = staff.case(Status.DELIVERED).deliveries.get()
    told = {"association": staff.association, "drawn_at": NOW(), "delivered_by": staff.desk.user}
    return DeliveryCheck.objects.get_or_create(delivery=delivery, defaults=told)


def an_end(staff: Staff, by: Any) -> Any:
    return staff.do(PLAN, staff.case(Status.ANSWERED), supports_until=TODAY() + timedelta(days=20))


def a_visit(staff: Staff, by: Any) -> Any:
    now = NOW()
    told = {"purpose": "inquiry", "channel": "interview", "person_name": NAME, "taken_in_by": staff.desk}
    served = {"status": "served", "status_since": now, "served_by": staff.desk, "served_at": now, "ended_at": now}
    visit = staff.association.visits.create(arrived_at=now, **told, **served)
    return visit.led_to.create(association=staff.association, reference="R-1448-000001")


def a_help(staff: Staff, by: Any) -> Any:
    return a_row_of_help(staff.association, person_name=NAME)


def a_campaign(staff: Staff, by: Any) -> Any:
    facts = {"title_ar": "رأيك", "title_en": "Your view", "opens_on": TODAY(), "closes_on": TODAY()}
    return open_campaign(staff.association, by=staff.member(Role.CONTACT_OFFICER), **facts)


def an_import(staff: Staff, by: Any) -> Any:
    facts = {"file_name": "people.xlsx", "size": 9, "header_row": 1, "headings_digest": "", "language": "ar"}
    return ImportRun.objects.create(association=staff.association, by=by.user, at=NOW(), moved_at=NOW(), **facts)


def a_look(staff: Staff, by: Any) -> Any:
    who = staff.member(Role.DESK).user
    return FileLook.objects.create(association=staff.association, beneficiary=staff.person(), what="file", by=who)


def a_batch(staff: Staff, by: Any) -> Any:
    rows = [staff.case(Status.DECIDED).pk]
    return begin_batch(staff.association, by=by, verb=VERBS["tell"], facts={}, rows=rows, origin="https://m.example")


def a_sheet(staff: Staff, by: Any) -> Any:
    sheet = begin_sheet(by, list_name="requests", query="queue=all", row_count=3)
    sheet.status, sheet.ended_at = "ready", NOW()
    sheet.save()
    return sheet


def a_complaint(staff: Staff, by: Any) -> Any:
    return receive(staff.association, by=None, kind="inquiry", channel="website", account="…", is_anonymous=True)


def a_harm(staff: Staff, by: Any) -> Any:
    told = {"person_name": NAME, "extent": "A day.", "causes": "No check.", "evidence": "A photograph."}
    member = staff.member(Role.FOLLOW_UP)
    return open_case(staff.association, by=member, harm_kind="material", occurred_on=SINCE, **told)


def a_change(staff: Staff, by: Any) -> Any:
    return report_change(staff.person(), by=staff.desk, values={"city": "الجبيل"})


def due(staff: Staff, **facts: Any) -> Any:
    return Beneficiary.objects.filter(pk=staff.person().pk).update(**facts)


def a_double(staff: Staff, by: Any) -> Any:
    names = [f"نورة سالم {staff.association.beneficiaries.count()}", "نورة سالم الحربي"]
    first, second = (
        BeneficiaryFactory(association=staff.association, by=staff.desk, full_name=name) for name in names
    )
    found = staff.association.duplicate_pairs
    return found.get_or_create(first=first, second=second, defaults={"strength": 5, "found_at": NOW()})


BODIES: WeakKeyDictionary[Staff, Body] = WeakKeyDictionary()


def a_session(staff: Staff, by: Any) -> Any:
    """Of the body in which the member sits; the one before is called off."""
    if staff not in BODIES:
        BODIES[staff] = Body(staff)
    body = BODIES[staff]
    if not staff.body.seats.filter(membership=by).exists():
        give_seat(staff.body, by=body.manager, membership=by, position=Position.MEMBER, from_on=SINCE)
    for session in staff.body.sessions.going_on():
        cancel(session, by=body.people["secretary"], reason="Another day.")
    return body.convene()


def a_closed_session(staff: Staff, by: Any) -> Any:
    """Its minutes are a draft."""
    session, people = a_session(staff, by), BODIES[staff].people
    open_session(session, by=people["secretary"])
    return close_session(session, by=people["chair"]).minutes


MAKERS: dict[str, Callable[[Staff, Any], Any]] = {
    "requests": lambda staff, by: staff.open(),
    "instalments": lambda staff, by: staff.case(Status.ANSWERED),
    "delivery_problems": a_problem,
    "delivery_calls": a_call,
    "support_ends": an_end,
    "payments": lambda staff, by: a_run(staff),
    "objections": lambda staff, by: staff.objection(),
    "batches": a_batch,
    "complaints": a_complaint,
    "compensation": a_harm,
    "letters": lambda staff, by: staff.case(Status.DECIDED),
    "notices": lambda staff, by: staff.case(Status.ANSWERED),
    "changes": a_change,
    "confirmations": lambda staff, by: due(staff, confirm_due_on=TODAY()),
    "documents": lambda staff, by: a_document(
        staff.person(), by=staff.desk, kind="National ID", valid_until=TODAY() + timedelta(days=9)
    ),
    "duplicates": a_double,
    "time_is_over": lambda staff, by: due(
        staff, closed_on=SINCE, closed_because="Moved away.", keep_until=TODAY() - timedelta(days=3)
    ),
    "imports": an_import,
    "looks": a_look,
    "visits": a_visit,
    "help_requests": a_help,
    "campaigns": a_campaign,
    "people": lambda staff, by: MembershipFactory(association=staff.association, roles=[Role.DESK]),
    "exports": lambda staff, by: record_export(staff.desk, list_name="requests", query="", row_count=3),
    "sheets": a_sheet,
    "urgent": lambda staff, by: staff.do("give_urgent", staff.case(Status.INCOMPLETE)),
    "sessions": a_session,
    "minutes": a_closed_session,
}
