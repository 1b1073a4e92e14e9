"""A head who decides alone asks, refers on or takes no part, by the records or by their own word (R6–R9)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from committees.actions import body_of_kind, give_seat
from committees.disclosing import Relative, disclose
from committees.enums import Position
from core.errors import AlreadyHandled, NotPermitted, StaleRecord
from proceedings.today import today
from requests.actions import decide, ratify_urgent
from requests.actions.heads import stand_aside
from requests.actions.objecting import decide_objection
from requests.actions.of_body import back_to_study, hand_objection, hand_to_body
from requests.enums import ObjectionOutcome, Outcome, Status
from requests.models import HeadAside
from requests.workflow import RECOMMEND
from tests.conftest import loaded
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE, Staff

OWN = national_id(71_001)
GRANT = {"outcome": Outcome.ACCEPTED, "amount": 2500, "reasons": "The need is proven."}


def deputy_of(staff: Staff) -> Any:
    member = staff.member(Role.MEMBER)
    manager = staff.member(Role.MANAGER)
    give_seat(staff.body, by=manager, membership=member, position=Position.DEPUTY, from_on=SINCE)
    return member


def board_of(staff: Staff) -> Any:
    head = staff.member(Role.CHAIR)
    board = body_of_kind(staff.association.pk, "board", "مجلس الإدارة", "Board of directors")
    manager = staff.member(Role.MANAGER)
    give_seat(board, by=manager, membership=head, position=Position.CHAIR, from_on=SINCE)
    return head


def kin_of(staff: Staff, case: Any) -> None:
    """The head discloses that the applicant is their child."""
    child = case.beneficiary.national_id
    disclose(staff.chair, national_id=OWN, city="الهفوف", relatives=[Relative("نورة", "child", child)])


def told(staff: Staff, who: Any) -> bool:
    return bool(staff.association.notices.filter(event="head_aside", key__endswith=f":{who.user_id}").exists())


def url(staff: Staff, name: str, case: Any) -> str:
    return reverse(f"support_requests:{name}", args=[staff.association.slug, case.reference])


@pytest.mark.parametrize("slug", ["namaa", "hajar"])
def test_a_head_asks_the_researcher_and_decides_once_answered(db, slug, client_of):
    staff = Staff(loaded(slug))
    case = staff.case(Status.AWAITING_DECISION)
    due_on = case.due_on
    client = client_of(staff.chair)
    page = client.get(url(staff, "detail", case)).content.decode()
    for name in ("back_to_study", "hand_to_body", "stand_aside"):
        assert url(staff, name, case) in page
    assert client_of(staff.researcher).get(url(staff, "back_to_study", case)).status_code == 403
    address = url(staff, "back_to_study", case)
    assert client.post(address, {"reason": " ", "version": case.version}).status_code == 422
    assert client.post(address, {"reason": "What is the rent?", "version": case.version}).status_code == 302
    case = staff.fresh(case)
    assert (case.status, case.due_on) == (Status.UNDER_STUDY, due_on)
    assert case.events.latest("pk").reason == "What is the rent?"
    assert staff.association.notices.filter(event="case_assigned").exists()
    if case.policy_version.needs_case_study:
        staff.do("write_study", case)
    staff.do(RECOMMEND, case)
    assert staff.do("decide", case).decided_by == staff.chair.user


def test_a_head_refers_the_request_to_a_body_that_can_decide(staff, client_of):
    case = staff.case(Status.AWAITING_DECISION)
    client = client_of(staff.chair)
    address = url(staff, "hand_to_body", case)
    assert "No other body can decide today" in client.get(address).content.decode()
    board = board_of(staff)
    given = {"reason": "It is above my limit.", "version": case.version}
    assert client.post(address, {**given, "body": "objections"}).status_code == 422
    assert client.post(address, {**given, "body": "board"}).status_code == 302
    case = staff.fresh(case)
    assert case.reviewing_body.kind == "board"
    with pytest.raises(NotPermitted):
        decide(case, by=staff.chair, **GRANT)
    assert decide(staff.fresh(case), by=board, **GRANT).body.kind == "board"


def test_two_at_once_make_one_outcome(staff):
    """The second page is of an earlier version; a question after a referral is nobody's any more."""
    board_of(staff)
    case = staff.case(Status.AWAITING_DECISION)
    version = case.version
    hand_to_body(case, by=staff.chair, kind="board", reason="A tie.", expected_version=version)
    with pytest.raises(NotPermitted):
        back_to_study(case, by=staff.chair, reason="?", expected_version=version)
    other = staff.case(Status.AWAITING_DECISION)
    version = other.version
    back_to_study(other, by=staff.chair, reason="What is the rent?", expected_version=version)
    staff.do(RECOMMEND, other)
    with pytest.raises(StaleRecord):
        back_to_study(other, by=staff.chair, reason="Again?", expected_version=version)


