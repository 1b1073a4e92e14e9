"""Objections, urgent help and harm on a docket: voted as requests are, and decided by nobody alone (R6–R9, M2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Permission, Role
from committees.actions import body_of_kind, give_seat
from committees.enums import Choice, Position, Result
from complaints.compensation_workflow import CompensationStatus
from complaints.models import CommitteeApproval
from core.errors import DomainError, NotPermitted
from proceedings import actions
from proceedings.enums import Ground, ItemStatus, MatterKind
from proceedings.matters import count_ready, matter_of
from proceedings.models import Item
from requests.actions import ratify_urgent, reverse_urgent
from requests.actions.objecting import decide_objection
from requests.enums import ObjectionOutcome, Outcome, Status
from requests.models import Ruling, UrgentHelp
from tests.factories.compensation import Committee as Harm
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def objected(staff: Any) -> tuple[Body, Any]:
    """The body of objections votes, and an objection to a refusal is before it."""
    objection = staff.objection()
    return Body(staff, objection.body), objection


def opened(body: Body, *there: str) -> tuple[Any, Item]:
    """A session with its first item before these members."""
    session = body.convene()
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, *there)
    return session, actions.call(session, by=body.people["secretary"], case=body.at(session, 1))


def carried(body: Body, session: Any, by: str = "chair", **words: Any) -> Any:
    motion = actions.put_to_vote(session, by=body.people["secretary"], **words)
    body.vote(session, motion, chair=FOR, first=FOR, second=FOR)
    return body.close(session, motion, by=by)


def test_an_objection_is_voted_on_by_the_body_that_hears_it(objected):
    body, objection = objected
    session, item = opened(body, "chair", "first", "second")
    assert (item.kind, item.reference) == (MatterKind.OBJECTION, objection.reference)
    words = {"outcome": ObjectionOutcome.CHANGED, "new_outcome": Outcome.ACCEPTED, "amount": 400}
    assert carried(body, session, **words, reasons="It is no income.").result == Result.CARRIED
    ruling = Ruling.objects.get(objection=objection)
    assert (ruling.outcome, ruling.decided_by) == (ObjectionOutcome.CHANGED, body.people["chair"].user)
    assert objection.revision.amount == 400
    assert item.__class__.objects.get().status == ItemStatus.DECIDED


@pytest.mark.parametrize("outcome", [ObjectionOutcome.UPHELD, ObjectionOutcome.SENT_BACK])
def test_an_objection_is_upheld_or_sent_back_by_vote(objected, outcome):
    body, objection = objected
    session, _item = opened(body, "chair", "first", "second")
    carried(body, session, outcome=outcome, new_outcome="", amount=None, reasons="As it was.")
    case = objection.support_request
    case.refresh_from_db()
    status = Status.ANSWERED if outcome == ObjectionOutcome.UPHELD else Status.UNDER_STUDY
    assert (Ruling.objects.get().outcome, case.status) == (outcome, status)


def test_an_objection_changed_to_nothing_is_not_put_to_the_vote(objected):
    body, _objection = objected
    session, _item = opened(body, "chair", "first", "second")
    with pytest.raises(DomainError, match="decided instead"):
        actions.put_to_vote(
            session, by=body.people["chair"], outcome=ObjectionOutcome.CHANGED, new_outcome="", reasons="x"
        )
    with pytest.raises(DomainError, match="becomes of the first decision"):
        actions.put_to_vote(session, by=body.people["chair"], outcome=Outcome.ACCEPTED, reasons="x")


def test_nobody_decides_an_objection_alone_where_its_body_votes(objected):
    """support_requests_ruling."""
    body, objection = objected
    for member in (body.people["chair"], body.manager):
        with pytest.raises(NotPermitted, match="decides by vote"):
            decide_objection(objection, by=member, outcome=ObjectionOutcome.UPHELD, reasons="Alone.")
    with pytest.raises(IntegrityError, match="decides by vote"), transaction.atomic():
        Ruling.objects.create(
            association=body.staff.association,
            objection=objection,
            outcome=ObjectionOutcome.UPHELD,
            reasons="Past every verb.",
            letter=objection.decision.letter,
            first_decider=objection.decision.decided_by,
            decided_by=body.people["chair"].user,
            decided_at=timezone.now(),
        )


def test_the_first_decider_and_the_researcher_take_no_part_in_the_objection(staff):
    """Also where the first decider chairs the body that hears objections: the deputy presides."""
    objection = staff.objection()
    body = Body(staff, objection.body, chair=staff.chair)
    give_seat(objection.body, by=body.manager, membership=staff.researcher, position=Position.MEMBER, from_on=SINCE)
    session = body.convene()
    pinned = {row.seat.membership: row.ground for row in session.items.get().recusals.all()}
    assert pinned == {staff.chair: Ground.FIRST_DECIDER, staff.researcher: Ground.RESEARCHER}
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "deputy", "first", "second")
    actions.call(session, by=body.people["secretary"], case=objection.reference)
    words = {"outcome": ObjectionOutcome.UPHELD, "reasons": "It stands."}
    motion = actions.put_to_vote(session, by=body.people["secretary"], **words)
    body.vote(session, motion, deputy=FOR, first=FOR, second=FOR)
    body.close(session, motion, by="deputy")
    assert Ruling.objects.get().decided_by == body.people["deputy"].user


@pytest.fixture
def helped(staff: Any) -> tuple[Body, UrgentHelp]:
    """The reviewing body votes, and urgent help that was given awaits it; its request is under study."""
    case = staff.case(Status.UNDER_STUDY)
    staff.give_urgent(case, by=staff.urgent_officer)
    return Body(staff), UrgentHelp.objects.get()


def test_urgent_help_is_ratified_by_vote(helped):
    body, given = helped
    session, item = opened(body, "chair", "first", "second")
    assert (item.kind, item.reference) == (MatterKind.URGENT, f"{given.support_request.reference}-U")
    carried(body, session, outcome="ratified", reasons="It could not wait.")
    given.refresh_from_db()
    assert given.is_ratified
    assert given.settled_by == body.people["chair"].user
    assert given.settled_words == "It could not wait."


def test_urgent_help_is_reversed_by_vote_and_what_follows_is_said(helped):
    body, given = helped
    session, _item = opened(body, "chair", "first", "second")
    with pytest.raises(DomainError, match="recovered or not"):
        actions.put_to_vote(session, by=body.people["chair"], outcome="reversed", afterwards="", reasons="x")
    carried(body, session, outcome="reversed", afterwards="leave", reasons="It could have waited.")
    given.refresh_from_db()
    assert (given.is_reversed, given.afterwards) == (True, "leave")


def test_nobody_ratifies_alone_where_the_body_votes(helped):
    """support_requests_urgenthelp."""
    body, given = helped
    for verb, words in ((ratify_urgent, {}), (reverse_urgent, {"reason": "x", "afterwards": "leave"})):
        with pytest.raises(NotPermitted, match="decides by vote"):
            verb(given.support_request, by=body.people["chair"], **words)
    with pytest.raises(IntegrityError, match="decides by vote"), transaction.atomic():
        UrgentHelp.objects.update(
            settled_as="ratified", settled_by=body.people["chair"].user, settled_at=timezone.now()
        )


def test_who_gave_it_takes_no_part_in_ratifying_it_nor_in_the_grant(staff):
    case = staff.case(Status.AWAITING_DECISION)
    staff.give_urgent(case, by=staff.urgent_officer)
    body = Body(staff)
    give_seat(staff.body, by=body.manager, membership=staff.urgent_officer, position=Position.MEMBER, from_on=SINCE)
    session = body.convene()
    assert {item.kind for item in session.items.all()} == {MatterKind.SUPPORT, MatterKind.URGENT}
    for item in session.items.all():
        assert item.recusals.get(seat__membership=staff.urgent_officer).ground == Ground.GAVE_HELP


def test_a_grant_ratifies_it_and_its_own_item_has_moved_on(staff):
    case = staff.case(Status.AWAITING_DECISION)
    staff.give_urgent(case, by=staff.urgent_officer)
    body = Body(staff)
    session = body.convene()
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "first", "second")
    actions.call(session, by=body.people["chair"], case=case.reference)
    carried(body, session, outcome=Outcome.ACCEPTED, amount=900, reasons="Needed.")
    assert UrgentHelp.objects.get().is_ratified
    with pytest.raises(DomainError, match="no longer before the body"):
        actions.call(session, by=body.people["chair"], case=f"{case.reference}-U")


@pytest.fixture
def harmed(staff: Any) -> tuple[Body, Harm, Any]:
    """The follow-up committee votes; a case of harm has minutes that name two of its members."""
    harm = Harm(staff.association)
    committee = body_of_kind(staff.association.pk, "follow_up", "لجنة المتابعة", "Follow-up committee")
    body = Body(staff, committee)
    for name, member in (("followup", harm.followup), ("other", harm.second)):
        give_seat(committee, by=body.manager, membership=member, position=Position.MEMBER, from_on=SINCE)
        body.people[name] = member
    return body, harm, harm.with_minutes()


def test_a_vote_for_the_minutes_is_the_approval_of_each_member_they_name(harmed):
    body, harm, case = harmed
    session, item = opened(body, "chair", "followup", "other", "first")
    assert (item.kind, item.reference) == (MatterKind.HARM, case.reference)
    motion = actions.put_to_vote(session, by=body.people["chair"], outcome="approved", reasons="As found.")
    body.vote(session, motion, chair=FOR, followup=FOR, other=FOR, first=FOR)
    assert body.close(session, motion).result == Result.CARRIED
    approved = CommitteeApproval.objects.filter(minutes__case=case)
    assert {row.membership for row in approved} == {harm.followup, harm.second}
    assert all(row.by_id == row.membership.user_id for row in approved)
    assert count_ready(body.committee) == 0
    harm.act("establish_basis", case)
    assert harm.now(case).status == CompensationStatus.BASIS


def test_a_named_member_who_votes_against_has_not_approved(harmed):
    """The motion is carried by the others; the basis lacks an approval, and the case stands ready again."""
    body, harm, case = harmed
    session, _item = opened(body, "chair", "followup", "other", "first")
    motion = actions.put_to_vote(session, by=body.people["chair"], outcome="approved", reasons="As found.")
    body.vote(session, motion, chair=FOR, followup=FOR, other=AGAINST, first=FOR)
    assert body.close(session, motion).result == Result.CARRIED
    assert [row.membership for row in CommitteeApproval.objects.all()] == [harm.followup]
    with pytest.raises(DomainError, match="not sufficient"):
        harm.act("establish_basis", case)


def test_minutes_written_since_the_motion_are_put_to_the_vote_anew(harmed):
    body, harm, case = harmed
    session, item = opened(body, "chair", "followup", "other", "first")
    motion = actions.put_to_vote(session, by=body.people["chair"], outcome="approved", reasons="As found.")
    body.vote(session, motion, chair=FOR, followup=FOR, other=FOR)
    harm.act("write_minutes", case)
    with pytest.raises(DomainError, match="put them to the vote anew"):
        body.close(session, motion)
    item.refresh_from_db()
    assert item.status == ItemStatus.OPEN


def test_minutes_that_each_member_approves_are_not_voted_on_in_secret(harmed):
    body, _harm, _case = harmed
    session, _item = opened(body, "chair", "followup", "other", "first")
    words = {"outcome": "approved", "reasons": "As found."}
    with pytest.raises(DomainError, match="by name: the vote is open"):
        actions.put_to_vote(session, by=body.people["chair"], is_secret=True, **words)


def test_no_basis_ends_the_case_by_vote(harmed):
    body, harm, case = harmed
    session, _item = opened(body, "chair", "followup", "first", "second")
    carried(body, session, outcome="no_basis", reasons="No harm was found.")
    assert harm.now(case).status == CompensationStatus.REJECTED


def test_who_takes_no_part_in_a_case_of_harm_finds_it_nowhere(harmed, client_of):
    body, _harm, case = harmed
    session = body.convene()
    member = body.people["followup"]
    page = reverse("compensation:detail", args=[body.staff.association.slug, case.reference])
    register = reverse("compensation:list", args=[body.staff.association.slug])
    assert client_of(member).get(page).status_code == 200
    actions.declare(session, by=member, case=case.reference)
    assert client_of(member).get(page).status_code == 404
    assert case.reference not in client_of(member).get(register).content.decode()
    assert client_of(body.people["other"]).get(page).status_code == 200


def test_the_docket_stands_by_last_day_whatever_the_kind(staff):
    first, second = staff.case(Status.AWAITING_DECISION), staff.case(Status.AWAITING_DECISION)
    given = staff.give_urgent(staff.case(Status.UNDER_STUDY), by=staff.urgent_officer)
    today = timezone.localdate()
    for case, days in ((first, 30), (second, 1)):
        type(case).objects.filter(pk=case.pk).update(queue_on=today + timedelta(days=days))
    session = Body(staff).convene()
    assert [item.reference for item in session.items.all()] == [
        second.reference,
        f"{given.support_request.reference}-U",
        first.reference,
    ]
    assert [matter_of(item).due_on for item in session.items.for_docket()][1] == given.ratify_by


def test_the_page_shows_each_kind_with_its_form(staff, client_of):
    staff.give_urgent(staff.case(Status.UNDER_STUDY), by=staff.urgent_officer)
    staff.case(Status.AWAITING_DECISION)
    body = Body(staff)
    session = body.convene()
    client, slug = client_of(body.people["chair"]), staff.association.slug
    page = client.get(reverse("proceedings:session", args=[slug, session.reference])).content.decode()
    for item in session.items.for_docket():
        assert item.reference in page
        assert matter_of(item).title in page
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "first", "second")
    urgent = session.items.get(kind=MatterKind.URGENT)
    actions.call(session, by=body.people["chair"], case=urgent.reference)
    address = reverse("proceedings:move", args=[slug, session.reference])
    form = client.get(address)
    assert 'name="afterwards"' in form.content.decode()
    sent = client.post(address, {"outcome": "reversed", "afterwards": "", "reasons": "It could have waited."})
    assert (sent.status_code, "It could have waited." in sent.content.decode()) == (422, True)
    assert client.post(address, {"outcome": "ratified", "reasons": "Right."}).status_code == 302
    assert urgent.motions.get().outcome == "ratified"


def test_whoever_is_given_a_seat_usually_sits_without_another_role(staff):
    for role in (Role.MEMBER, Role.CHAIR, Role.FOLLOW_UP):
        assert Permission.SIT_IN_SESSIONS in staff.member(role).permissions
