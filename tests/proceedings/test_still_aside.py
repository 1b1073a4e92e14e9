"""Who took no part stays out: after the term, under the next one, on the next docket, and once it is disclosed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committees.actions import end_seat, give_seat
from committees.disclosing import Relative, disclose
from committees.enums import Choice, Position
from core.errors import NotPermitted
from proceedings import actions
from proceedings.enums import Ground, ItemStatus
from proceedings.models import Presence, Session, Vote
from requests.enums import Outcome, Status
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body
from tests.proceedings.test_conflicts import OWN, at_home, number_of, told

TERMS = {"outcome": Outcome.ACCEPTED, "amount": 500, "reasons": "As the study finds."}


def page_of(body: Body, who: str, client_of: Any, session: Session) -> str:
    path = reverse("proceedings:session", args=[session.association.slug, session.reference])
    answer = client_of(body.people[who]).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def tomorrow() -> Any:
    return time_machine.travel(timezone.now() + timedelta(days=1), tick=False)


def new_term(body: Body, who: str) -> None:
    since = timezone.localdate()
    give_seat(body.committee, by=body.manager, membership=body.people[who], position=Position.MEMBER, from_on=since)


def seat_now(body: Body, who: str) -> Any:
    return body.committee.seats.held_on(timezone.localdate()).get(membership=body.people[who])


def test_whose_term_is_over_still_sees_nothing_of_the_item(body: Body, client_of: Any) -> None:
    session = body.closed("chair", "first", "second", "third", "secretary", recused="first")
    case = body.at(session, 1)
    end_seat(body.seat("first"), by=body.manager, last_day=timezone.localdate())
    with tomorrow():
        assert case not in page_of(body, "first", client_of, session)
        assert body.at(session, 2) in page_of(body, "first", client_of, session)
        end_seat(body.seat("second"), by=body.manager, last_day=timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert case in page_of(body, "second", client_of, session)


def test_a_new_term_lets_nobody_back_in(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "deputy", "second", "secretary", cases=2)
    body.recuse(session, "first")
    case = body.at(session, 1)
    end_seat(body.seat("first"), by=body.manager, last_day=timezone.localdate())
    with tomorrow():
        new_term(body, "first")
        actions.come_in(session, by=body.people["secretary"], seat_id=seat_now(body, "first").pk)
        assert case not in page_of(body, "first", client_of, session)
        item = actions.call(session, by=body.people["chair"], case=case)
        assert {row.seat.membership for row in item.recusals.all()} == {body.people["first"]}
        motion = body.moved(session)
        assert motion.entitled == 4
        with pytest.raises(NotPermitted):
            actions.vote(session, by=body.people["first"], motion=motion.uid, choice=Choice.FOR)
        actions.vote(session, by=body.people["second"], motion=motion.uid, choice=Choice.FOR)


def test_the_database_refuses_the_vote_and_the_presence_of_a_new_term_as_well(body: Body) -> None:
    session, _item = body.called("chair", "deputy", "second")
    body.recuse(session, "first")
    end_seat(body.seat("first"), by=body.manager, last_day=timezone.localdate())
    with tomorrow():
        new_term(body, "first")
        motion = body.moved(session)
        seat, now = seat_now(body, "first"), timezone.now()
        of = {"association": session.association}
        Presence.objects.create(session=session, seat=seat, entered_at=now, noted_by=body.manager.user, **of)
        given = {"motion": motion, "seat": seat, "choice": Choice.FOR, "cast_at": now}
        with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
            Vote.objects.create(**given, **of)
        actions.leave(session, by=body.people["secretary"], seat_id=body.seat("second").pk)
        with pytest.raises(IntegrityError, match="no quorum"), transaction.atomic():
            Vote.objects.create(**{**given, "seat": body.seat("deputy")}, **of)
        actions.come_in(session, by=body.people["secretary"], seat_id=body.seat("second").pk)
        Vote.objects.create(**{**given, "seat": body.seat("deputy")}, **of)


def test_a_declaration_holds_on_the_next_docket(body: Body, client_of: Any) -> None:
    body.ready(2)
    session = body.convene()
    case = body.at(session, 1)
    actions.declare(session, by=body.people["first"], case=case, words="My neighbour.")
    actions.cancel(session, by=body.people["chair"], reason="Rain.")
    again = body.convene()
    item = again.items.get(reference=case)
    assert [(row.seat, row.ground) for row in item.recusals.all()] == [(body.seat("first"), Ground.DECLARED)]
    assert case not in page_of(body, "first", client_of, again)
    assert not again.items.exclude(pk=item.pk).get().recusals.exists()


def test_a_tie_to_the_person_holds_for_the_persons_other_requests(body: Body, client_of: Any) -> None:
    body.ready(3)
    session = body.convene()
    first, second = (session.items.get(position=place) for place in (1, 2))
    type(second.support_request).objects.filter(pk=second.support_request_id).update(
        beneficiary=first.support_request.beneficiary
    )
    body.recuse(session, "first")
    assert second.reference not in page_of(body, "first", client_of, session)
    assert body.at(session, 3) in page_of(body, "first", client_of, session)
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "deputy", "first", "second")
    actions.call(session, by=body.people["chair"], case=second.reference)
    assert second.recusals.get().seat == body.seat("first")
    with pytest.raises(NotPermitted):
        actions.vote(session, by=body.people["first"], motion=body.moved(session).uid, choice=Choice.FOR)


def test_a_hand_in_one_case_keeps_from_that_one_alone(body: Body, client_of: Any) -> None:
    body.ready(2)
    session = body.convene()
    first, second = (session.items.get(position=place) for place in (1, 2))
    type(second.support_request).objects.filter(pk=second.support_request_id).update(
        beneficiary=first.support_request.beneficiary
    )
    body.recuse(session, "first", ground=Ground.OPINION)
    shown = page_of(body, "first", client_of, session)
    assert (first.reference in shown, second.reference in shown) == (False, True)


def test_what_is_disclosed_counts_at_once_on_the_docket(body: Body, client_of: Any) -> None:
    body.ready(2)
    session = body.convene()
    item = session.items.get(position=1)
    number_of(item.support_request.beneficiary, OWN)
    assert item.reference in page_of(body, "first", client_of, session)
    told(body)
    row = item.recusals.get()
    assert (row.seat, row.ground, row.pinned_by) == (
        body.seat("first"),
        Ground.SAME_PERSON,
        body.people["first"].user,
    )
    assert item.reference not in page_of(body, "first", client_of, session)
    assert not session.items.get(position=2).recusals.exists()


def test_what_is_being_voted_on_in_the_room_stays_as_it_is(body: Body) -> None:
    session, item = body.called("chair", "first", "second", "third")
    number_of(item.support_request.beneficiary, OWN)
    motion = body.moved(session)
    told(body)
    assert not item.recusals.exists()
    body.vote(session, motion, chair=Choice.FOR, second=Choice.FOR)
    assert body.close(session, motion).closed_at


def test_what_was_disclosed_after_it_was_prepared_is_pinned_when_it_is_sent(staff: Any) -> None:
    body = Body(staff, circulation_days=3)
    case = body.ready(1)[0]
    session = actions.prepare_circulation(body.committee, by=body.people["secretary"], cases=[case.reference])
    actions.write_motion(session, by=body.people["chair"], case=case.reference, **TERMS)
    told(body)
    number_of(case.beneficiary, OWN)  # corrected in the file, of which nobody here hears
    actions.circulate(session, by=body.people["secretary"], days=3)
    assert session.items.get().recusals.get().seat == body.seat("first")


def test_what_is_disclosed_while_it_goes_round_takes_the_member_off(staff: Any) -> None:
    body = Body(staff, circulation_days=3)
    cases = body.ready(2)
    session = actions.prepare_circulation(
        body.committee, by=body.people["secretary"], cases=[case.reference for case in cases]
    )
    for case in cases:
        actions.write_motion(session, by=body.people["chair"], case=case.reference, **TERMS)
        number_of(case.beneficiary, OWN)
        case.beneficiary.refresh_from_db()
        break
    actions.write_motion(session, by=body.people["chair"], case=cases[1].reference, **TERMS)
    at_home(body, cases[1].beneficiary, national_id=OWN)
    actions.circulate(session, by=body.people["secretary"], days=3)
    one, other = (session.items.get(reference=case.reference) for case in cases)
    actions.vote_apart(session, by=body.people["first"], motion=other.motions.get().uid, choice=Choice.FOR)
    for name in ("chair", "deputy", "second", "third"):
        actions.vote_apart(session, by=body.people[name], motion=one.motions.get().uid, choice=Choice.FOR)
    told(body)
    assert one.recusals.get().seat == body.seat("first")
    assert not other.recusals.exists()  # the vote was cast before anybody knew
    one.refresh_from_db()
    assert one.status == ItemStatus.DECIDED  # all who are left have voted


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_who_convenes_sees_no_ready_matter_of_their_own(body: Body, client_of: Any, who: str) -> None:
    body.ready(3)
    own, of_child, other = body.cases
    number_of(own.beneficiary, OWN)
    number_of(of_child.beneficiary, national_id(75_001))
    given = {"relatives": [Relative("سارة الشمري", "child", national_id(75_001))]}
    disclose(body.people[who], national_id=OWN, city="الهفوف", **given)
    convene = reverse("proceedings:convene", args=["twaim", body.committee.kind])
    page = client_of(body.people[who]).get(convene)
    assert [one.item.reference for one in page.context["ready"]] == [other.reference]
    assert own.beneficiary.full_name not in page.content.decode() or own.beneficiary == other.beneficiary
    listed = client_of(body.people[who]).get(reverse("proceedings:list", args=["twaim"]))
    assert [row[1] for row in listed.context["bodies"]] == [1]
    first = client_of(body.people[who]).get(reverse("today", args=["twaim"])).content.decode()
    seen = client_of(body.people["deputy"])
    assert len(seen.get(convene).context["ready"]) == 3
    assert [row[1] for row in seen.get(reverse("proceedings:list", args=["twaim"])).context["bodies"]] == [3]
    assert "3 matters are ready" not in first
    assert body.staff.fresh(own).status == Status.AWAITING_DECISION


def test_a_guessed_number_is_answered_alike_whether_it_is_hidden_or_not_there(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "deputy", "first", "second", cases=2)
    body.recuse(session, "chair", by="deputy")
    path = reverse("proceedings:act", args=[session.association.slug, session.reference])
    client, answers = client_of(body.people["chair"]), []
    for case in (body.at(session, 1), "R-1448-999999"):
        for do in ("up", "down", "call", "refer_on", "pin"):
            sent = {"do": do, "item": case, "seat": body.seat("first").pk, "ground": "kinship"}
            answer = client.post(path, sent, follow=True)
            said = [str(one) for one in answer.context["messages"]] if answer.context else []
            answers.append((do, answer.status_code, answer.redirect_chain, said))
    assert answers[:5] == answers[5:]
