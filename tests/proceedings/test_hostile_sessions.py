"""What a hostile member sends: words of nothing, amounts of nothing, seats and motions of others, huge texts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from committees.enums import Choice
from proceedings.models import Motion, Vote
from requests.enums import Outcome
from tests.factories.sessions import Body
from tests.factories.support_requests import Staff

NOTHING = "\u200b\u202e"


def address(session: Any, name: str, *more: Any) -> str:
    return reverse(f"proceedings:{name}", args=[session.association.slug, session.reference, *more])


def test_a_reason_that_nobody_can_read_is_none(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "first", "second", cases=1)
    case, client = body.at(session, 1), client_of(body.people["chair"])
    assert client.post(address(session, "defer", case), {"reason": NOTHING}).status_code == 422
    assert session.items.get().status == "waiting"
    assert client.post(address(session, "cancel"), {"reason": NOTHING}).status_code in (302, 403, 422)
    session.refresh_from_db()
    assert session.status == "open"


AMOUNTS = (
    "NaN",
    "-5",
    "−5",
    "Infinity",
    "1e9",
    "1E400",
    "0x10",
    "5.001",
    "9" * 40,
    "١٬٢٣",
    "<b>5</b>",
    "=1+1",
    NOTHING,
    "",
)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_that_is_none_is_put_to_nobodys_vote(body: Body, client_of: Any, amount: str) -> None:
    session, item = body.called("chair", "first", "second")
    sent = {"outcome": Outcome.ACCEPTED, "amount": amount, "reasons": "As the study finds."}
    answer = client_of(body.people["chair"]).post(address(session, "move"), sent)
    assert answer.status_code == 422
    assert not item.motions.exists()


@pytest.mark.parametrize("amount", ["1250.50", "١٬٢٥٠٫٥٠", "1,250.50 ريال"])
def test_the_same_amount_in_any_digits_is_one(body: Body, client_of: Any, amount: str) -> None:
    session, item = body.called("chair", "first", "second")
    sent = {"outcome": Outcome.ACCEPTED, "amount": amount, "reasons": "As the study finds."}
    assert client_of(body.people["chair"]).post(address(session, "move"), sent).status_code == 302
    assert f"{item.motions.get().amount:.2f}" == "1250.50"


def test_columns_that_a_form_does_not_ask_for_are_not_set_by_it(body: Body, client_of: Any) -> None:
    session, item = body.called("chair", "first", "second")
    more = {"result": "carried", "needed": "0", "entitled": "0", "closed_at": "2026-01-01", "secret_for": "9"}
    sent = {"outcome": Outcome.ACCEPTED, "amount": "500", "reasons": "As the study finds.", **more}
    assert client_of(body.people["chair"]).post(address(session, "move"), sent).status_code == 302
    motion = item.motions.get()
    assert (motion.result, motion.closed_at, motion.needed, motion.entitled) == ("", None, 3, 5)
    assert not motion.is_secret
    vote = {"motion": str(motion.uid), "choice": Choice.FOR, "seat": body.seat("second").pk, "cast_at": "2020-01-01"}
    assert client_of(body.people["first"]).post(address(session, "vote"), vote).status_code == 302
    cast = Vote.objects.get()
    assert cast.seat == body.seat("first")
    assert cast.cast_at.year > 2020


def test_a_motion_of_another_item_session_or_association_is_not_voted_on(
    body: Body, client_of: Any, qalam: Any
) -> None:
    theirs = Body(Staff(qalam))
    their_session, _theirs = theirs.called("chair", "first", "second")
    other = theirs.moved(their_session)
    session, _item = body.called("chair", "first", "second")
    own = body.moved(session)
    client = client_of(body.people["first"])
    for motion in (other.uid, uuid4(), "", "1", "null", f"{own.uid}x"):
        answer = client.post(address(session, "vote"), {"motion": str(motion), "choice": Choice.FOR})
        assert answer.status_code in (302, 409, 422)
        for do in ("close_vote",):
            sent = {"do": do, "motion": str(motion)}
            assert client_of(body.people["chair"]).post(address(session, "act"), sent).status_code == 302
    assert not Vote.objects.exists()
    assert not Motion.objects.filter(closed_at__isnull=False).exists()
    assert client.post(address(their_session, "vote"), {"motion": str(other.uid)}).status_code == 404


@pytest.mark.parametrize("seat", ["0", "-1", "1e3", "٣", "999999999", "9999999999", "", "None", "1;2"])
def test_nobody_comes_in_on_a_seat_that_is_not_there(body: Body, client_of: Any, seat: str) -> None:
    session = body.opened("chair")
    sent = {"do": "come_in", "seat": seat}
    assert client_of(body.people["secretary"]).post(address(session, "act"), sent).status_code == 302
    assert session.presences.count() == 1


def test_a_seat_of_another_body_comes_into_no_room(body: Body, client_of: Any, qalam: Any) -> None:
    theirs = Body(Staff(qalam))
    session = body.opened("chair")
    sent = {"do": "come_in", "seat": theirs.seat("first").pk}
    client_of(body.people["secretary"]).post(address(session, "act"), sent)
    assert session.presences.count() == 1


@pytest.mark.parametrize("name", ["notes", "move"])
def test_a_text_beyond_its_length_is_refused_in_words(body: Body, client_of: Any, name: str) -> None:
    session, item = body.called("chair", "first", "second")
    long = "ن" * 20_000
    sent = {"notes": long, "reasons": long, "outcome": Outcome.ACCEPTED, "amount": "500"}
    assert client_of(body.people["chair"]).post(address(session, name), sent).status_code == 422
    item.refresh_from_db()
    assert item.notes == ""
    assert not item.motions.exists()


def test_markup_in_free_words_stands_as_words(body: Body, client_of: Any) -> None:
    session, _item = body.called("chair", "first", "second")
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client = client_of(body.people["chair"])
    assert client.post(address(session, "notes"), {"notes": evil}).status_code == 302
    sent = {"outcome": Outcome.ACCEPTED, "amount": "500", "reasons": evil}
    assert client.post(address(session, "move"), sent).status_code == 302
    for name in ("session", "notes"):
        page = client.get(address(session, name)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
