"""A session from its docket to its decisions: what each verb does, and the sentence where it refuses (R6–R9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from committees.actions import give_seat
from committees.enums import Choice, Majority, Position, Result, TakesEffect
from core.errors import AlreadyHandled, DomainError, NotPermitted, TransitionNotAllowed
from proceedings import actions
from proceedings.enums import Ground, ItemStatus, SessionStatus
from proceedings.models import Item
from requests.actions import decide, withdraw
from requests.enums import Outcome, Status
from requests.models import Decision
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def test_the_docket_makes_itself_nearest_last_day_first(body):
    cases = body.ready(3)
    type(cases[2]).objects.filter(pk=cases[2].pk).update(queue_on=timezone.localdate() - timedelta(days=9))
    session = body.convene()
    assert [item.support_request_id for item in session.items.all()] == [cases[2].pk, cases[0].pk, cases[1].pk]
    assert session.reference.startswith("SN-")


def test_what_is_on_a_docket_is_on_no_other_and_new_ones_follow_at_its_end(body):
    body.ready(1)
    session = body.convene()
    with pytest.raises(DomainError, match="not over"):
        body.convene()
    with pytest.raises(DomainError, match="Nothing else is ready"):
        actions.add_ready(session, by=body.people["chair"])
    body.ready(1)
    assert actions.add_ready(session, by=body.people["deputy"]) == 1
    assert [item.position for item in session.items.all()] == [1, 2]


def test_a_body_that_votes_decides_in_no_other_way(body):
    case = body.ready()[0]
    with pytest.raises(NotPermitted, match="decides by vote"):
        decide(case, by=body.people["chair"], outcome=Outcome.ACCEPTED, amount=5, reasons="Alone.")
    assert not Decision.objects.filter(support_request=case).exists()


def test_a_carried_motion_is_the_decision_of_its_case(body):
    session, item = body.called("chair", "first", "second")
    motion = body.moved(session, amount=750)
    body.vote(session, motion, chair=FOR, first=FOR, second=AGAINST)
    assert body.close(session, motion).result == Result.CARRIED
    item.refresh_from_db()
    case = item.support_request
    case.refresh_from_db()
    assert (item.status, case.status) == (ItemStatus.DECIDED, Status.DECIDED)
    decision = case.decision
    assert (decision.outcome, decision.amount) == (Outcome.ACCEPTED, 750)
    assert decision.decided_by_id == body.people["chair"].user_id
    assert decision.letter_id


def test_a_motion_that_is_lost_leaves_the_item_before_the_members(body):
    session, item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, chair=FOR, first=AGAINST, second=AGAINST)
    assert body.close(session, motion).result == Result.LOST
    item.refresh_from_db()
    assert item.status == ItemStatus.OPEN
    second = body.moved(session, outcome=Outcome.REFUSED, amount=None, refusal_reason="not_eligible")
    body.vote(session, second, chair=FOR, first=FOR)
    assert body.close(session, second).result == Result.CARRIED
    assert item.support_request.__class__.objects.get(pk=item.support_request_id).decision.refusal_reason.code


@pytest.mark.parametrize(
    ("rules", "votes", "result"),
    [
        ({}, {"chair": FOR, "first": AGAINST}, Result.CARRIED),  # the chair's vote decides a tie
        ({}, {"chair": AGAINST, "first": FOR}, Result.LOST),
        ({"chair_casts": False}, {"chair": FOR, "first": AGAINST}, Result.TIED),
        ({"majority": Majority.ABSOLUTE}, {"chair": FOR, "first": FOR}, Result.LOST),  # two of five entitled
        ({"majority": Majority.ABSOLUTE}, {"chair": FOR, "first": FOR, "second": FOR}, Result.CARRIED),
        ({"majority": Majority.UNANIMOUS}, {"chair": FOR, "first": FOR, "second": ABSTAIN}, Result.LOST),
        ({}, {"chair": ABSTAIN, "first": ABSTAIN}, Result.LOST),
        ({}, {"second": FOR}, Result.CARRIED),
    ],
)
def test_what_votes_come_to(staff, rules, votes, result):
    body = Body(staff, **rules)
    session, _item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, **votes)
    assert body.close(session, motion).result == result


def test_nothing_is_put_to_the_vote_and_nobody_votes_without_a_quorum(body):
    session, _item = body.called("chair", "first")
    with pytest.raises(DomainError, match="no quorum"):
        body.moved(session)
    body.enter(session, "second")
    motion = body.moved(session)
    body.vote(session, motion, chair=FOR)
    actions.leave(session, by=body.people["secretary"], seat_id=body.seat("second").pk)
    with pytest.raises(DomainError, match="no quorum"):
        body.vote(session, motion, first=FOR)
    assert body.close(session, motion).result == Result.NO_QUORUM


def test_who_voted_and_left_was_there_for_the_vote(body):
    session, _item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, second=FOR, first=FOR)
    actions.leave(session, by=body.people["secretary"], seat_id=body.seat("second").pk)
    closed = body.close(session, motion)
    assert (closed.result, closed.present) == (Result.CARRIED, 3)


def test_who_voted_and_works_here_no_longer_is_counted_as_entitled(body):
    everybody = ("chair", "deputy", "first", "second", "third")
    session, _item = body.called(*everybody)
    motion = body.moved(session)
    body.vote(session, motion, **dict.fromkeys(everybody, FOR))
    body.people["third"].is_active = False
    body.people["third"].save()
    closed = body.close(session, motion)
    assert (closed.result, closed.present) == (Result.CARRIED, 5)


def test_a_vote_is_cast_once_from_inside_the_room_and_not_after_the_end(body):
    session, _item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, first=FOR)
    with pytest.raises(AlreadyHandled, match="You have voted"):
        body.vote(session, motion, first=AGAINST)
    with pytest.raises(DomainError, match="not in the room"):
        body.vote(session, motion, third=FOR)
    with pytest.raises(NotPermitted):
        body.vote(session, motion, secretary=FOR)  # writes, does not vote
    body.close(session, motion)
    with pytest.raises(DomainError, match=r"No item is before|closed a moment ago"):
        body.vote(session, motion, second=FOR)


def test_a_recused_member_is_absent_from_the_item_and_its_count(body):
    session, item = body.called("chair", "first", "second", "third")
    body.recuse(session, "third", by="secretary", ground=Ground.KINSHIP)
    motion = body.moved(session)
    assert (motion.entitled, motion.needed) == (4, 3)
    with pytest.raises(DomainError, match="take no part"):
        body.vote(session, motion, third=FOR)
    with pytest.raises(DomainError, match="Close the vote first"):
        actions.declare(session, by=body.people["second"], case=body.at(session, 1))
    body.vote(session, motion, chair=FOR)
    assert body.close(session, motion).present == 3
    assert item.recusals.get().pinned_by == body.people["secretary"].user


def test_whoever_studied_the_request_takes_no_part_by_itself(body):
    case = body.ready()[0]
    researcher = body.staff.researcher
    researcher.membership_roles.create(role=Role.MEMBER)
    give_seat(body.staff.body, by=body.manager, membership=researcher, position=Position.MEMBER, from_on=SINCE)
    item = body.convene().items.get(support_request=case)
    assert [(row.seat.membership_id, row.ground) for row in item.recusals.all()] == [
        (researcher.pk, Ground.RESEARCHER)
    ]


def test_without_the_chair_the_deputy_presides(body):
    session, _item = body.called("chair", "deputy", "first", "second")
    body.recuse(session, "chair", by="secretary", ground=Ground.WORK)
    motion = body.moved(session, by="deputy")
    body.vote(session, motion, deputy=FOR, first=FOR)
    with pytest.raises(NotPermitted, match="take no part"):
        body.close(session, motion, by="chair")
    assert body.close(session, motion, by="deputy").result == Result.CARRIED


def test_an_item_whose_quorum_cannot_be_reached_says_where_it_goes(staff):
    body = Body(staff, quorum_parts=None, quorum_whole=None, quorum_is_more=False, quorum_count=4, fallback="board")
    session = body.opened("chair", "deputy", "first", "second", "third")
    for name in ("first", "second"):
        body.recuse(session, name, by="chair", ground=Ground.KINSHIP)
    with pytest.raises(DomainError, match="Board of directors"):
        actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    actions.defer(session, by=body.people["chair"], case=body.at(session, 1), reason="It goes to the board.")


def test_one_item_is_before_the_members_at_a_time(body):
    session, _item = body.called("chair", "first", "second", cases=2)
    with pytest.raises(AlreadyHandled, match="before the members"):
        actions.call(session, by=body.people["secretary"], case=body.at(session, 2))
    actions.put_back(session, by=body.people["chair"])
    assert actions.call(session, by=body.people["chair"], case=body.at(session, 2)).status == ItemStatus.OPEN


def test_what_left_the_body_meanwhile_is_not_opened(body):
    session = body.opened("chair", "first", "second")
    withdraw(body.cases[0], by=body.staff.desk, reason="Moved away.")
    with pytest.raises(DomainError, match="no longer before the body"):
        actions.call(session, by=body.people["chair"], case=body.at(session, 1))


def test_deferred_and_unreached_items_stand_on_the_next_docket(body):
    session = body.opened("chair", "first", "second", cases=2)
    actions.defer(session, by=body.people["chair"], case=body.at(session, 1), reason="What is the rent?")
    with pytest.raises(DomainError, match="reason"):
        actions.defer(session, by=body.people["chair"], case=body.at(session, 2), reason=" ")
    actions.close_session(session, by=body.people["chair"])
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    assert [item.status for item in session.items.all()] == [ItemStatus.DEFERRED, ItemStatus.NOT_REACHED]
    assert not session.presences.filter(left_at=None).exists()
    assert body.convene().items.count() == 2


def test_decisions_may_wait_for_the_end_of_the_session(staff):
    body = Body(staff, takes_effect=TakesEffect.SESSION)
    session, item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, chair=FOR)
    body.close(session, motion)
    assert not Decision.objects.filter(support_request=item.support_request_id).exists()
    actions.close_session(session, by=body.people["chair"])
    assert Decision.objects.get(support_request=item.support_request_id).amount == 500


def test_an_open_item_keeps_the_session_open(body):
    session, _item = body.called("chair", "first", "second")
    with pytest.raises(DomainError, match="before the members"):
        actions.close_session(session, by=body.people["chair"])


def test_a_cancelled_session_lets_its_items_go(body):
    body.ready()
    session = body.convene()
    actions.cancel(session, by=body.people["secretary"], reason="The chair is ill.")
    assert body.convene().items.count() == 1
    with pytest.raises(TransitionNotAllowed):
        actions.open_session(session, by=body.people["chair"])


def test_items_change_places_with_their_neighbours(body):
    cases = body.ready(3)
    session = body.convene()
    actions.reorder(session, by=body.people["secretary"], case=body.at(session, 3), up=True)
    assert [item.support_request_id for item in session.items.all()] == [cases[0].pk, cases[2].pk, cases[1].pk]
    with pytest.raises(DomainError, match="further"):
        actions.reorder(session, by=body.people["secretary"], case=body.at(session, 1), up=True)


RUN: list[tuple[str, dict[str, Any]]] = [
    ("open_session", {}),
    ("cancel", {"reason": "x"}),
    ("add_ready", {}),
    ("reorder", {"case": "R-1", "up": True}),
    ("defer", {"case": "R-1", "reason": "x"}),
    ("recuse", {"case": "R-1", "seat_id": 1, "ground": "kinship"}),
    ("come_in", {"seat_id": 1}),
    ("leave", {"seat_id": 1}),
    ("call", {"case": "R-1"}),
    ("put_back", {}),
    ("write_notes", {"notes": "x"}),
    ("put_to_vote", {"outcome": "accepted", "reasons": "x"}),
    ("close_vote", {"motion": "x"}),
    ("close_session", {}),
]


@pytest.mark.parametrize(("verb", "given"), RUN)
def test_who_runs_no_session_does_none_of_it(body, verb, given):
    body.ready()
    session = body.convene()
    outsiders = [body.people["first"], body.staff.desk, body.manager, body.staff.member(Role.CHAIR)]
    for by in outsiders:
        with pytest.raises(NotPermitted):
            getattr(actions, verb)(session, by=by, **given)


def test_a_body_that_decides_alone_is_not_convened(staff):
    with pytest.raises(DomainError, match="without a session"):
        actions.convene(staff.body, by=staff.chair, planned_at=timezone.now(), place="x")


def test_a_member_of_another_body_convenes_nothing(body):
    with pytest.raises(NotPermitted):
        actions.convene(body.staff.body, by=body.people["first"], planned_at=timezone.now(), place="x")
    with pytest.raises(DomainError, match="is over"):
        actions.convene(
            body.staff.body, by=body.people["chair"], planned_at=timezone.now() - timedelta(days=2), place="x"
        )


def test_notes_are_kept_with_the_item(body):
    session, item = body.called("chair", "first", "second")
    actions.write_notes(session, by=body.people["secretary"], notes=" The rent was asked about. ")
    assert Item.objects.get(pk=item.pk).notes == "The rent was asked about."


def test_a_recused_chair_does_nothing_to_the_item(body):
    """Whatever the seat, and by its number too."""
    session = body.opened("chair", "deputy", "first", "second")
    body.recuse(session, "chair", by="secretary")
    case, chair = body.at(session, 1), body.people["chair"]
    for act in (
        lambda: actions.call(session, by=chair, case=case),
        lambda: actions.defer(session, by=chair, case=case, reason="x"),
        lambda: actions.recuse(session, by=chair, case=case, seat_id=body.seat("first").pk, ground=Ground.WORK),
    ):
        with pytest.raises(NotPermitted, match="take no part"):
            act()
    actions.call(session, by=body.people["deputy"], case=case)
    for act in (
        lambda: body.moved(session),
        lambda: actions.write_notes(session, by=chair, notes="x"),
        lambda: actions.put_back(session, by=chair),
    ):
        with pytest.raises(NotPermitted, match="take no part"):
            act()


def test_while_the_chair_is_there_the_deputy_closes_no_vote(body):
    session, _item = body.called("chair", "deputy", "first")
    motion = body.moved(session)
    with pytest.raises(DomainError, match="presides"):
        body.close(session, motion, by="deputy")
