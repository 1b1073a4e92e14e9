"""Secret votes: who voted is known, how is not; counted whole, by rules of the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees.enums import Choice, Majority, Result
from committees.quorum import Tally, result_of
from core.errors import AlreadyHandled, DomainError
from proceedings import actions
from proceedings.models import Motion, Vote
from proceedings.sitting import counts_of
from requests.models import Decision
from tests.factories.sessions import Body

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
VOTERS = ("chair", "deputy", "first", "second", "third")


def put(body: Body) -> tuple[Any, Motion]:
    session, _item = body.called(*VOTERS)
    return session, body.moved(session, is_secret=True)


def test_a_secret_vote_names_who_voted_and_not_how(body):
    session, motion = put(body)
    body.vote(session, motion, first=AGAINST, chair=FOR, second=FOR, third=ABSTAIN)
    motion.refresh_from_db()
    assert counts_of(motion) == {FOR: 2, AGAINST: 1, ABSTAIN: 1}
    assert {vote.choice for vote in motion.votes.all()} == {""}
    assert {vote.cast_at for vote in motion.votes.all()} == {motion.moved_at}
    assert {vote.seat_id for vote in motion.votes.all()} == {
        body.seat(name).pk for name in ("first", "chair", "second", "third")
    }
    assert body.close(session, motion).result == Result.CARRIED
    assert Decision.objects.count() == 1
    for event in session.events.filter(event="vote"):
        assert event.detail == {}


def test_a_secret_vote_is_cast_once_too(body):
    session, motion = put(body)
    body.vote(session, motion, first=AGAINST)
    with pytest.raises(AlreadyHandled, match=r"^You have voted on this motion\.$"):
        body.vote(session, motion, first=FOR)
    motion.refresh_from_db()
    assert sum(counts_of(motion).values()) == 1


def test_a_tie_of_a_secret_vote_stays_a_tie(body):
    """How the chair voted is not known: what an open vote would decide stays undecided."""
    session, motion = put(body)
    body.vote(session, motion, chair=FOR, first=AGAINST)
    assert body.close(session, motion).result == Result.TIED
    again = body.moved(session)
    body.vote(session, again, chair=FOR, first=AGAINST)
    assert body.close(session, again).result == Result.CARRIED


VOTES = st.lists(st.sampled_from([*Choice, None]), min_size=5, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(votes=VOTES)
def test_a_secret_vote_comes_to_what_its_counts_come_to(body, votes):
    with transaction.atomic():
        session, motion = put(body)
        cast = {name: choice for name, choice in zip(VOTERS, votes, strict=True) if choice}
        body.vote(session, motion, **cast)
        motion = Motion.objects.get(pk=motion.pk)
        counts = counts_of(motion)
        assert counts == {choice: list(cast.values()).count(choice) for choice in Choice}
        assert motion.votes.count() == sum(counts.values())
        tally = Tally(5, 5, counts[FOR], counts[AGAINST], counts[ABSTAIN])
        quorum = body.formation.quorum
        for rule in Majority:  # without the chair's vote the casting vote changes nothing
            openly = result_of(tally, quorum=quorum, majority=rule)
            assert openly == result_of(tally, quorum=quorum, majority=rule, casting_vote=True)
        assert body.close(session, motion).result == result_of(tally, quorum=quorum, majority=Majority.SIMPLE)
        transaction.set_rollback(True)


def refused(words: str, act: Any) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        act()


def columns_of(model: Any) -> dict[str, Any]:
    return {**model.objects.values().latest("pk"), "id": None}


def test_the_database_keeps_choices_out_of_a_secret_vote_and_in_an_open_one(body):
    session, motion = put(body)
    body.vote(session, motion, first=FOR)
    row, other = columns_of(Vote), body.seat("second").pk
    refused("names no choice", lambda: Vote.objects.create(**{**row, "seat_id": other, "choice": "for"}))
    refused("moment", lambda: Vote.objects.create(**{**row, "seat_id": other, "cast_at": timezone.now()}))
    body.close(session, motion)
    refused("never rewritten", lambda: Vote.objects.update(choice="for"))


def test_the_database_refuses_an_open_vote_without_a_choice(body):
    session, _item = body.called(*VOTERS)
    motion = body.moved(session)
    body.vote(session, motion, first=FOR)
    row = columns_of(Vote)
    refused("names no choice", lambda: Vote.objects.create(**{**row, "seat_id": body.seat("second").pk, "choice": ""}))
    refused("one by one", lambda: Motion.objects.update(secret_for=0, secret_against=0, secret_abstaining=0))


def test_the_database_counts_a_secret_vote_one_by_one(body):
    session, motion = put(body)
    body.vote(session, motion, first=FOR, second=AGAINST)
    for change in (
        {"secret_for": 2},  # more than were cast
        {"secret_for": 0},
        {"secret_for": 2, "secret_against": 0},  # one turned into another
        {"secret_for": 0, "secret_against": 2},
        {"secret_for": None, "secret_against": None, "secret_abstaining": None},
    ):
        refused("one by one", lambda given=change: Motion.objects.update(**given))
    row = columns_of(Vote)
    third, chair = body.seat("third").pk, body.seat("chair").pk
    with transaction.atomic():  # a vote past the verb, which is counted nowhere
        Vote.objects.create(**{**row, "seat_id": third})
        refused("is counted", lambda: Vote.objects.create(**{**row, "seat_id": chair}))
        refused(
            "is counted", lambda: Motion.objects.update(closed_at=timezone.now(), present=5, result=Result.CARRIED)
        )
        transaction.set_rollback(True)
    body.close(session, motion)
    refused("one by one", lambda: Motion.objects.update(secret_for=2))
    fresh = {**columns_of(Motion), "uid": body.staff.open().uid, "secret_for": 1}
    fresh |= {"closed_at": None, "closed_by_id": None, "present": None, "result": ""}
    refused("from nought", lambda: Motion.objects.create(**fresh))


def test_nothing_at_rest_leads_from_a_seat_to_a_choice(body):
    """The same people with their choices exchanged: each table reads the same but for the totals, which are equal."""

    def rows(first: str, second: str) -> Any:
        with transaction.atomic():
            session, motion = put(body)
            body.vote(session, motion, first=first, second=second)
            body.close(session, motion)
            kept = [
                Vote.objects.filter(motion=motion).order_by("pk").values_list("seat_id", "choice", "dissent"),
                session.events.order_by("pk").values_list("event", "by_id"),
                Motion.objects.filter(pk=motion.pk).values_list("secret_for", "secret_against", "secret_abstaining"),
            ]
            found = [list(one) for one in kept]
            found.append([session.events.get(event="close_vote").detail])
            found[-1][0].pop("request")
            transaction.set_rollback(True)
        return found

    assert rows(FOR, AGAINST) == rows(AGAINST, FOR)


def test_the_page_of_a_secret_vote(body, client_of):
    session, motion = put(body)
    path = reverse("proceedings:session", args=[session.association.slug, session.reference])
    client = client_of(body.people["second"])
    form = client.get(reverse("proceedings:vote", args=[session.association.slug, session.reference]))
    assert "This vote is secret" in form.content.decode()
    body.vote(session, motion, first=AGAINST, chair=FOR, deputy=FOR)
    body.close(session, motion)
    shown = client.get(path).content.decode()
    first = body.people["first"].user.name
    assert f"{first}: Voted" in shown
    assert f"{first}: Against" not in shown
    assert "For 2" in shown


def test_whoever_puts_the_motion_chooses_a_secret_vote(body, client_of):
    session, item = body.called(*VOTERS)
    path = reverse("proceedings:move", args=[session.association.slug, session.reference])
    client = client_of(body.people["chair"])
    assert "is_secret" in client.get(path).context["form"].fields
    given = {"outcome": "accepted", "amount": "500", "reasons": "x", "refusal_reason": "", "is_secret": "on"}
    assert client.post(path, given).status_code == 302
    assert item.motions.get().is_secret


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_motion_is_taken_back_and_its_votes_stay_unseen(body, client_of, is_secret):
    session, item = body.called(*VOTERS)
    motion = body.moved(session, is_secret=is_secret)
    body.vote(session, motion, first=AGAINST)
    path = reverse("proceedings:take_back", args=[session.association.slug, session.reference])
    chair = client_of(body.people["chair"])
    uid = chair.get(path).context["form"].initial["motion"]
    assert client_of(body.people["secretary"]).get(path).status_code == 403
    assert chair.post(path, {"motion": uid, "reason": ""}).status_code == 422
    assert chair.post(path, {"motion": uid, "reason": "The amount was wrong."}).status_code == 302
    motion.refresh_from_db()
    assert (motion.result, motion.present) == (Result.WITHDRAWN, 1)
    shown = chair.get(reverse("proceedings:session", args=[session.association.slug, session.reference]))
    assert "Against" not in shown.content.decode()
    with pytest.raises(AlreadyHandled, match="closed a moment ago"):
        body.vote(session, motion, second=FOR)
    with pytest.raises(DomainError, match="closed a moment ago"):
        actions.take_back(session, by=body.people["chair"], motion=uid, reason="x")
    second = body.moved(session)
    body.vote(session, second, chair=FOR, first=FOR)
    assert body.close(session, second).result == Result.CARRIED
    item.refresh_from_db()
    assert item.status == "decided"
