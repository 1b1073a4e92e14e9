"""Objections, urgent help and harm in the pack: what the body reads of each, and that a vote on them names nobody."""

from __future__ import annotations

from typing import Any

import pytest

from committees.actions import body_of_kind, give_seat
from committees.enums import Choice, Position
from proceedings import actions
from proceedings.pack.gathering import entries_of
from requests.enums import Outcome, Status
from tests.factories.compensation import Committee as Harm
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE
from tests.proceedings.test_pack import read_by


def test_an_objection_is_told_with_its_ground_and_the_first_decision(staff):
    objection = staff.objection()
    body = Body(staff, objection.body)
    told = read_by(body, body.convene(), "first")
    case, first = objection.support_request, objection.decision
    wanted = [objection.reference, objection.ground, first.reasons, first.body.name_ar, case.need]
    assert [words for words in wanted if words not in told] == []
    assert first.decided_by.name_ar not in told


def test_urgent_help_is_told_with_why_it_could_not_wait(staff):
    case = staff.case(Status.UNDER_STUDY)
    staff.give_urgent(case, by=staff.urgent_officer)
    body = Body(staff)
    told = read_by(body, body.convene(), "first")
    given = case.urgent_help if hasattr(case, "urgent_help") else staff.fresh(case).urgent_help
    for words in (f"{case.reference}-U", given.reason, case.need):
        assert words in told


def test_harm_is_told_with_what_its_investigation_found(staff):
    harm = Harm(staff.association)
    committee = body_of_kind(staff.association.pk, "follow_up", "لجنة المتابعة", "Follow-up committee")
    body = Body(staff, committee)
    give_seat(committee, by=body.manager, membership=harm.followup, position=Position.MEMBER, from_on=SINCE)
    case = harm.with_minutes()
    session = body.convene()
    told = read_by(body, session, "first")
    found = case.minutes.latest("number")
    for words in (case.reference, case.person_name, case.extent, found.harm):
        assert words in told
    actions.recuse(
        session, by=body.people["chair"], case=case.reference, seat_id=body.seat("third").pk, ground="kinship"
    )
    assert case.reference not in read_by(body, session, "third")
    assert case.person_name not in read_by(body, session, "third")


def test_an_answer_to_an_objection_that_was_voted_names_nobody_who_sat(staff):
    objection = staff.objection()
    body = Body(staff, objection.body)
    session = body.convene()
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "first", "second")
    actions.call(session, by=body.people["secretary"], case=objection.reference)
    words: dict[str, Any] = {"outcome": "changed", "new_outcome": Outcome.ACCEPTED, "amount": 400}
    motion = actions.put_to_vote(session, by=body.people["secretary"], **words, reasons="It is no income.")
    body.vote(session, motion, chair=Choice.FOR, first=Choice.FOR, second=Choice.FOR)
    body.close(session, motion)
    facts = staff.association.objections.get().ruling.letter.facts
    assert (facts["signatory"], facts["signatory_office"]) == ("", body.committee.name_ar)


@pytest.mark.parametrize("kind", ["objection", "urgent"])
def test_as_many_queries_for_one_of_them_as_for_three(
    staff, kind, django_assert_max_num_queries, django_assert_num_queries
):
    def make() -> Any:
        if kind == "objection":
            return staff.objection()
        return staff.give_urgent(staff.case(Status.UNDER_STUDY), by=staff.urgent_officer)

    body_named = make()
    made = [make(), make()]
    assert len(made) == 2
    body = Body(staff, body_named.body) if kind == "objection" else Body(staff)
    session = body.convene()
    few = session.items.order_by("pk").first()
    entries_of(session, body.people["first"])
    with django_assert_max_num_queries(40) as all_three:
        assert len(entries_of(session, body.people["first"])) == 3
    for item in session.items.exclude(pk=few.pk):
        actions.defer(session, by=body.people["secretary"], case=item.reference, reason="Later.")
    with django_assert_num_queries(len(all_three.captured_queries)):
        assert len(entries_of(session, body.people["first"])) == 1