def test_who_takes_no_part_finds_nothing_and_the_deputy_decides(staff, client_of):
    deputy = deputy_of(staff)
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(NotPermitted):
        decide(case, by=deputy, **GRANT)
    address = url(staff, "stand_aside", case)
    assert deputy.user.name in client_of(staff.chair).get(address).content.decode()
    assert client_of(deputy).get(address).status_code == 403
    sent = client_of(staff.chair).post(address, {"reason": "A cousin of mine.", "version": case.version})
    assert sent.status_code == 302
    assert sent.url == reverse("today", args=[staff.association.slug])
    assert told(staff, deputy)
    assert client_of(staff.chair).get(url(staff, "detail", case)).status_code == 404
    assert case.reference not in client_of(staff.chair).get(sent.url).content.decode()
    assert [one.words for one in today(staff.chair, staff.association)["own_aside"]] == ["A cousin of mine."]
    with pytest.raises(NotPermitted, match="take no part"):
        decide(staff.fresh(case), by=staff.chair, **GRANT)
    assert url(staff, "decide", case) in client_of(deputy).get(url(staff, "detail", case)).content.decode()
    assert decide(staff.fresh(case), by=deputy, **GRANT).decided_by == deputy.user


def test_what_is_certain_is_set_aside_when_the_request_comes_before_the_body(staff, client_of):
    deputy = deputy_of(staff)
    case = staff.case(Status.UNDER_STUDY)
    kin_of(staff, case)
    if case.policy_version.needs_case_study:
        staff.do("write_study", case)
    staff.do(RECOMMEND, case)
    row = HeadAside.objects.get()
    assert (row.seat.membership, row.is_declared, row.words) == (staff.chair, False, "قرابة")
    assert case.events.latest("pk").event == "head_tied"
    assert told(staff, deputy)
    assert client_of(staff.chair).get(url(staff, "detail", case)).status_code == 404
    assert decide(staff.fresh(case), by=deputy, **GRANT).decided_by == deputy.user


def test_what_is_disclosed_later_keeps_the_head_from_it_and_says_why(staff, client_of):
    case = staff.case(Status.AWAITING_DECISION)
    board_of(staff)
    kin_of(staff, case)
    page = client_of(staff.chair).get(url(staff, "detail", case)).content.decode()
    assert "You do not decide this request: Kinship" in page
    assert url(staff, "decide", case) not in page
    assert client_of(staff.chair).get(url(staff, "decide", case)).status_code == 403
    for act in (
        lambda: decide(case, by=staff.chair, **GRANT),
        lambda: back_to_study(case, by=staff.chair, reason="?"),
    ):
        with pytest.raises(NotPermitted, match="Kinship"):
            act()
    assert "The records show" in client_of(staff.chair).get(url(staff, "stand_aside", case)).content.decode()
    hand_to_body(staff.fresh(case), by=staff.chair, kind="board", reason="She is my daughter.")


def test_a_hint_is_shown_and_left_to_the_head(staff, client_of):
    case = staff.case(Status.AWAITING_DECISION)
    relative = Relative("نورة", "sibling", case.beneficiary.national_id)
    disclose(staff.chair, national_id=OWN, city="الهفوف", relatives=[relative])
    assert "The records hint at" in client_of(staff.chair).get(url(staff, "stand_aside", case)).content.decode()
    assert decide(case, by=staff.chair, **GRANT).decided_by == staff.chair.user


