"""Deciding by circulation: members vote apart within a time, by the same rules as in a room (R6–R9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.actions import end_seat, give_seat
from committees.enums import Choice, Majority, Position, Result, TakesEffect
from core.errors import AlreadyHandled, DomainError, NotPermitted, TransitionNotAllowed
from proceedings import actions
from proceedings.enums import Ground, ItemStatus, SessionStatus
from proceedings.models import Motion, Presence, Session, Vote
from requests.actions import withdraw
from requests.enums import Outcome
from requests.models import Decision
from tests.factories.sessions import Body

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
TERMS = {"outcome": Outcome.ACCEPTED, "amount": 500, "reasons": "As the study finds."}
ALL = ("chair", "deputy", "first", "second", "third")


@pytest.fixture
def body(staff: Any) -> Body:
    return Body(staff, circulation_days=3)


def prepared(body: Body, cases: int = 1) -> Session:
    chosen = [case.reference for case in body.ready(cases)]
    return actions.prepare_circulation(body.committee, by=body.people["secretary"], cases=chosen)


def sent(body: Body, cases: int = 1, **terms: Any) -> Session:
    session = prepared(body, cases)
    for item in session.items.all():
        actions.write_motion(session, by=body.people["chair"], case=item.reference, **{**TERMS, **terms})
    return actions.circulate(session, by=body.people["secretary"], days=3)


def vote(body: Body, session: Session, position: int = 1, **choices: str) -> None:
    for name, choice in choices.items():
        motion = Motion.objects.get(item__session=session, item__position=position, closed_at=None)
        actions.vote_apart(session, by=body.people[name], motion=motion.uid, choice=choice)


def state(session: Session, position: int = 1) -> tuple[str, str]:
    item = session.items.get(position=position)
    return item.status, item.motions.last().result


def after(session: Session) -> Any:
    session.refresh_from_db()
    assert session.due_at is not None
    return time_machine.travel(session.due_at + timedelta(minutes=1), tick=False)


def test_what_all_have_voted_on_is_decided_by_itself(body):
    session = sent(body)
    vote(body, session, chair=FOR, deputy=AGAINST, first=FOR, second=ABSTAIN)
    assert state(session) == (ItemStatus.OPEN, "")
    vote(body, session, third=FOR)
    assert state(session) == (ItemStatus.DECIDED, Result.CARRIED)
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    decision = Decision.objects.get()
    assert (decision.support_request_id, decision.amount) == (body.cases[0].pk, 500)
    assert decision.decided_by_id == body.people["chair"].user_id
    assert session.events.get(event="count").by is None
    assert not session.presences.exists()


def test_when_the_time_is_over_nobody_changes_what_the_votes_come_to(body):
    """A recusal then would lower what is needed, and a wish for a session would undo a vote that was lost."""
    session = sent(body)
    vote(body, session, chair=FOR, first=FOR)
    case = body.at(session, 1)
    late = {"case": case, "seat_id": body.seat("third").pk, "ground": Ground.KINSHIP}
    attempts = [
        lambda: actions.recuse(session, by=body.people["chair"], **late),
        lambda: actions.declare(session, by=body.people["third"], case=case),
        lambda: actions.ask_session(session, by=body.people["second"], case=case, reason="Let us meet."),
    ]
    session.refresh_from_db()
    with time_machine.travel(session.due_at, tick=False):  # the last moment counts whole
        actions.recuse(session, by=body.people["chair"], **{**late, "seat_id": body.seat("deputy").pk})
    with after(session):
        for attempt in attempts:
            with pytest.raises(DomainError, match="time to vote is over"):
                attempt()
        assert state(session) == (ItemStatus.OPEN, "")
        call_command("run_due")
        assert state(session) == (ItemStatus.DEFERRED, Result.NO_QUORUM)


def test_each_item_has_its_own_end(body):
    session = sent(body, cases=2)
    vote(body, session, 1, **dict.fromkeys(ALL, FOR))
    assert state(session, 1) == (ItemStatus.DECIDED, Result.CARRIED)
    session.refresh_from_db()
    assert session.status == SessionStatus.OPEN
    vote(body, session, 2, **dict.fromkeys(ALL, AGAINST))
    assert state(session, 2) == (ItemStatus.DEFERRED, Result.LOST)
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    assert "بالتمرير" in session.items.get(position=2).deferred_because
    assert body.convene().items.count() == 1  # the lost one stands on the next docket


def test_the_time_is_working_days_and_its_end_counts_what_was_cast(body):
    session = sent(body)
    assert session.due_at is not None
    assert timezone.localtime(session.due_at).strftime("%H:%M") == "23:59"
    vote(body, session, chair=FOR, first=FOR, second=AGAINST)
    assert actions.circulating.count_what_is_over(body.staff.association) == 0
    with after(session):
        with pytest.raises(DomainError, match="time to vote is over"):
            vote(body, session, third=FOR)
        call_command("run_due")
        call_command("run_due")
    assert state(session) == (ItemStatus.DECIDED, Result.CARRIED)
    assert session.events.filter(event="count").count() == 1


def test_whoever_runs_it_may_have_it_counted_once_the_time_is_over(body):
    session = sent(body)
    vote(body, session, chair=FOR)
    with pytest.raises(DomainError, match="still have time"):
        actions.count(session, by=body.people["chair"])
    with after(session):
        with pytest.raises(NotPermitted):
            actions.count(session, by=body.people["first"])
        actions.count(session, by=body.people["secretary"])
    assert state(session) == (ItemStatus.DEFERRED, Result.NO_QUORUM)  # one of five voted, three are needed


@pytest.mark.parametrize(
    ("rules", "votes", "result"),
    [
        ({}, {"chair": FOR, "first": AGAINST, "second": ABSTAIN}, Result.CARRIED),  # the chair's vote decides a tie
        ({}, {"first": FOR, "second": AGAINST, "third": ABSTAIN}, Result.TIED),  # the chair did not vote
        ({"majority": Majority.ABSOLUTE}, {"chair": FOR, "first": FOR, "second": ABSTAIN}, Result.LOST),
        ({"majority": Majority.UNANIMOUS}, {"chair": FOR, "first": FOR, "second": FOR}, Result.CARRIED),
        ({}, {"chair": FOR, "first": FOR}, Result.NO_QUORUM),
    ],
)
def test_what_votes_come_to_when_the_time_is_over(staff, rules, votes, result):
    body = Body(staff, circulation_days=2, **rules)
    session = prepared(body)
    actions.write_motion(session, by=body.people["chair"], case=body.at(session, 1), **TERMS)
    actions.circulate(session, by=body.people["chair"], days=1)
    vote(body, session, **votes)
    with after(session):
        actions.count(session, by=body.people["chair"])
    assert state(session)[1] == result


def test_a_body_that_does_not_decide_by_circulation_does_not(staff):
    body = Body(staff)
    with pytest.raises(DomainError, match="does not decide by circulation"):
        prepared(body)


def test_the_limits_of_sending(body):
    session = prepared(body, cases=2)
    with pytest.raises(DomainError, match="up to 3"):
        actions.circulate(session, by=body.people["secretary"], days=4)
    with pytest.raises(DomainError, match="Item 1 has no motion yet"):
        actions.circulate(session, by=body.people["secretary"], days=3)
    for event in (
        lambda: actions.open_session(session, by=body.people["chair"]),
        lambda: actions.add_ready(session, by=body.people["chair"]),
    ):
        with pytest.raises(DomainError, match="is of a session in a room"):
            event()
    actions.defer(session, by=body.people["chair"], case=body.at(session, 2), reason="What is the rent?")
    actions.write_motion(session, by=body.people["chair"], case=body.at(session, 1), **TERMS)
    again = actions.write_motion(session, by=body.people["chair"], case=body.at(session, 1), **{**TERMS, "amount": 7})
    actions.circulate(session, by=body.people["chair"], days=1)
    assert Motion.objects.get(item__session=session, closed_at=None) == again
    with pytest.raises(TransitionNotAllowed):
        actions.circulate(session, by=body.people["chair"], days=1)
    with pytest.raises(TransitionNotAllowed):
        actions.cancel(session, by=body.people["chair"], reason="x")


def test_a_circulation_goes_on_beside_a_session_and_an_item_is_in_one_of_them(body):
    session = sent(body)
    body.ready(1)
    beside = body.convene()
    assert [item.support_request_id for item in beside.items.all()] == [body.cases[1].pk]
    with pytest.raises(DomainError, match="no longer ready"):
        actions.prepare_circulation(body.committee, by=body.people["chair"], cases=[body.cases[1].reference])
    with pytest.raises(DomainError, match="not over"):
        body.convene()
    with pytest.raises(DomainError, match="by circulation"):
        actions.circulate(beside, by=body.people["chair"], days=1)
    assert session.is_circulation


def test_a_conflict_is_declared_before_voting_and_counts_fewer(body):
    session = sent(body)
    case = body.at(session, 1)
    vote(body, session, chair=FOR)
    with pytest.raises(DomainError, match="has voted"):
        actions.declare(session, by=body.people["chair"], case=case)
    for name in ("second", "third"):
        actions.declare(session, by=body.people[name], case=case)
    motion = Motion.objects.get()
    assert (motion.entitled, motion.needed) == (3, 2)
    with pytest.raises(NotPermitted, match="take no part"):
        vote(body, session, third=FOR)
    vote(body, session, first=FOR)
    assert state(session) == (ItemStatus.OPEN, "")
    actions.recuse(session, by=body.people["secretary"], case=case, seat_id=body.seat("deputy").pk, ground=Ground.WORK)
    assert state(session) == (ItemStatus.DECIDED, Result.CARRIED), "all who are entitled have voted"


def test_any_member_may_ask_for_a_session_instead(body):
    session = sent(body)
    case = body.at(session, 1)
    vote(body, session, chair=FOR)
    with pytest.raises(DomainError, match="reason"):
        actions.ask_session(session, by=body.people["first"], case=case, reason=" ")
    actions.ask_session(session, by=body.people["first"], case=case, reason="The rent is unclear.")
    assert state(session) == (ItemStatus.DEFERRED, Result.WITHDRAWN)
    item = session.items.get()
    assert "The rent is unclear." in item.deferred_because
    assert body.people["first"].user.name_ar in item.deferred_because
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    assert body.convene().items.count() == 1


def test_a_member_votes_once_and_only_of_the_body_that_was(body):
    session = sent(body)
    vote(body, session, first=FOR)
    with pytest.raises(AlreadyHandled, match="You have voted"):
        vote(body, session, first=AGAINST)
    with pytest.raises(NotPermitted):
        vote(body, session, secretary=FOR)
    late = body.staff.member("member")
    tomorrow = timezone.localdate() + timedelta(days=1)
    give_seat(body.committee, by=body.manager, membership=late, position=Position.MEMBER, from_on=tomorrow)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        motion = Motion.objects.get()
        with pytest.raises(DomainError, match="after it was sent"):
            actions.vote_apart(session, by=late, motion=motion.uid, choice=FOR)


def test_who_voted_and_left_the_body_is_counted_who_left_before_is_not(body):
    session = sent(body)
    vote(body, session, first=FOR, chair=FOR, deputy=FOR)
    for name in ("first", "third"):
        end_seat(body.seat(name), by=body.manager, last_day=timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        vote(body, session, second=FOR)
    assert state(session) == (ItemStatus.DECIDED, Result.CARRIED)
    motion = Motion.objects.get()
    assert (motion.entitled, motion.present) == (4, 4)


def test_a_request_that_was_withdrawn_meanwhile_holds_nothing_up(body):
    session = sent(body)
    withdraw(body.cases[0], by=body.staff.desk, reason="Moved away.")
    vote(body, session, **dict.fromkeys(ALL, FOR))
    assert state(session) == (ItemStatus.DEFERRED, Result.WITHDRAWN)
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
    assert not Decision.objects.exists()


def test_decisions_wait_for_the_end_of_the_circulation_where_the_formation_says_so(staff):
    body = Body(staff, circulation_days=3, takes_effect=TakesEffect.SESSION)
    session = sent(body, cases=2)
    vote(body, session, 1, **dict.fromkeys(ALL, FOR))
    assert not Decision.objects.exists()
    vote(body, session, 2, **dict.fromkeys(ALL, FOR))
    assert Decision.objects.count() == 2


def test_a_secret_vote_goes_round_too(body):
    session = sent(body, is_secret=True)
    vote(body, session, **dict.fromkeys(ALL, FOR))
    assert state(session) == (ItemStatus.DECIDED, Result.CARRIED)
    assert set(Vote.objects.values_list("choice", flat=True)) == {""}


def test_members_hear_of_it_once_and_of_nothing_they_take_no_part_in(body):
    session = prepared(body)
    actions.recuse(
        session, by=body.people["chair"], case=body.at(session, 1), seat_id=body.seat("third").pk, ground=Ground.WORK
    )
    actions.write_motion(session, by=body.people["chair"], case=body.at(session, 1), **TERMS)
    actions.circulate(session, by=body.people["chair"], days=2)
    told = body.staff.association.notices.filter(event="vote_asked")
    heard = {body.people[name].user.email for name in ALL if name != "third"}
    assert {row.to_email for row in told} == heard if hasattr(told.first(), "to_email") else told.count() == 4


def refused(words: str, act: Any) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        act()


def test_what_the_database_refuses_of_a_vote_apart(body):
    session = sent(body)
    vote(body, session, first=FOR)
    row = {**Vote.objects.values().get(), "id": None}
    refused("inside the room", lambda: Vote.objects.create(**{**row, "seat_id": body.seat("secretary").pk}))
    after_due = session.due_at + timedelta(minutes=1) if session.due_at else None
    refused(
        "inside the room",
        lambda: Vote.objects.create(**{**row, "seat_id": body.seat("third").pk, "cast_at": after_due}),
    )
    given = {"association": body.staff.association, "noted_by": body.manager.user, "entered_at": timezone.now()}
    refused("in no room", lambda: Presence.objects.create(session=session, seat=body.seat("third"), **given))
    refused("stays as it was sent", lambda: Session.objects.update(due_at=timezone.now()))
    refused("stays as it was sent", lambda: Session.objects.update(due_at=None))
    refused("only become fewer", lambda: Motion.objects.update(entitled=6))
    refused("only become fewer", lambda: Motion.objects.update(needed=9))


def test_those_entitled_in_a_room_stay_as_they_were(body):
    session, _item = body.called("chair", "first", "second")
    body.moved(session)
    refused("only become fewer", lambda: Motion.objects.update(needed=1))
    refused("stays as it was sent", lambda: Session.objects.update(due_at=timezone.now()))
