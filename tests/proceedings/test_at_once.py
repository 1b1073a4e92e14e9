# ruff: noqa: B023  what a race begins it also ends, within its turn of the loop
"""Several at once in a session: one outcome, nothing lost, a clear sentence for whoever was second. Real threads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from associations.presets import load
from committees.enums import Choice, Result
from core.errors import AlreadyHandled, DomainError, TransitionNotAllowed
from proceedings import actions
from proceedings.enums import ItemStatus, SessionStatus
from proceedings.models import Item, Motion, Session, Vote
from requests.actions import withdraw
from requests.enums import Status
from requests.models import Decision
from tests.conftest import IN_FORCE_FROM
from tests.factories.at_once import at_once
from tests.factories.sessions import Body
from tests.factories.support_requests import Staff
from tests.support_requests.test_batches_killed import environment

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6  # each race is run again: the order differs
FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def staff(transactional_db: None) -> Staff:
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Staff(version.association)


@pytest.fixture
def body(staff: Staff) -> Body:
    return Body(staff)


def race(*acts: Callable[[], Any]) -> tuple[list[Any], list[DomainError]]:
    """What was done, and who was refused: in a sentence of the house, never by the database."""
    outcomes = at_once(*acts)
    refused: list[DomainError] = []
    for error in (one for one in outcomes if isinstance(one, Exception)):
        assert isinstance(error, DomainError), repr(error)
        assert str(error.message).strip().endswith(".")
        refused.append(error)
    return [one for one in outcomes if not isinstance(one, Exception)], refused


def test_two_who_open_the_same_item_open_it_once(body):
    session = body.opened("chair", "first", "second")
    for _round in range(ROUNDS):
        case = body.at(session, 1)
        done, refused = race(
            *(lambda by=by: actions.call(session, by=body.people[by], case=case) for by in ("chair", "secretary"))
        )
        assert (len(done), [type(error) for error in refused]) == (1, [AlreadyHandled])
        assert refused[0].code == "another"
        assert session.items.get().status == ItemStatus.OPEN
        actions.put_back(session, by=body.people["chair"])
    assert session.events.filter(event="call").count() == ROUNDS


def test_two_who_open_two_items_open_one(body):
    session = body.opened("chair", "first", "second", cases=2)
    for _round in range(ROUNDS):
        acts = (("chair", body.at(session, 1)), ("secretary", body.at(session, 2)))
        done, refused = race(
            *(lambda by=by, case=case: actions.call(session, by=body.people[by], case=case) for by, case in acts)
        )
        assert (len(done), [type(error) for error in refused]) == (1, [AlreadyHandled])
        assert session.items.filter(status=ItemStatus.OPEN).count() == 1
        actions.put_back(session, by=body.people["chair"])


def test_two_who_put_a_motion_put_one(body):
    session, item = body.called("chair", "first", "second")
    for _round in range(ROUNDS):
        done, refused = race(*(lambda by=by: body.moved(session, by=by) for by in ("chair", "secretary")))
        assert (len(done), [type(error) for error in refused]) == (1, [AlreadyHandled])
        assert item.motions.filter(closed_at=None).count() == 1
        body.close(session, done[0])


def test_a_member_with_two_phones_votes_once(body):
    session, _item = body.called("chair", "first", "second")
    for _round in range(ROUNDS):
        motion = body.moved(session)
        done, refused = race(
            *(lambda choice=choice: voted(body, session, motion, choice) for choice in (FOR, AGAINST))
        )
        assert (len(done), [type(error) for error in refused]) == (1, [AlreadyHandled])
        assert refused[0].code == "voted"
        assert motion.votes.get().choice == done[0].choice
        body.vote(session, motion, second=AGAINST, chair=AGAINST)
        body.close(session, motion)


def voted(body: Body, session: Session, motion: Any, choice: str, name: str = "first") -> Vote:
    return actions.vote(session, by=body.people[name], motion=motion.uid, choice=choice)


def test_a_vote_that_arrives_while_the_chair_closes_counts_or_hears_that_it_came_too_late(body):
    session, _item = body.called("chair", "first", "second")
    for number in range(ROUNDS * 3):
        motion = body.moved(session)
        body.vote(session, motion, second=AGAINST)
        acts = [lambda: voted(body, session, motion, AGAINST), lambda: body.close(session, motion)]
        done, refused = race(*(acts if number % 2 else acts[::-1]))
        motion.refresh_from_db()
        assert motion.result == Result.LOST
        said = session.events.filter(event="close_vote").latest("pk").detail
        assert said["against"] == motion.votes.count() == len(done)
        assert not motion.votes.filter(cast_at__gt=motion.closed_at).exists()
        for error in refused:
            assert error.code == "closed"


def test_a_vote_is_closed_once(body):
    session, _item = body.called("chair", "first", "second", cases=2)
    motion = body.moved(session)
    body.vote(session, motion, chair=FOR, first=FOR)
    done, refused = race(*(lambda: body.close(session, motion) for _press in range(2)))
    assert (len(done), len(refused)) == (1, 1)
    assert refused[0].code in ("closed", "no_item")
    assert Decision.objects.count() == 1


def test_two_who_close_the_session_close_it_once(body):
    for _round in range(3):
        session = body.opened("chair", "deputy", "first")
        done, refused = race(
            *(lambda by=by: actions.close_session(session, by=body.people[by]) for by in ("chair", "deputy"))
        )
        assert (len(done), [type(error) for error in refused]) == (1, [TransitionNotAllowed])
        session.refresh_from_db()
        assert session.status == SessionStatus.CLOSED
        assert session.events.filter(event="close").count() == 1


def test_two_who_convene_convene_one_session(body):
    for _round in range(3):
        body.ready()
        done, refused = race(*(body.convene for _press in range(2)))
        assert (len(done), len(refused)) == (1, 1)
        assert refused[0].code == "another"
        actions.cancel(done[0], by=body.people["chair"], reason="Again.")


def test_who_leaves_while_voting_voted_from_inside_or_did_not_vote(body):
    session, _item = body.called("chair", "deputy", "first", "second")
    for number in range(ROUNDS):
        motion, seat = body.moved(session), body.seat("first").pk
        acts = [
            lambda: voted(body, session, motion, AGAINST),
            lambda: actions.leave(session, by=body.people["secretary"], seat_id=seat),
        ]
        _done, refused = race(*(acts if number % 2 else acts[::-1]))
        left = session.presences.filter(seat_id=seat).latest("pk").left_at
        assert left is not None
        cast = motion.votes.filter(seat_id=seat).first()
        assert (cast is None) == (len(refused) == 1)
        assert cast is None or cast.cast_at <= left
        assert not refused or refused[0].code == "not_here"
        assert body.close(session, motion).present == (4 if cast else 3)
        body.enter(session, "first")


def test_a_recusal_comes_before_a_motion_or_waits_until_its_vote_is_over(body):
    for number in range(3):
        session, item = body.called("chair", "first", "second", "third")
        acts = [lambda: body.moved(session), lambda: body.recuse(session, "third", by="secretary")]
        _done, refused = race(*(acts if number % 2 else acts[::-1]))
        motion = item.motions.get()
        assert motion.entitled == (5 if refused else 4)
        assert item.recusals.count() == 1 - len(refused)
        assert not refused or refused[0].code == "voting"
        aside = bool(item.recusals.count())
        _done, refused = race(
            lambda: voted(body, session, motion, AGAINST, "third"),
            lambda: body.recuse(session, "third", by="secretary"),
        )
        assert motion.votes.count() == (0 if aside else 1)
        assert refused
        body.close(session, motion)
        actions.put_back(session, by=body.people["chair"])
        actions.close_session(session, by=body.people["chair"])
        withdraw(item.support_request, by=body.staff.desk, reason="Moved away.")


def test_a_request_is_decided_or_withdrawn_and_the_other_hears_of_it(body):
    for _round in range(3):
        session, item = body.called("chair", "first", "second")
        motion, case = body.moved(session), item.support_request
        body.vote(session, motion, chair=FOR, first=FOR)
        _done, refused = race(
            lambda: body.close(session, motion), lambda: withdraw(case, by=body.staff.desk, reason="Moved away.")
        )
        case.refresh_from_db()
        item.refresh_from_db()
        motion.refresh_from_db()
        decided = Decision.objects.filter(support_request=case).exists()
        # a decided request may be withdrawn too: then both were done, one after the other
        assert case.status in (Status.WITHDRAWN, Status.DECIDED)
        assert decided == (item.status == ItemStatus.DECIDED) == (motion.result == Result.CARRIED)
        if not decided:
            assert [type(error) for error in refused] == [TransitionNotAllowed]
            break
        actions.close_session(session, by=body.people["chair"])


KILLED = """
import os, sys, django
django.setup()
from core.tenancy import across_associations
from proceedings import actions
from proceedings.actions import voting
from proceedings.models import Motion, Session
from accounts.models import Membership
voting.finish = lambda *args, **kwargs: os._exit(9)
with across_associations():
    chair = Membership.objects.get(pk=int(sys.argv[1]))
    actions.close_vote(Session.objects.get(), by=chair, motion=Motion.objects.get().uid)