def test_without_a_deputy_management_is_told_and_refers_it_on(staff, client_of):
    board = board_of(staff)
    manager, other = staff.member(Role.MANAGER), staff.member(Role.ADMINISTRATOR)
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(NotPermitted):
        hand_to_body(case, by=manager, kind="board", reason="x")
    stand_aside(case, by=staff.chair, reason="A cousin.")
    assert told(staff, manager)
    assert [row.pk for row in today(manager, staff.association)["without_head"]] == [case.pk]
    home = reverse("today", args=[staff.association.slug])
    address = url(staff, "hand_to_body", case)
    assert address in client_of(manager).get(home).content.decode()
    assert client_of(other).get(address).status_code == 403
    given = {"body": "board", "reason": "The board decides it.", "version": staff.fresh(case).version}
    assert client_of(manager).post(address, given).status_code == 302
    assert not today(manager, staff.association).get("without_head")
    assert client_of(staff.chair).get(url(staff, "detail", case)).status_code == 404
    assert decide(staff.fresh(case), by=board, **GRANT).decided_by == board.user


def test_nobody_stands_aside_twice_nor_from_a_body_that_votes(staff):
    case = staff.case(Status.AWAITING_DECISION)
    stand_aside(case, by=staff.chair, reason="A cousin.")
    with pytest.raises(AlreadyHandled):
        stand_aside(case, by=staff.chair, reason="A cousin.")
    other = staff.case(Status.AWAITING_DECISION)
    body = Body(staff)
    with pytest.raises(NotPermitted, match="decides by vote"):
        stand_aside(other, by=staff.chair, reason="A cousin.")
    session = body.convene()  # it stays so where the members vote now
    item = session.items.get(reference=case.reference)
    assert [row.seat.membership for row in item.recusals.all()] == [staff.chair]


def test_urgent_help_and_an_objection_are_kept_from_whoever_takes_no_part(staff):
    case = staff.case(Status.AWAITING_DECISION)
    staff.give_urgent(case, by=staff.urgent_officer)
    deputy = deputy_of(staff)
    kin_of(staff, case)
    with pytest.raises(NotPermitted, match="Kinship"):
        ratify_urgent(staff.fresh(case), by=staff.chair)
    stand_aside(staff.fresh(case), by=staff.chair, reason="My daughter.")
    assert ratify_urgent(staff.fresh(case), by=deputy).settled_by == deputy.user
    objection = staff.objection()
    judge = staff.seat_judge()
    child = objection.support_request.beneficiary.national_id
    disclose(judge, national_id=OWN, city="الهفوف", relatives=[Relative("نورة", "child", child)])
    objection = staff.association.objections.for_pages().get(pk=objection.pk)
    with pytest.raises(NotPermitted, match="Kinship"):
        decide_objection(objection, by=judge, outcome=ObjectionOutcome.UPHELD, reasons="x")
    board = board_of(staff)
    hand_objection(objection, by=judge, kind="board", reason="My daughter.")
    objection = staff.association.objections.for_pages().get(pk=objection.pk)
    assert decide_objection(objection, by=board, outcome=ObjectionOutcome.UPHELD, reasons="x").decided_by == board.user


def test_the_judge_refers_the_objection_on_its_page(staff, client_of):
    objection, judge = staff.objection(), staff.seat_judge()
    board_of(staff)
    slug = staff.association.slug
    address = reverse("support_requests:hand_objection", args=[slug, objection.reference])
    detail = reverse("support_requests:objection", args=[slug, objection.reference])
    assert address in client_of(judge).get(detail).content.decode()
    assert client_of(staff.chair).get(address).status_code == 403
    given = {"body": "board", "reason": "A tie.", "version": objection.version}
    assert client_of(judge).post(address, given).status_code == 302
    objection.refresh_from_db()
    assert objection.body.kind == "board"
