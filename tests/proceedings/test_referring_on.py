"""Where no quorum can be reached the item goes to the body that the formation names; a question goes to the study."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from committees.actions import body_of_kind, give_seat
from committees.enums import Position
from core.errors import DomainError, NotPermitted
from proceedings import actions
from proceedings.enums import Ground, ItemStatus, SessionStatus
from proceedings.models import Session
from requests.actions import decide
from requests.enums import Outcome, Status
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

FOUR = {"quorum_parts": None, "quorum_whole": None, "quorum_is_more": False, "quorum_count": 4}


def unreachable(staff: Any, **rules: Any) -> tuple[Body, Session]:
    body = Body(staff, **{**FOUR, "fallback": "board", **rules})
    session = body.opened("chair", "deputy", "first", "second", "third")
    for name in ("first", "second"):
        body.recuse(session, name, ground=Ground.KINSHIP)
    return body, session


def test_it_stands_ready_for_the_other_body_and_is_over_here(staff):
    body, session = unreachable(staff)
    case, item = body.cases[0], session.items.get()
    due_on = case.due_on
    actions.refer_on(session, by=body.people["secretary"], case=item.reference)
    case.refresh_from_db()
    item.refresh_from_db()
    assert (case.reviewing_body.kind, case.status, case.due_on) == ("board", Status.AWAITING_DECISION, due_on)
    assert item.status == ItemStatus.DEFERRED
    assert "مجلس" in item.deferred_because
    told = case.events.latest("pk")
    assert (told.event, told.by, told.detail["body"]) == ("hand_to_body", body.people["secretary"].user, "board")
    actions.close_session(session, by=body.people["chair"])
    with pytest.raises(DomainError, match="Nothing else is ready"):
        actions.add_ready(body.convene(), by=body.people["chair"])


def test_the_head_of_the_other_body_decides_alone_where_its_members_do_not_vote(staff):
    body, session = unreachable(staff)
    case = body.cases[0]
    actions.refer_on(session, by=body.people["chair"], case=case.reference)
    head = staff.member(Role.CHAIR)
    board = body_of_kind(staff.association.pk, "board", "", "")
    give_seat(board, by=body.manager, membership=head, position=Position.CHAIR, from_on=SINCE)
    with pytest.raises(NotPermitted):
        decide(staff.fresh(case), by=body.people["chair"], outcome=Outcome.ACCEPTED, amount=5, reasons="x")
    assert decide(staff.fresh(case), by=head, outcome=Outcome.ACCEPTED, amount=5, reasons="x").body == board


def test_it_stands_on_the_docket_of_the_other_body_where_its_members_vote(staff):
    body, session = unreachable(staff)
    board = Body(staff, body_of_kind(staff.association.pk, "board", "المجلس", "Board"))
    actions.refer_on(session, by=body.people["chair"], case=body.cases[0].reference)
    assert [item.reference for item in board.convene().items.all()] == [body.cases[0].reference]


def test_a_body_that_can_decide_refers_nothing_on(body):
    session = body.opened("chair", "first", "second")
    with pytest.raises(DomainError, match="this body decides it"):
        actions.refer_on(session, by=body.people["chair"], case=body.at(session, 1))
    with pytest.raises(NotPermitted):
        actions.refer_on(session, by=body.people["first"], case=body.at(session, 1))


def test_the_docket_offers_it_and_names_the_body(staff, client_of):
    body, session = unreachable(staff)
    client = client_of(body.people["chair"])
    path = reverse("proceedings:session", args=[session.association.slug, session.reference])
    assert "Refer to: Board of directors" in client.get(path).content.decode()
    act = reverse("proceedings:act", args=[session.association.slug, session.reference])
    assert client.post(act, {"do": "refer_on", "item": body.at(session, 1)}).status_code == 302
    assert "Refer to:" not in client.get(path).content.decode()


def test_a_question_goes_to_the_researcher_who_puts_it_before_the_body_again(body, client_of):
    session = body.opened("chair", "first", "second")
    case, staff = body.cases[0], body.staff
    path = reverse("proceedings:defer", args=[session.association.slug, session.reference, case.reference])
    given = {"reason": "What is the rent?", "ask_researcher": "on"}
    assert client_of(body.people["chair"]).post(path, given).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.UNDER_STUDY
    assert case.events.latest("pk").reason == "What is the rent?"
    assert case in staff.association.support_requests.in_queue("mine", on=SINCE, user=staff.researcher.user)
    page = reverse("support_requests:detail", args=[staff.association.slug, case.reference])
    assert "What is the rent?" in client_of(staff.researcher).get(page).content.decode()
    actions.close_session(session, by=body.people["chair"])
    staff.do("recommend", case)
    assert [item.reference for item in body.convene().items.all()] == [case.reference]
    session.refresh_from_db()
    assert session.status == SessionStatus.CLOSED
