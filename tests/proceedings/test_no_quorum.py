"""Where no quorum can be reached, each kind of matter goes where it may, or management says who decides."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from committees.actions import body_of_kind, give_seat
from committees.enums import Position
from complaints.compensation_workflow import CompensationStatus
from core.errors import AlreadyHandled, DomainError, NotPermitted
from proceedings import actions
from proceedings.enums import Ground, ItemStatus
from proceedings.matters import count_ready
from proceedings.models import NoQuorum, Session
from proceedings.today import today
from requests.actions import decide, ratify_urgent
from requests.actions.objecting import decide_objection
from requests.actions.of_body import hand_objection, hand_to_body, hand_urgent
from requests.enums import ObjectionOutcome, Outcome, Status
from requests.models import Objection, SupportRequest, UrgentHelp
from tests.factories.compensation import Committee as Harm
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

FOUR: dict[str, Any] = {"quorum_parts": None, "quorum_whole": None, "quorum_is_more": False, "quorum_count": 4}


def without_quorum(staff: Any, committee: Any = None, **rules: Any) -> tuple[Body, Session]:
    """Four of five are needed, and two take no part in the first item."""
    body = Body(staff, committee, **{**FOUR, **rules})
    session = body.convene()
    for name in ("first", "second"):
        body.recuse(session, name, by="secretary", ground=Ground.KINSHIP)
    return body, session


def headed(staff: Any, kind: str) -> Any:
    """A body of this kind with somebody who decides in it alone."""
    head = staff.member(Role.CHAIR)
    body = body_of_kind(staff.association.pk, kind, "جهة", kind)
    manager = staff.member(Role.MANAGER)
    give_seat(body, by=manager, membership=head, position=Position.CHAIR, from_on=SINCE)
    return head


@pytest.fixture
def refused(staff: Any) -> tuple[Body, Session]:
    """A request before a body whose formation names nobody."""
    staff.case(Status.AWAITING_DECISION)
    return without_quorum(staff)


def refer_on(body: Body, session: Session) -> Any:
    return actions.refer_on(session, by=body.people["secretary"], case=body.at(session, 1))


def test_an_objection_goes_to_the_other_body_with_its_last_day_and_its_first_deciders(staff):
    objection = staff.objection()
    due_on = objection.due_on
    board = headed(staff, "board")
    body, session = without_quorum(staff, objection.body, fallback="board")
    refer_on(body, session)
    objection.refresh_from_db()
    assert (objection.body.kind, objection.due_on) == ("board", due_on)
    told = objection.events.latest("pk")
    assert (told.event, told.detail) == ("hand_objection", {"from_body": "objections", "body": "board"})
    assert "مجلس" in told.reason
    give_seat(objection.body, by=body.manager, membership=staff.chair, position=Position.DEPUTY, from_on=SINCE)
    with pytest.raises(NotPermitted, match="first deciders"):
        decide_objection(objection, by=staff.chair, outcome=ObjectionOutcome.UPHELD, reasons="x")
    ruling = decide_objection(objection, by=board, outcome=ObjectionOutcome.UPHELD, reasons="It stands.")
    assert ruling.decided_by == board.user


def test_an_objection_does_not_go_to_the_body_that_decided_first(staff):
    """The formation names the board, which made the decision that is objected to: management is told instead."""
    case = staff.case(Status.AWAITING_DECISION)
    board = headed(staff, "board")
    hand_to_body(case, by=staff.chair, kind="board", reason="A tie.")
    staff.do("decide", case, by=board)
    staff.do("give_answer", case)
    objection = staff.objection(staff.fresh(case))
    body, session = without_quorum(staff, objection.body, fallback="board")
    refer_on(body, session)
    objection.refresh_from_db()
    assert objection.body == body.committee
    assert NoQuorum.objects.get().goes_to == ""
    with pytest.raises(DomainError, match="another body than the one"):
        hand_objection(objection, by=body.manager, kind="board", reason="x", voted=True)


def test_urgent_help_is_ratified_by_the_other_body(staff):
    given = staff.give_urgent(staff.case(Status.UNDER_STUDY), by=staff.urgent_officer)
    board = headed(staff, "board")
    body, session = without_quorum(staff, fallback="board")
    refer_on(body, session)
    given.refresh_from_db()
    case = given.support_request
    assert (given.body.kind, case.reviewing_body) == ("board", staff.body)
    assert case.events.latest("pk").event == "hand_urgent"
    with pytest.raises(NotPermitted):
        ratify_urgent(staff.fresh(case), by=body.people["chair"])
    assert ratify_urgent(staff.fresh(case), by=board).settled_by == board.user


def test_urgent_help_goes_along_with_its_request_and_a_grant_there_ratifies_it(staff):
    case = staff.case(Status.AWAITING_DECISION)
    staff.give_urgent(case, by=staff.urgent_officer)
    board = headed(staff, "board")
    body, session = without_quorum(staff, fallback="board")
    item = session.items.get(reference=case.reference)
    aside = set(item.recusals.values_list("seat_id", flat=True))
    for seat in {body.seat("first").pk, body.seat("second").pk} - aside:
        actions.recuse(session, by=body.people["chair"], case=case.reference, seat_id=seat, ground=Ground.KINSHIP)
    actions.refer_on(session, by=body.people["secretary"], case=case.reference)
    assert UrgentHelp.objects.get().body.kind == "board"
    decide(staff.fresh(case), by=board, outcome=Outcome.ACCEPTED, amount=2500, reasons="Needed.")
    assert UrgentHelp.objects.get().is_ratified
    with pytest.raises(DomainError, match="no longer before the body"):
        actions.refer_on(session, by=body.people["secretary"], case=f"{case.reference}-U")


@pytest.fixture
def harmed(staff: Any) -> tuple[Body, Session, Harm, Any]:
    harm = Harm(staff.association)
    committee = body_of_kind(staff.association.pk, "follow_up", "لجنة المتابعة", "Follow-up committee")
    case = harm.with_minutes()
    body, session = without_quorum(staff, committee, fallback="board")
    return body, session, harm, case


def test_minutes_of_harm_stay_with_their_committee_and_management_is_told(harmed):
    """M2 asks for the approval of the committee's own members, so no other body gives it."""
    body, session, harm, case = harmed
    headed(body.staff, "board")
    refer_on(body, session)
    row = NoQuorum.objects.get()
    assert (row.goes_to, harm.now(case).status) == ("", CompensationStatus.OPENED)
    assert case.events.latest("pk").event == "no_quorum"
    with pytest.raises(DomainError, match="may decide this matter"):
        actions.say_who_decides(row, by=body.manager, body="board", reason="They may.")
    assert count_ready(body.committee) == 0
    actions.say_who_decides(row, by=body.manager, body="", reason="Two members were seated.")
    assert count_ready(body.committee) == 1
    assert case.events.latest("pk").reason == "Two members were seated."