"""


def test_a_process_that_dies_between_the_decision_and_the_closing_leaves_the_vote_open(body, tmp_path):
    session, item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, chair=FOR, first=FOR)
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(body.people["chair"].pk)],
        cwd=settings.ROOT,
        env={**environment(), "MITHAQ_STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert died.returncode == 9, died.stderr
    item.refresh_from_db()
    assert (item.status, Motion.objects.get().closed_at, Decision.objects.count()) == (ItemStatus.OPEN, None, 0)
    assert body.close(session, motion).result == Result.CARRIED
    assert Decision.objects.count() == 1
    assert Item.objects.get().status == ItemStatus.DECIDED


def test_the_last_two_votes_apart_arrive_at_once_and_the_item_ends_once(staff):
    body = Body(staff, circulation_days=2)
    for _round in range(3):
        case = body.ready()[-1]
        session = actions.prepare_circulation(body.committee, by=body.people["secretary"], cases=[case.reference])
        words = {"outcome": "accepted", "amount": 500, "reasons": "x"}
        motion = actions.write_motion(session, by=body.people["chair"], case=case.reference, is_secret=True, **words)
        actions.circulate(session, by=body.people["chair"], days=1)

        def vote(name: str) -> Vote:
            return actions.vote_apart(session, by=body.people[name], motion=motion.uid, choice=FOR)

        for name in ("chair", "deputy", "first"):
            vote(name)
        done, refused = race(lambda: vote("second"), lambda: vote("third"), lambda: vote("third"))
        assert (len(done), len(refused)) == (2, 1)
        assert refused[0].code in ("voted", "closed", "transition_not_allowed")  # by which came last
        motion.refresh_from_db()
        assert (motion.secret_for, motion.votes.count(), motion.result) == (5, 5, Result.CARRIED)
        assert Decision.objects.filter(support_request=case).count() == 1
        assert session.events.filter(event="count").count() == 1
