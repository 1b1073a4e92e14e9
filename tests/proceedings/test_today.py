"""The first page says what sessions ask of a member: the next one, own recusals, the vote, what is ready."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from committees.disclosing import disclose
from committees.enums import Choice
from proceedings import actions, today
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body


def told(body: Body, who: str) -> dict[str, Any]:
    return today.today(body.people[who], body.staff.association)


def page(body: Body, client_of: Any, who: str) -> str:
    path = reverse("today", args=[body.staff.association.slug])
    return str(client_of(body.people[who]).get(path).content.decode())


def test_the_next_session_with_own_recusals(body: Body, client_of: Any) -> None:
    body.ready(2)
    session = body.convene()
    actions.declare(session, by=body.people["third"], case=body.at(session, 1))
    (one,) = told(body, "third")["sessions"]
    assert (one.session, one.items, one.own_recusals, one.asks_vote) == (session, 2, 1, False)
    assert one.may_declare
    assert not one.presides
    assert told(body, "chair")["sessions"][0].presides
    assert told(body, "first")["sessions"][0].own_recusals == 0
    shown = page(body, client_of, "third")
    assert "you take no part in 1 item" in shown
    assert "declare conflicts" in shown
    assert body.at(session, 1) not in shown
    assert "you take part in all of them" in page(body, client_of, "first")
    assert not told(body, "secretary")["sessions"][0].may_declare
    assert "take part in all" not in page(body, client_of, "secretary")


def test_a_vote_that_is_waited_for_is_asked_of_those_who_may_cast_it(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "first", "second", "third", cases=2)
    body.recuse(session, "third")
    actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    motion = body.moved(session)
    body.vote(session, motion, first=Choice.FOR)
    asked = {who: told(body, who)["sessions"][0].asks_vote for who in body.people}
    assert {who for who, is_asked in asked.items() if is_asked} == {"chair", "second"}
    assert "Your vote is waited for" in page(body, client_of, "second")
    assert "Your vote is waited for" not in page(body, client_of, "third")
    body.vote(session, motion, second=Choice.FOR)
    body.close(session, motion)
    assert not any(told(body, who)["sessions"][0].asks_vote for who in body.people)


def test_what_is_ready_is_told_to_whoever_convenes(body: Body, client_of: Any) -> None:
    body.ready(3)
    for who in ("chair", "deputy", "secretary"):
        (row,) = told(body, who)["ready"]
        assert (row.count, row.has_session) == (3, False)
    assert told(body, "first")["ready"] == []
    assert "3 matters wait for a session." in page(body, client_of, "secretary")
    body.convene()
    assert told(body, "secretary")["ready"] == []


def test_whoever_has_not_disclosed_is_asked_to(body: Body, client_of: Any) -> None:
    assert "interests for this year waits" in page(body, client_of, "first")
    disclose(body.people["first"], national_id=national_id(75_001), city="Twaim")
    assert "interests for this year waits" not in page(body, client_of, "first")


def test_nobody_else_hears_of_sessions(body: Body, client_of: Any) -> None:
    body.ready(1)
    body.convene()
    assert today.today(body.staff.desk, body.staff.association) == {}
    other = body.staff.member("member")  # without a seat
    assert today.today(other, body.staff.association)["sessions"] == []
    path = reverse("today", args=[body.staff.association.slug])
    assert "Session" not in client_of(other).get(path).content.decode().split("<main")[1]


def test_a_session_that_is_over_is_no_longer_next(body: Body) -> None:
    session = body.opened("chair")
    actions.close_session(session, by=body.people["chair"])
    assert told(body, "chair")["sessions"] == []


def test_it_asks_the_same_number_of_questions_whatever_the_docket(body: Body, django_assert_num_queries: Any) -> None:
    def ask() -> None:
        told(body, "secretary")

    body.ready(1)
    session = body.convene()
    with django_assert_num_queries(7):
        ask()
    body.ready(5)
    actions.add_ready(session, by=body.people["secretary"])
    for number in range(1, 6):
        body_case = body.at(session, number)
        actions.declare(session, by=body.people["first"], case=body_case)
    body.ready(4)
    with django_assert_num_queries(7):
        ask()


def test_minutes_that_wait_for_ones_own_signature(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "first")
    actions.close_session(session, by=body.people["chair"])
    assert told(body, "first")["papers"] == []  # a draft is signed by nobody
    paper = actions.seal(actions.draft_of(session), by=body.people["chair"])
    for who in ("chair", "first"):
        assert told(body, who)["papers"] == [paper]
    assert told(body, "second")["papers"] == []  # was not there
    shown = page(body, client_of, "first")
    assert reverse("proceedings:minutes_sign", args=[body.staff.association.slug, session.reference, 0]) in shown
    actions.record_refusal(paper, by=body.people["secretary"], seat_id=body.seat("first").pk, words="Was elsewhere.")
    assert told(body, "first")["papers"] == []