def test_where_nobody_is_named_management_is_told_and_says_who_decides(refused, client_of):
    body, session = refused
    staff, case = body.staff, SupportRequest.objects.get()
    board = headed(staff, "board")
    refer_on(body, session)
    item = session.items.get()
    assert item.status == ItemStatus.DEFERRED
    assert case.events.latest("pk").event == "no_quorum"
    assert count_ready(body.committee) == 0
    notice = staff.association.notices.filter(event="no_quorum", key__endswith=f":{body.manager.user_id}").get()
    assert case.reference in notice.body
    assert case.beneficiary.full_name not in notice.body
    assert [one.row for one in today(body.manager, staff.association)["without_quorum"]] == [case]
    home = reverse("today", args=[staff.association.slug])
    assert item.reference in client_of(body.manager).get(home).content.decode()
    address = reverse("proceedings:no_quorum", args=[staff.association.slug, item.reference])
    page = client_of(body.manager).get(address).content.decode()
    assert "needs 4 members for this item; 3 may take part" in page
    assert client_of(body.people["chair"]).get(address).status_code == 403
    sent = client_of(body.manager).post(address, {"body": "board", "reason": "The board decides it."})
    assert sent.status_code == 302
    case.refresh_from_db()
    assert case.reviewing_body.kind == "board"
    assert client_of(body.manager).get(address).status_code == 404
    assert today(body.manager, staff.association).get("without_quorum") is None
    assert decide(staff.fresh(case), by=board, outcome=Outcome.ACCEPTED, amount=5, reasons="x").decided_by


def test_who_takes_no_part_hears_nothing_of_it_in_management_either(refused, client_of):
    body, session = refused
    staff = body.staff
    give_seat(body.committee, by=body.manager, membership=body.manager, position=Position.MEMBER, from_on=SINCE)
    body.people["manager"] = body.manager
    body.recuse(session, "manager", by="secretary")
    body.recuse(session, "third", by="secretary")
    for other in staff.association.memberships.with_roles():
        if other != body.manager and Role.MANAGER in other.roles:
            other.is_active = False
            other.save(update_fields=["is_active"])
    with pytest.raises(DomainError, match="Nobody in management"):
        refer_on(body, session)
    other = staff.member(Role.MANAGER)
    refer_on(body, session)
    keys = list(staff.association.notices.filter(event="no_quorum").values_list("key", flat=True))
    assert [key.endswith(f":{other.user_id}") for key in keys] == [True]
    assert not today(body.manager, staff.association).get("without_quorum")
    address = reverse("proceedings:no_quorum", args=[staff.association.slug, body.at(session, 1)])
    assert client_of(body.manager).get(address).status_code == 404
    assert client_of(other).get(address).status_code == 200
    with pytest.raises(NotPermitted, match="take no part"):
        actions.say_who_decides(NoQuorum.objects.get(), by=body.manager, body="", reason="x")


