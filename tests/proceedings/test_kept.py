"""What the database refuses of a session, past every verb: each named constraint and each rule is tried here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.enums import Choice
from proceedings import actions
from proceedings.models import Item, Motion, NoQuorum, Presence, Recusal, Session, SessionEvent, Vote
from requests.models import Decision
from tests.factories.sessions import Body
from tests.proceedings.minutes_broken import OF_MINUTES

DAY = timedelta(days=1)
Break = Callable[[Body], Callable[[], Any]]


@pytest.fixture
def voted(body: Body) -> Body:
    """A body whose first item has a motion being voted on, with one vote; three in the room, one has taken no part."""
    session = body.opened("chair", "first", "second", cases=2)
    actions.recuse(
        session, by=body.people["chair"], case=body.at(session, 1), seat_id=body.seat("third").pk, ground="kinship"
    )
    actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    motion = body.moved(session)
    motion.stipulations.create(association=motion.association, position=1, text="x", needed="before")
    body.vote(session, motion, first=Choice.FOR)
    return body


def again(model: Any, **columns: Any) -> Break:
    """A second row like the newest, with other columns."""

    def attempt(body: Body) -> Callable[[], Any]:
        row = model.objects.values().latest("pk")
        given = {name: value(body) if callable(value) else value for name, value in columns.items()}
        extra = {"uid": body.staff.open().uid} if model is Motion else {}
        return lambda: model.objects.create(**{**row, "id": None, **extra, **given})

    return attempt


def change(model: Any, **columns: Any) -> Break:
    def attempt(body: Body) -> Callable[[], Any]:
        row = model.objects.latest("pk")
        given = {name: value(body) if callable(value) else value for name, value in columns.items()}
        return lambda: model.objects.filter(pk=row.pk).update(**given)

    return attempt


def now(_body: Body) -> Any:
    return timezone.now()


def third(body: Body) -> Any:
    return body.seat("third").pk


def other_item(_body: Body) -> Any:
    return Item.objects.get(position=2).pk


def another_case(body: Body) -> Any:
    return body.staff.open().pk


def no_quorum(*, aside: bool = False, **columns: Any) -> Break:
    """That too few of five may take part in the second item; ``aside``: nobody does."""

    def attempt(body: Body) -> Callable[[], Any]:
        item = Item.objects.get(position=2)
        for seat in body.committee.seats.all() if aside else ():
            row = {"association": body.staff.association, "ground": "work", "pinned_at": timezone.now()}
            Recusal.objects.create(item=item, seat=seat, pinned_by=body.manager.user, **row)
        by = {"recorded_by": body.manager.user, "recorded_on": timezone.localdate()}
        return lambda: NoQuorum.objects.create(association=body.staff.association, item=item, **by, **columns)

    return attempt


def condition_of_another_motion(position: int, **columns: Any) -> Break:
    """A second condition of a motion on which nobody voted."""

    def attempt(body: Body) -> Callable[[], Any]:
        row, item = Motion.objects.values().get(), Item.objects.get(position=2)
        motion = Motion.objects.create(**{**row, "id": None, "uid": body.staff.open().uid, "item_id": item.pk})
        given = {"association": motion.association, "text": "x", "needed": "before"}
        motion.stipulations.create(**given, position=1)  # the positive control
        return lambda: motion.stipulations.create(**{**given, "position": position, **columns})

    return attempt


CONSTRAINTS: dict[str, list[Break]] = {
    "noquorum_is_out_of_reach": [no_quorum(entitled=5, needed=3)],
    "noquorum_settled_by_management": [no_quorum(aside=True, entitled=0, needed=1, settled_as="board")],
    "session_reference_once": [again(Session, status="cancelled", opened_at=None, ended_at=now)],
    "session_one_at_a_time": [again(Session, reference="SN-1448-000099")],
    "session_has_the_moments_of_its_status": [
        change(Session, status="closed"),
        change(Session, status="convened"),
        change(Session, opened_at=None),
        change(Session, ended_at=now),
    ],
    "item_once_in_a_session": [again(Item, position=9, status="not_reached", ended_at=now)],
    "item_one_docket_at_a_time": [again(Item, session_id=lambda body: _past_session(body).pk)],
    "item_has_the_moments_of_its_status": [
        change(Item, status="open"),
        change(Item, status="decided"),
        change(Item, status="not_reached"),
        change(Item, ended_at=now),
    ],
    "item_names_its_matter": [
        again(Item, position=9, reference="R-9", kind="objection"),
        again(Item, position=9, reference="R-9", kind="urgent"),
        again(Item, position=9, reference="R-9", kind="harm"),
        again(Item, position=9, reference="R-9", support_request_id=None),
    ],
    "motion_changed_says_to_what": [
        again(Motion, item_id=other_item, outcome="changed"),
        again(Motion, item_id=other_item, new_outcome="accepted"),
    ],
    "motion_reversed_says_what_follows": [
        again(Motion, item_id=other_item, outcome="reversed", amount=None),
        again(Motion, item_id=other_item, afterwards="leave"),
    ],
    "item_deferred_for_a_reason": [
        change(Item, status="deferred", ended_at=now),
        change(Item, deferred_because="x"),
    ],
    "presence_leaves_after_coming": [change(Presence, left_at=lambda body: timezone.now() - DAY)],
    "recusal_once": [again(Recusal)],
    "motion_one_open_each_item": [again(Motion)],
    "motion_one_carries_each_item": [],  # tried below: it needs a motion that was carried
    "motion_closed_with_its_result": [
        change(Motion, result="lost"),
        change(Motion, closed_at=now),
        change(Motion, closed_at=now, present=3),
    ],
    "motion_carried_with_quorum": [change(Motion, closed_at=now, present=1, result="carried")],
    "motion_refusal_has_its_reason": [
        again(Motion, item_id=other_item, outcome="refused"),
        again(
            Motion,
            item_id=other_item,
            refusal_reason_id=lambda body: body.staff.association.refusal_reasons.first().pk,
        ),
    ],
    "vote_once": [again(Vote)],
    "motionstipulation_position_once": [condition_of_another_motion(1)],
    "motionstipulation_few": [condition_of_another_motion(9), condition_of_another_motion(0)],
    "motionstipulation_says_something": [
        condition_of_another_motion(2, text=""),
        condition_of_another_motion(2, needed="later"),
    ],
}
BY_RULE = {"presence_one_open_each"}  # the rule on times that lie over each other comes first


def _past_session(body: Body) -> Session:
    row = Session.objects.values().get()
    columns = {"id": None, "reference": "SN-1448-000098", "status": "closed", "ended_at": timezone.now()}
    return Session.objects.create(**{**row, **columns})


def test_every_constraint_of_the_room_is_tried_here() -> None:
    room = apps.get_app_config("proceedings")
    rules = {rule.name for model in room.get_models() for rule in model._meta.constraints}
    assert rules == set(CONSTRAINTS) | BY_RULE | set(OF_MINUTES)


@pytest.mark.parametrize(("name", "attempt"), [(name, one) for name, rows in CONSTRAINTS.items() for one in rows])
def test_the_database_refuses_what_no_session_can_be(voted, name, attempt):
    act = attempt(voted)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    if "UNIQUE" not in str(refusal.value):  # SQLite names the columns of a unique constraint
        assert name in str(refusal.value)


def test_no_second_motion_carries_an_item(voted):
    session = Session.objects.get()
    motion = Motion.objects.get()
    voted.vote(session, motion, second=Choice.FOR)
    voted.close(session, motion)
    row = Motion.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.create(**{**row, "id": None, "uid": voted.staff.open().uid})


RULES: dict[str, list[Break]] = {
    "what happened in a session is never rewritten": [
        change(Session, reference="SN-1448-000097"),
        change(SessionEvent, event="x"),
        change(Item, support_request_id=another_case),
        change(Item, reference="R-9"),
        change(Motion, outcome="accepted", afterwards="leave"),
        change(Presence, entered_at=now),
        change(Recusal, ground="work"),
        change(Motion, amount=900),
        change(Motion, reasons="Other words."),
        change(Vote, dissent="x"),
        change(Recusal, words="x"),
        change(SessionEvent, reason="x"),
        change(Vote, choice="against"),
    ],
    "a vote is cast from inside the room": [
        again(Vote, seat_id=lambda body: body.seat("deputy").pk),
        again(Vote, seat_id=lambda body: body.seat("secretary").pk),
    ],
    "another item is before the members": [
        change(Item, status="open", opened_at=now),
        again(Item, position=9, status="open", opened_at=now, reference="R-1448-000077"),
    ],
    "times of presence lie over each other": [again(Presence), again(Presence, left_at=now)],
}


@pytest.mark.parametrize(("words", "attempt"), [(words, one) for words, rows in RULES.items() for one in rows])
def test_the_database_refuses_to_rewrite_a_session(voted, words, attempt):
    act = attempt(voted)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        act()


@pytest.mark.parametrize("model", [Session, SessionEvent, Item, Presence, Recusal, Motion, Vote])
def test_nothing_of_a_session_is_removed(voted, model):
    """proceedings_session, _sessionevent, _item, _presence, _recusal, _motion, _vote."""
    with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
        model.objects.filter(pk=model.objects.latest("pk").pk)._raw_delete("default")


NAMES = (
    "proceedings_session proceedings_sessionevent proceedings_item proceedings_presence proceedings_recusal "
    "proceedings_motion proceedings_vote support_requests_decision"
)


def test_a_vote_after_the_member_left_is_refused(voted):
    """In SQL as in the form: with the others still there in number."""
    session = Session.objects.get()
    voted.enter(session, "deputy")
    Presence.objects.filter(seat=voted.seat("second")).update(left_at=timezone.now())
    row = Vote.objects.values().get()
    with pytest.raises(IntegrityError, match="inside the room"), transaction.atomic():
        Vote.objects.create(**{**row, "id": None, "seat_id": voted.seat("second").pk})
    Vote.objects.create(**{**row, "id": None, "seat_id": voted.seat("deputy").pk})


def test_a_vote_of_a_recused_member_is_refused(voted):
    voted.enter(Session.objects.get(), "third")
    row = Vote.objects.values().get()
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        Vote.objects.create(**{**row, "id": None, "seat_id": voted.seat("third").pk})


def test_a_vote_without_a_quorum_is_refused(voted):
    Presence.objects.filter(seat=voted.seat("second")).update(left_at=timezone.now())
    row = Vote.objects.values().get()
    with pytest.raises(IntegrityError, match="no quorum"), transaction.atomic():
        Vote.objects.create(**{**row, "id": None, "seat_id": voted.seat("chair").pk})


def test_a_vote_on_a_closed_motion_is_refused(voted):
    session = Session.objects.get()
    voted.close(session, Motion.objects.get())
    row = Vote.objects.values().get()
    with pytest.raises(IntegrityError, match="inside the room"), transaction.atomic():
        Vote.objects.create(**{**row, "id": None, "seat_id": voted.seat("chair").pk})
    with pytest.raises(IntegrityError, match="stays as it ended"), transaction.atomic():
        Motion.objects.update(present=5)


def test_nobody_comes_in_before_a_session_is_open(body):
    body.ready()
    session = body.convene()
    row = {"session": session, "seat": body.seat("chair"), "association": body.staff.association}
    with pytest.raises(IntegrityError, match="before a session is open"), transaction.atomic():
        Presence.objects.create(**row, entered_at=timezone.now(), noted_by=body.manager.user)


def test_what_is_over_stays_as_it_ended(voted):
    session = Session.objects.get()
    motion = Motion.objects.get()
    voted.vote(session, motion, chair=Choice.FOR)
    voted.close(session, motion)
    actions.close_session(session, by=voted.people["chair"])
    for model, columns in (
        (Session, {"status": "open", "ended_at": None}),
        (Session, {"place": "Elsewhere"}),
        (Item, {"notes": "x"}),
        (Item, {"position": 9}),
        (Presence, {"left_at": None}),
    ):
        with pytest.raises(IntegrityError, match="stays as it ended"), transaction.atomic():
            model.objects.update(**columns)


def test_the_database_refuses_a_decision_that_no_vote_carried(voted):
    """A body that votes: past the verb too."""
    other = voted.cases[1]
    session, motion = Session.objects.get(), Motion.objects.get()
    voted.vote(session, motion, chair=Choice.FOR)
    voted.close(session, motion)
    row = Decision.objects.values().get()
    with pytest.raises(IntegrityError, match="decides by vote"), transaction.atomic():
        Decision.objects.create(**{**row, "id": None, "support_request_id": other.pk})
