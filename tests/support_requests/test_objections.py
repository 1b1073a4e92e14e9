"""An objection is a case of its own, within the policy's days, decided by people other than the first deciders."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import AlreadyHandled, DomainError, NotPermitted, TransitionNotAllowed
from correspondence.paper import paper
from requests.actions import give_answer, record_attempt, send_answer
from requests.actions.objecting import (
    change_grant,
    decide_objection,
    send_back,
    withdraw_objection,
)
from requests.actions.of_body import hand_objection
from requests.enums import ObjectionOutcome, ObjectionStatus, Outcome, Status
from requests.granting import granted
from requests.models import Objection, ObjectionEvent, ObjectionMoment, ObjectionPromise, Revision, Ruling
from requests.objection_workflow import OBJECTION_WORKFLOW
from requests.workflow import CLOSE, DECIDE, DELIVER, GIVE_ANSWER, RECOMMEND

UPHELD, CHANGED, BACK = ObjectionOutcome.UPHELD, ObjectionOutcome.CHANGED, ObjectionOutcome.SENT_BACK


@pytest.fixture
def judge(staff):
    """Heads the body that the policy names for objections."""
    return staff.seat_judge()


def decided(staff, judge, outcome, **facts):
    objection = facts.pop("objection", None) or staff.objection()
    changed = {"new_outcome": Outcome.ACCEPTED, "amount": Decimal(900)} if outcome == CHANGED else {}
    decide_objection(objection, by=judge, outcome=outcome, reasons="Seen anew.", **{**changed, **facts})
    return staff.association.objections.for_pages().get(pk=objection.pk)


def test_it_has_its_own_number_and_a_promise_by_its_own_rule(staff):
    objection = staff.objection()
    assert objection.reference.startswith("O-")
    assert objection.due_on is not None
    assert objection.promises.count() == 1
    told = staff.association.notices.get(event="objection_received")
    assert objection.reference in told.body


def test_only_within_the_days_counted_from_the_answer(staff):
    case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    late = timezone.now() + datetime.timedelta(days=60)
    with time_machine.travel(late, tick=False), pytest.raises(DomainError) as refusal:
        staff.objection(case)
    assert refusal.value.code == "late"
    assert staff.objection(case).status == ObjectionStatus.RECEIVED


def told(staff, objection):
    return give_answer(objection, by=staff.desk, means="phone", note="She called.")


def test_nothing_is_objected_to_before_it_was_told(staff):
    with pytest.raises(DomainError) as refusal:
        staff.objection(staff.case(Status.DECIDED, outcome=Outcome.REFUSED))
    assert refusal.value.code == "not_answered"


def test_one_at_a_time_and_a_decided_one_is_final(staff, judge):
    objection = staff.objection()
    with pytest.raises(AlreadyHandled):
        staff.objection(objection.support_request)
    told(staff, decided(staff, judge, UPHELD, objection=objection))
    with pytest.raises(AlreadyHandled) as refusal:
        staff.objection(objection.support_request)
    assert refusal.value.code == "final"


def test_upheld_the_first_decision_stands(staff, judge):
    objection = decided(staff, judge, UPHELD)
    assert granted(objection.support_request).is_refused
    assert staff.fresh(objection.support_request).status == Status.ANSWERED
    assert "تأييد القرار الأول" in paper(objection.ruling.letter, check_url="https://example.org/")


def test_changed_even_a_closed_request_is_delivered_what_stands_now(staff, judge):
    case = staff.case(Status.CLOSED, outcome=Outcome.REFUSED)
    objection = decided(staff, judge, CHANGED, objection=staff.objection(case))
    case = staff.fresh(case)
    assert (case.status, case.closed_at) == (Status.ANSWERED, None)
    assert (granted(case).outcome, granted(case).amount) == (Outcome.ACCEPTED, 900)
    assert case.decision.outcome == Outcome.REFUSED  # stays readable
    letter = paper(objection.ruling.letter, check_url="https://example.org/")
    assert "٩٠٠" in letter
    assert "والمقرر بعد الاعتراض: <strong>قبول" in letter
    staff.do(DELIVER, case)
    staff.do(CLOSE, case)
    assert staff.fresh(case).status == Status.CLOSED


def test_sent_back_it_is_studied_and_decided_anew_and_is_not_late_meanwhile(staff, judge):
    objection = decided(staff, judge, BACK)
    case = staff.fresh(objection.support_request)
    assert case.status == Status.UNDER_STUDY
    assert case not in staff.association.support_requests.unanswered()
    staff.do(RECOMMEND, case)
    staff.outcome = Outcome.ACCEPTED
    staff.do(DECIDE, case)
    assert granted(staff.fresh(case)).outcome == Outcome.ACCEPTED
    staff.do(GIVE_ANSWER, case)
    case = staff.fresh(case)
    assert (case.status, case.decision.outcome) == (Status.ANSWERED, Outcome.REFUSED)
    assert case.answer.given_at == case.answered_at
    assert Revision.objects.get().objection == objection
    with pytest.raises(TransitionNotAllowed):
        decide_objection(objection, by=judge, outcome=UPHELD, reasons="Again.")


class TestWhoDecides:
    def test_neither_the_first_decider_nor_the_researcher(self, staff, judge):
        objection = staff.objection()
        for first in (staff.chair, staff.researcher):
            first.membership_roles.get_or_create(role=Role.CHAIR)
            staff.reseat(objection.body, first)
            member = type(first).objects.get(pk=first.pk)
            with pytest.raises(NotPermitted):
                decide_objection(objection, by=member, outcome=UPHELD, reasons="Mine.")
        staff.reseat(objection.body, judge)
        assert decided(staff, judge, UPHELD, objection=objection).ruling.decided_by == judge.user

    def test_management_stands_in_where_nobody_heads_the_body(self, staff):
        manager = staff.member(Role.MANAGER)
        assert decided(staff, manager, UPHELD).ruling.decided_by == manager.user

    def test_not_management_where_somebody_heads_it_and_no_other_association(self, staff, judge, elsewhere):
        objection = staff.objection()
        for other in (staff.member(Role.MANAGER), staff.desk, elsewhere.member(Role.MANAGER)):
            with pytest.raises(NotPermitted):
                decide_objection(objection, by=other, outcome=UPHELD, reasons="Mine.")

    def test_what_it_brings_about_needs_the_objection(self, staff, judge):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        for verb, facts in ((change_grant, {}), (send_back, {"reason": "No."})):
            with pytest.raises(DomainError) as refusal:
                verb(case, by=judge, **facts)
            assert refusal.value.code == "no_objection"


@pytest.mark.parametrize("status", list(ObjectionStatus))
@pytest.mark.parametrize("event", list(OBJECTION_WORKFLOW.rows))
def test_each_move_is_possible_from_the_statuses_of_its_row_alone(staff, judge, status, event):
    objection = staff.objection()
    if status in (ObjectionStatus.DECIDED, ObjectionStatus.ANSWERED):
        objection = decided(staff, judge, UPHELD, objection=objection)
    if status == ObjectionStatus.ANSWERED:
        told(staff, objection)
    if status == ObjectionStatus.WITHDRAWN:
        withdraw_objection(objection, by=staff.desk, reason="No longer.")
    does = {
        "decide_objection": lambda: decide_objection(objection, by=judge, outcome=UPHELD, reasons="Seen."),
        "hand_objection": lambda: hand_objection(objection, by=judge, kind="management", reason="A tie."),
        "send_objection_answer": lambda: send_answer(objection, by=staff.desk),
        "objection_not_reached": lambda: record_attempt(
            objection, by=staff.desk, means="letter", not_reached="returned"
        ),
        "answer_objection": lambda: told(staff, objection),
        "withdraw_objection": lambda: withdraw_objection(objection, by=staff.desk, reason="No longer."),
    }
    assert set(does) == set(OBJECTION_WORKFLOW.rows)
    row = OBJECTION_WORKFLOW.rows[event]
    if status in row.sources:
        does[event]()
        assert Objection.objects.get(pk=objection.pk).status == (row.to or status)
    else:
        with pytest.raises(TransitionNotAllowed):
            does[event]()


KEPT = [Ruling, Revision, ObjectionEvent, ObjectionMoment, ObjectionPromise, Objection]


@pytest.mark.parametrize("model", KEPT)
def test_what_was_recorded_is_never_changed(staff, judge, model):
    """Triggers of support_requests_ruling, support_requests_revision, support_requests_objection,
    support_requests_objectionevent, support_requests_objectionmoment and support_requests_objectionpromise."""
    decided(staff, judge, CHANGED)
    rows, table = model.objects.all(), model._meta.db_table
    assert rows.exists()
    for statement in (f"UPDATE {table} SET association_id = association_id", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


class TestOnItsPages:
    def test_from_the_desk_to_its_answer(self, staff, judge, client_of):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        desk = client_of(staff.desk)
        address = reverse("support_requests:object", args=[case.association.slug, case.reference])
        assert address in desk.get(f"/twaim/requests/{case.reference}/").content.decode()
        form = desk.get(address).context["form"]
        sent = {"token": form["token"].value(), "ground": "Not my income.", "channel": "phone"}
        place = desk.post(address, sent)["Location"]
        assert desk.post(address, sent)["Location"] == place  # sent twice, made once
        assert Objection.objects.count() == 1
        bench = client_of(judge)
        assert "Not my income." in bench.get(place).content.decode()
        form = bench.get(place + "decide/").context["form"]
        ruled = {"token": form["token"].value(), "version": form["version"].value(), "reasons": "Seen."}
        assert bench.post(place + "decide/", {**ruled, "outcome": "upheld"}).status_code == 302
        page = desk.get(place).content.decode()
        assert "The first decision stands" in page
        assert "The first decision stands" in desk.get(f"/twaim/requests/{case.reference}/").content.decode()
        listed = desk.get(reverse("support_requests:objections", args=["twaim"])).content.decode()
        assert Objection.objects.get().reference in listed

    def test_too_late_the_page_says_the_day(self, staff, client_of):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        type(case).objects.filter(pk=case.pk).update(answered_at=timezone.now() - datetime.timedelta(days=80))
        page = client_of(staff.desk).get(f"/twaim/requests/{case.reference}/object/").content.decode()
        assert "The days to object ended on" in page