def test_it_is_said_once_by_management_and_of_what_still_waits(refused):
    body, session = refused
    staff, case = body.staff, SupportRequest.objects.get()
    headed(staff, "board")
    refer_on(body, session)
    row = NoQuorum.objects.get()
    with pytest.raises(NotPermitted, match="for management"):
        actions.say_who_decides(row, by=body.people["chair"], body="board", reason="x")
    with pytest.raises(DomainError, match="reason"):
        actions.say_who_decides(row, by=body.manager, body="board", reason=" ")
    for body_kind in ("management", "follow_up", body.committee.kind):
        with pytest.raises(DomainError, match="may decide this matter"):
            actions.say_who_decides(row, by=body.manager, body=body_kind, reason="x")
    actions.say_who_decides(row, by=body.manager, body="board", reason="x")
    with pytest.raises(AlreadyHandled, match="said already"):
        actions.say_who_decides(row, by=body.manager, body="board", reason="x")
    assert case.events.filter(event="hand_to_body").count() == 1


def test_a_matter_that_was_withdrawn_waits_for_nobody(refused):
    body, session = refused
    refer_on(body, session)
    body.staff.do("withdraw", SupportRequest.objects.get())
    assert today(body.manager, body.staff.association).get("without_quorum") is None
    with pytest.raises(DomainError, match="is over"):
        actions.say_who_decides(NoQuorum.objects.get(), by=body.manager, body="", reason="x")


def test_the_docket_says_where_it_goes(refused, client_of):
    body, session = refused
    path = reverse("proceedings:session", args=[session.association.slug, session.reference])
    assert "No quorum: tell management" in client_of(body.people["chair"]).get(path).content.decode()


MOVED = [
    (SupportRequest, "reviewing_body", lambda staff: staff.case(Status.AWAITING_DECISION)),
    (Objection, "body", lambda staff: staff.objection()),
    (UrgentHelp, "body", lambda staff: staff.give_urgent(staff.case(Status.UNDER_STUDY), by=staff.urgent_officer)),
]


@pytest.mark.parametrize(("model", "column", "made"), MOVED)
def test_the_database_keeps_it_with_a_body_that_can_vote(staff, model, column, made):
    """support_requests_supportrequest, _objection, _urgenthelp (support_requests_objection): past every verb."""
    row = made(staff)
    Body(staff, getattr(row, column) if model is Objection else None)
    board = body_of_kind(staff.association.pk, "board", "المجلس", "Board")
    with pytest.raises(IntegrityError, match="decides by vote"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{column: board})


def test_a_body_that_votes_hands_nothing_on_by_itself(staff):
    body = Body(staff)
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(NotPermitted, match="decides by vote"):
        hand_to_body(case, by=body.people["chair"], kind="board", reason="x")
    staff.give_urgent(case, by=staff.urgent_officer)
    with pytest.raises(NotPermitted, match="decides by vote"):
        hand_urgent(staff.fresh(case), by=body.people["chair"], kind="board", reason="x")


def test_the_database_counts_who_may_take_part_itself(refused):
    """proceedings_noquorum: counted, and its two constraints."""
    body, session = refused
    item = session.items.get()
    given = {
        "association": body.staff.association,
        "item": item,
        "recorded_by": body.people["secretary"].user,
        "recorded_on": timezone.localdate(),
    }
    for entitled, needed, message in (
        (2, 4, "a quorum can be reached"),
        (3, 5, "a quorum can be reached"),
        (3, 3, "a quorum can be reached"),
    ):
        with pytest.raises(IntegrityError, match=message), transaction.atomic():
            NoQuorum.objects.create(entitled=entitled, needed=needed, **given)
    row = NoQuorum.objects.create(entitled=3, needed=4, **given)
    for change in ({"entitled": 2}, {"goes_to": "board"}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            NoQuorum.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="noquorum_settled_by_management"), transaction.atomic():
        NoQuorum.objects.filter(pk=row.pk).update(settled_as="board")
    rows = NoQuorum.objects.filter(pk=row.pk)
    rows.update(settled_by=body.manager.user, settled_at=timezone.now())
    with pytest.raises(IntegrityError, match="says once"), transaction.atomic():
        rows.update(settled_as="board")
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_where_a_quorum_can_be_reached_no_row_says_otherwise(body):
    """noquorum_is_out_of_reach: counted rightly, and not more than may take part."""
    session = body.opened("chair", "first", "second")
    given = {"association": body.staff.association, "item": session.items.get()}
    by = {"recorded_by": body.people["secretary"].user, "recorded_on": timezone.localdate()}
    with pytest.raises(IntegrityError, match="noquorum_is_out_of_reach"), transaction.atomic():
        NoQuorum.objects.create(entitled=5, needed=3, **given, **by)
