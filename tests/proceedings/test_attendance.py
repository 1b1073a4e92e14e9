"""Hours of coming and leaving, noted by hand: what contradicts the record is refused in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from committees.enums import Choice, Result
from core.errors import AlreadyHandled, DomainError
from proceedings import actions
from proceedings.forms import AttendanceForm
from proceedings.models import Session
from tests.factories.sessions import Body

FOUR = datetime(2026, 11, 22, 16, 0, 20, tzinfo=timezone.get_default_timezone())
MINUTE = timedelta(minutes=1)


def at(minute: int, second: int = 0) -> datetime:
    return FOUR.replace(minute=minute, second=second)


@pytest.fixture
def travel() -> Any:
    with time_machine.travel(FOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(travel: Any, body: Body) -> Session:
    """Open since 16:00:20 with the chair, the first and the second member; its item is called at 16:10."""
    session = body.opened("chair", "first", "second")
    travel.move_to(at(10))
    actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    return session


def come(body: Body, session: Session, name: str, when: datetime | None = None) -> Any:
    return actions.come_in(session, by=body.people["secretary"], seat_id=body.seat(name).pk, at=when)


def go(body: Body, session: Session, name: str, when: datetime | None = None) -> Any:
    return actions.leave(session, by=body.people["secretary"], seat_id=body.seat(name).pk, at=when)


def test_who_came_at_five_past_and_is_noted_at_ten_past_came_at_five_past(body, session):
    presence = come(body, session, "third", at(5))
    assert presence.entered_at == at(5)
    event = session.events.latest("pk")
    assert (event.at, event.detail["hour"]) == (at(10), "16:05")


def test_an_hour_lies_within_the_session_and_has_come(body, session):
    with pytest.raises(DomainError, match="has not come yet"):
        come(body, session, "third", at(11))
    with pytest.raises(DomainError, match="opened at 16:00"):
        come(body, session, "third", at(0) - MINUTE)
    assert come(body, session, "third", at(0)).entered_at == FOUR, "in the minute of the opening: right after it"


def test_times_of_one_member_do_not_lie_over_each_other(body, session):
    with pytest.raises(AlreadyHandled, match="in the room already"):
        come(body, session, "second", at(9))
    with pytest.raises(DomainError, match="came in at 16:00"):
        go(body, session, "second", at(0) - MINUTE)
    assert go(body, session, "second", at(6)).left_at == at(6)
    with pytest.raises(DomainError, match="until 16:06"):
        come(body, session, "second", at(5))
    assert come(body, session, "second", at(6)).entered_at == at(6)


def test_nobody_left_before_a_vote_they_were_counted_in(body, session, travel):
    motion = body.moved(session)
    travel.move_to(at(12))
    body.vote(session, motion, first=Choice.FOR)
    travel.move_to(at(15))
    for name in ("first", "second"):  # who voted, and whose being there made the quorum
        with pytest.raises(DomainError, match=r"a vote at 16:12 with this member"):
            go(body, session, name, at(11))
    assert go(body, session, "first", at(12)).left_at == at(12), "right after the vote"
    travel.move_to(at(16))
    assert body.close(session, motion).present == 3
    with pytest.raises(DomainError, match="a vote at 16:16 with this member"):
        go(body, session, "second", at(14))


def test_nobody_was_there_for_a_vote_that_was_closed_without_them(body, session, travel):
    motion = body.moved(session)
    body.vote(session, motion, chair=Choice.FOR)
    travel.move_to(at(12))
    assert body.close(session, motion).result == Result.CARRIED
    travel.move_to(at(20))
    with pytest.raises(DomainError, match=r"closed at 16:12 without this member"):
        come(body, session, "third", at(11))
    assert come(body, session, "third", at(13)).entered_at == at(13)
    assert come(body, session, "secretary", at(3)).entered_at == at(3), "a secretary is in no count"


def test_a_recused_member_is_in_no_count_of_the_item(body, travel):
    session = body.opened("chair", "first", "second", "third")
    body.recuse(session, "third")
    actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    motion = body.moved(session)
    travel.move_to(at(5))
    body.vote(session, motion, chair=Choice.FOR)
    body.close(session, motion)
    travel.move_to(at(6))
    assert go(body, session, "third", at(2)).left_at == at(2)


def test_the_form_takes_the_hour_and_says_what_is_wrong_with_it(body, session, client_of):
    path = reverse("proceedings:attendance", args=[session.association.slug, session.reference])
    client, seat = client_of(body.people["secretary"]), str(body.seat("third").pk)
    given = {"seat": seat, "what": "come_in", "hour": "١٦:٠٧"}
    assert client.post(path, {**given, "hour": "16:30"}).context["form"].errors["hour"] == [
        "This hour has not come yet."
    ]
    assert client.post(path, {**given, "seat": "999999"}).status_code == 422
    assert client.post(path, given).status_code == 302
    assert session.presences.get(seat=seat).entered_at == at(7)
    assert client.post(path, {**given, "what": "leave", "hour": "16:09"}).status_code == 302
    assert session.presences.get(seat=seat).left_at == at(9)
    assert client_of(body.people["first"]).get(path).status_code == 403
    assert client_of(body.manager).get(path).status_code == 404


def test_a_session_that_went_past_midnight_knows_yesterday(body, travel):
    travel.move_to(FOUR.replace(hour=23, minute=30))
    session = body.opened("chair")
    session.refresh_from_db()
    travel.move_to(FOUR.replace(hour=0, minute=20) + timedelta(days=1))
    seat = body.seat("first")
    form = AttendanceForm({"seat": str(seat.pk), "what": "come_in", "hour": "23:40"}, seats=[seat])
    assert form.is_valid()
    assert come(body, session, "first", form.at(session.opened_at)).entered_at == FOUR.replace(
        hour=23, minute=40, second=0
    )
