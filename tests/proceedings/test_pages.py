"""A session in the browser's terms: who sees it, what the recused do not, and every wrong input told in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from committees.enums import Choice
from proceedings import actions
from proceedings.models import Session, Vote
from tests.factories.sessions import Body


@pytest.fixture
def client_of() -> Any:
    def make(membership: Any) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(membership.user)
        return client

    return make


def page(session: Session, name: str = "session", *more: Any) -> str:
    return reverse(f"proceedings:{name}", args=[session.association.slug, session.reference, *more])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_members_see_the_session_and_others_do_not(body, client_of):
    session, _item = body.called("chair", "first", "second")
    for name in ("chair", "first", "third", "secretary"):
        assert body.cases[0].reference in text(client_of(body.people[name]).get(page(session)))
    assert client_of(body.staff.member("member")).get(page(session)).status_code == 404
    assert client_of(body.manager).get(page(session)).status_code == 404


def test_a_recused_member_sees_nothing_of_the_item(body, client_of):
    """On the page, in what happened, and by each address of the item."""
    session, _item = body.called("chair", "first", "second", "third")
    actions.recuse(
        session, by=body.people["chair"], case=body.at(session, 1), seat_id=body.seat("third").pk, ground="kinship"
    )
    motion = body.moved(session)
    client, case = client_of(body.people["third"]), body.cases[0]
    shown = text(client.get(page(session)))
    assert "You take no part in this item" in shown
    for secret in (case.reference, case.beneficiary.full_name, "As the study finds."):
        assert secret not in shown
    assert client.get(page(session, "vote")).status_code == 404
    assert client.get(page(session, "declare", body.at(session, 1))).status_code == 404
    given = {"motion": motion.uid, "choice": "for"}
    assert client.post(page(session, "vote"), given).status_code == 404
    assert not Vote.objects.exists()


def test_votes_stay_unseen_until_the_vote_is_closed(body, client_of):
    session, _item = body.called("chair", "first", "second")
    motion = body.moved(session)
    body.vote(session, motion, first=Choice.AGAINST)
    client = client_of(body.people["second"])
    shown = text(client.get(page(session)))
    assert "Votes cast: 1 of 3" in " ".join(shown.split())
    assert f"{body.people['first'].user.name}: Against" not in shown
    body.close(session, motion)
    assert f"{body.people['first'].user.name}: Against" in text(client.get(page(session)))


def test_a_member_votes_on_what_the_page_showed(body, client_of):
    session, _item = body.called("chair", "first", "second")
    motion = body.moved(session)
    client = client_of(body.people["first"])
    form = client.get(page(session, "vote")).context["form"]
    sent = {"motion": form.initial["motion"], "choice": "for", "dissent": "", "token": "", "version": ""}
    body.vote(session, motion, chair=Choice.AGAINST)
    body.close(session, motion)
    second = body.moved(session, amount=5)
    answer = client.post(page(session, "vote"), sent)
    assert answer.status_code == 422
    assert "closed a moment ago" in text(answer)
    assert not second.votes.exists()
    sent["motion"] = second.uid
    assert client.post(page(session, "vote"), sent).status_code == 302
    assert second.votes.get().choice == Choice.FOR


def test_every_button_does_its_act_and_says_why_not(body, client_of):
    body.ready(2)
    session = body.convene()
    client, path = client_of(body.people["chair"]), page(session, "act")
    session_page = page(session)

    def press(**data: Any) -> str:
        assert client.post(path, data).url == session_page
        return text(client.get(session_page))

    assert "The session is open." in press(do="open")
    assert "not possible now" in press(do="open")
    for name in ("chair", "first", "second"):
        press(do="come_in", seat=body.seat(name).pk)
    assert session.presences.count() == 3
    assert "in the room already" in press(do="come_in", seat=body.seat("first").pk)
    assert "out of date" in press(do="come_in", seat="x")
    assert "does not sit" in press(do="leave", seat=999999)
    press(do="down", item=body.at(session, 1))
    press(do="up", item=body.at(session, 2))
    press(do="call", item=body.at(session, 1))
    assert "is before the members" in press(do="call", item=body.at(session, 2))
    assert "out of date" in press(do="close_vote", motion="1")
    motion = body.moved(session)
    body.vote(session, motion, chair=Choice.FOR)
    assert "The vote is closed: Carried." in press(do="close_vote", motion=motion.uid)
    press(do="call", item=body.at(session, 2))
    press(do="put_back")
    press(do="leave", seat=body.seat("second").pk)
    assert "Nothing else is ready" in press(do="add")
    assert "The session is closed." in press(do="close")
    assert client.post(path, {"do": "burn"}).status_code == 404
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("hour", ["", "25:00", "9:60", "noon", "16:3"])
def test_a_wrong_hour_is_told(body, client_of, hour):
    client = client_of(body.people["secretary"])
    path = reverse("proceedings:convene", args=[body.staff.association.slug, body.staff.body.kind])
    answer = client.post(path, _convening(hour=hour))
    assert answer.status_code == 422
    assert answer.context["form"].errors["hour"] == ["Write the hour as 16:30."]


def _convening(hour: str) -> dict[str, str]:
    from django.utils import timezone

    day = timezone.localdate()
    return {
        "day_0": "gregorian",
        "day_1": str(day.day),
        "day_2": str(day.month),
        "day_3": str(day.year),
        "hour": hour,
        "place": "The hall",
    }


@pytest.mark.parametrize("hour", ["٢٣:٥٩", "23.59", "23"])
def test_a_session_is_convened_on_screen_in_any_digits(body, client_of, hour):
    body.ready(1)
    client = client_of(body.people["secretary"])
    path = reverse("proceedings:convene", args=[body.staff.association.slug, body.staff.body.kind])
    answer = client.post(path, _convening(hour=hour))
    session = Session.objects.get()
    assert answer.url == page(session)
    assert session.items.count() == 1


def test_the_item_forms_do_their_act(body, client_of):
    session = body.opened("chair", "first", "second", cases=3)
    client, other = client_of(body.people["chair"]), client_of(body.people["first"])

    def send(name: str, position: int, by: Client = client, **data: str) -> int:
        return by.post(page(session, name, body.at(session, position)), data).status_code

    assert send("defer", 1, reason="") == 422
    assert send("defer", 1, reason="What is the rent?") == 302
    assert send("recuse", 2, seat="999999", ground="kinship") == 422
    assert send("recuse", 2, seat=str(body.seat("second").pk), ground="kinship") == 302
    assert send("declare", 3, by=other, words="") == 302
    assert send("defer", 2, by=other, reason="x") == 403
    assert client.get(page(session, "defer", "R-1448-999999")).status_code == 404
    assert client.get(page(session, "move")).url == page(session)  # nothing is before the members
    actions.call(session, by=body.people["secretary"], case=body.at(session, 3))
    wanted = {"outcome": "accepted", "amount": "", "reasons": "x", "refusal_reason": ""}
    assert client.post(page(session, "move"), wanted).status_code == 422
    assert client.post(page(session, "notes"), {"notes": "Asked."}).status_code == 302
    assert client.get(page(session, "vote")).url == page(session)  # nothing is being voted on


def test_a_session_that_is_cancelled_says_why(body, client_of):
    body.ready(1)
    session = body.convene()
    client = client_of(body.people["secretary"])
    assert client.post(page(session, "cancel"), {"reason": ""}).status_code == 422
    assert client.post(page(session, "cancel"), {"reason": "The chair is ill."}).status_code == 302
    assert "The chair is ill." in text(client.get(page(session)))


def test_htmx_gets_the_room_alone(body, client_of):
    session, _item = body.called("chair", "first", "second")
    shown = text(client_of(body.people["chair"]).get(page(session), headers={"HX-Request": "true"}))
    assert "<html" not in shown
    assert 'id="room"' in shown


def test_the_number_of_queries_does_not_grow_with_the_docket(
    body, client_of, django_assert_max_num_queries, django_assert_num_queries
):
    session, _item = body.called("chair", "first", "second", cases=6)
    client = client_of(body.people["chair"])

    def decided(amount: int) -> None:
        motion = body.moved(session, amount=amount)
        body.vote(session, motion, first=Choice.FOR, second=Choice.FOR)
        body.close(session, motion)

    decided(5)
    client.get(page(session))
    with django_assert_max_num_queries(30) as few:
        client.get(page(session))
    for position in (2, 3, 4, 5):
        actions.call(session, by=body.people["chair"], case=body.at(session, position))
        decided(position)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(page(session))


def test_the_list_shows_sessions_of_ones_own_bodies(body: Body, client_of: Any) -> None:
    session = body.opened("chair")
    path = reverse("proceedings:list", args=[body.staff.association.slug])
    assert session.reference in text(client_of(body.people["third"]).get(path))
    assert "To the session" in text(client_of(body.people["chair"]).get(path))
    other = text(client_of(body.staff.member("member")).get(path))
    assert session.reference not in other
    assert client_of(body.manager).get(path).status_code == 403


def test_a_recused_member_finds_the_case_nowhere(body, client_of):
    """Neither the request, nor its file, nor a row of a list, nor a figure (R6–R9)."""
    body.people["third"].membership_roles.create(role="manager")  # sees lists and figures, but for this case
    session = body.opened("chair", "first", "second", "third", cases=2)
    case, other = body.cases
    actions.recuse(
        session, by=body.people["chair"], case=body.at(session, 1), seat_id=body.seat("third").pk, ground="kinship"
    )
    client, slug = client_of(body.people["third"]), body.staff.association.slug
    hidden = session.items.get(position=1).support_request
    seen = other if hidden == case else case
    for name in ("detail", "decide", "refer"):
        path = reverse(f"support_requests:{name}", args=[slug, hidden.reference])
        assert client.get(path).status_code == 404
    listed = text(client.get(reverse("support_requests:list", args=[slug]) + "?queue=all"))
    assert seen.reference in listed
    assert hidden.reference not in listed
    assert hidden.reference not in text(client.get(reverse("today", args=[slug])))
    figures = reverse("reports:management", args=[slug])
    whole = client_of(body.manager).get(figures).context["figures"].open
    assert client.get(figures).context["figures"].open == whole - 1


def test_words_about_a_person_go_with_the_name(body):
    """When a file becomes anonymous: the vote stays, what was said of the person does not (B4)."""
    from beneficiaries.rooms import ROOMS

    session, item = body.called("chair", "first", "second")
    actions.write_notes(session, by=body.people["secretary"], notes="NOTE")
    motion = body.moved(session)
    actions.vote(session, by=body.people["first"], motion=motion.uid, choice=Choice.FOR, dissent="DISSENT")
    body.close(session, motion)
    room = next(room for room in ROOMS if room.name == "proceedings")
    assert room.forget(item.support_request.beneficiary) == 3
    item.refresh_from_db()
    motion.refresh_from_db()
    assert (item.notes, motion.reasons, motion.votes.get().dissent) == ("—", "—", "—")
    assert motion.result == "carried"


def test_an_objection_in_a_hidden_case_is_hidden_too(staff, client_of):
    objection = staff.objection()  # decided by the chair alone, before the body voted
    body = Body(staff)
    session = body.opened("chair")
    case = objection.support_request
    again = {"association": staff.association, "support_request": case, "reference": case.reference}
    item = session.items.create(**again, kind="support", position=9)
    assert objection in staff.association.objections.visible_to(body.people["third"])
    actions.declare(session, by=body.people["third"], case=objection.support_request.reference)
    assert item.recusals.exists()
    assert objection not in staff.association.objections.visible_to(body.people["third"])
    path = reverse("support_requests:objection", args=[staff.association.slug, objection.reference])
    assert client_of(body.people["third"]).get(path).status_code == 404
    assert client_of(body.people["first"]).get(path).status_code == 200
