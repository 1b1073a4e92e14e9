"""A circulation from its preparation to its decision, by the pages alone; what is wrong keeps what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from proceedings import actions
from proceedings.enums import Ground, ItemStatus
from proceedings.models import Motion, Session
from requests.models import Decision
from tests.factories.sessions import Body

WORDS = {"outcome": "accepted", "amount": "500", "reasons": "As the study finds."}


@pytest.fixture
def body(staff: Any) -> Body:
    return Body(staff, circulation_days=3)


def address(body: Body, name: str, *more: str) -> str:
    return reverse(f"proceedings:{name}", args=[body.staff.association.slug, *more])


def test_from_the_choice_of_matters_to_the_decision(body, client_of):
    case = body.ready(1)[0].reference
    secretary = client_of(body.people["secretary"])
    start = address(body, "prepare_circulation", body.committee.kind)
    assert case in secretary.get(start).content.decode()
    assert secretary.post(start, {"cases": []}).status_code == 422
    assert secretary.post(start, {"cases": [case]}).status_code == 302
    session = Session.objects.get()
    send = address(body, "circulate", session.reference)
    assert "has no motion yet" in secretary.post(send, {"days": 3}).content.decode()
    motion = address(body, "write_motion", session.reference, case)
    refused = secretary.post(motion, {**WORDS, "amount": ""})
    assert (refused.status_code, "As the study finds." in refused.content.decode()) == (422, True)
    assert secretary.post(motion, WORDS).status_code == 302
    assert "up to 3 working days" in secretary.post(send, {"days": 9}).content.decode()
    assert secretary.post(send, {"days": 2}).status_code == 302
    vote = address(body, "vote_apart", session.reference, case)
    for name in ("chair", "deputy", "first", "second", "third"):
        uid = Motion.objects.get().uid
        assert client_of(body.people[name]).post(vote, {"motion": uid, "choice": "for"}).status_code == 302
    assert session.items.get().status == ItemStatus.DECIDED
    assert Decision.objects.get().support_request.reference == case


def test_a_member_asks_for_a_session_by_the_page(body, client_of):
    case = body.ready(1)[0].reference
    session = actions.prepare_circulation(body.committee, by=body.people["secretary"], cases=[case])
    actions.write_motion(session, by=body.people["chair"], case=case, **{**WORDS, "amount": 500})
    actions.circulate(session, by=body.people["chair"], days=1)
    asked = address(body, "ask_session", session.reference, case)
    client = client_of(body.people["third"])
    assert client.post(asked, {"reason": ""}).status_code == 422
    assert client.post(asked, {"reason": "The rent is not clear."}).status_code == 302
    assert session.items.get().status == ItemStatus.DEFERRED


@pytest.mark.parametrize("page", ["prepare_circulation", "convene"])
def test_whoever_took_no_part_before_is_not_told_what_is_ready(body, client_of, page):
    """A recusal outlives its session: the next docket is not made before the eyes of who is recused."""
    case = body.ready(1)[0].reference
    session = body.convene()
    body.recuse(session, "secretary", ground=Ground.KINSHIP)
    actions.cancel(session, by=body.people["chair"], reason="Nobody can come.")
    start = address(body, page, body.committee.kind)
    assert case in client_of(body.people["chair"]).get(start).content.decode()
    assert case not in client_of(body.people["secretary"]).get(start).content.decode()
