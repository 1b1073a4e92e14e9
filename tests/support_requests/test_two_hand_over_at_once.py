# ruff: noqa: B023  what a race begins it also ends, within its turn of the loop
"""Two people at once over money and goods: one outcome, and a clear sentence for whoever was second. Real threads."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from associations.presets import load
from core.errors import AlreadyHandled, DomainError, StaleRecord, TransitionNotAllowed
from correspondence.models import Letter
from requests import actions
from requests.enums import PaidBy, ProblemKind, RowStatus, RunStatus, SettledAs, Status
from requests.models import Delivery, Instalment, PaymentRow, PaymentRun
from requests.workflow import DELIVER
from tests.conftest import IN_FORCE_FROM
from tests.factories.payments import a_run, to_be_paid
from tests.factories.support_requests import Staff

from .test_two_at_once import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3  # each race is run again: the order differs


@pytest.fixture
def staff(transactional_db: None) -> Staff:
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Staff(version.association)


def told(refused: list[Exception], *kinds: type[Exception]) -> None:
    """Each was refused in a sentence of its own, and not by the database."""
    for error in refused:
        assert isinstance(error, DomainError), repr(error)
        assert isinstance(error, kinds or DomainError), repr(error)
        assert str(error.message).strip().endswith((".", "؟", "?"))


def race(*acts: Callable[[], Any]) -> tuple[list[Any], list[Exception]]:
    done, refused = split(at_once(*acts))
    told(refused)
    return done, refused


def chairs(staff: Staff, count: int) -> list[Membership]:
    return [staff.member(Role.CHAIR) for _time in range(count)]


def test_two_who_hand_over_the_same_thing_hand_it_over_once(staff):
    for _time in range(TIMES):
        case, second = staff.case(Status.ANSWERED), staff.member(Role.DESK)
        done, refused = race(*(lambda by=by: staff.do(DELIVER, case, by=by) for by in (staff.desk, second)))
        assert (len(done), len(refused)) == (1, 1)
        assert Delivery.objects.filter(support_request=case).count() == 1
        row = case.instalments.get()
        assert row.delivered == (row.amount if row.is_money else row.quantity)
        assert Letter.objects.filter(kind="delivery", about=case.reference).count() == 1
        assert staff.fresh(case).events.filter(event=DELIVER).count() == 1


def test_two_who_approve_a_run_that_needs_one_approve_it_once(staff):
    for _time in range(TIMES):
        run = a_run(staff, to_be_paid(staff))
        done, refused = race(*(lambda by=by: actions.approve_run(run, by=by) for by in chairs(staff, 2)))
        assert (len(done), len(refused)) == (1, 1)
        told(refused, TransitionNotAllowed, AlreadyHandled, StaleRecord)
        run.refresh_from_db()
        assert (run.status, run.second_by_id) == (RunStatus.APPROVED, None)
        assert run.approved_by == done[0].approved_by


def test_two_who_approve_a_run_that_needs_two_both_count_and_one_twice_does_not(staff):
    limits = {Decimal(1): 2}
    actions.set_limits(staff.association, by=staff.member(Role.ADMINISTRATOR), limits=limits)
    for _time in range(TIMES):
        run, (one, other) = a_run(staff, to_be_paid(staff)), chairs(staff, 2)
        done, refused = race(*(lambda: actions.approve_run(run, by=one) for _press in range(2)))
        assert (len(done), len(refused)) == (1, 1)
        done, refused = race(*(lambda by=by: actions.approve_run(run, by=by) for by in (one, other)))
        run.refresh_from_db()
        assert (run.status, run.approved_by, run.second_by) == (RunStatus.APPROVED, one.user, other.user)


def test_approved_and_cancelled_at_once_it_is_cancelled_or_one_of_them_hears_why_not(staff):
    for number in range(TIMES * 2):
        run, (chair,) = a_run(staff, to_be_paid(staff)), chairs(staff, 1)
        version = run.version if number % 2 else None
        done, refused = race(
            lambda: actions.approve_run(run, by=chair, expected_version=version),
            lambda: actions.cancel_run(run, by=staff.desk, reason="Prepared twice", expected_version=version),
        )
        run.refresh_from_db()
        assert len(done) >= 1
        assert version is None or len(done) == 1, "who looked at the same page: one of them only"
        if run.status == RunStatus.CANCELLED:
            assert not run.rows.exclude(status=RowStatus.DROPPED).exists()
        else:
            assert run.status == RunStatus.APPROVED
            assert refused
            assert run.rows.get().status == RowStatus.WAITING


def test_an_instalment_goes_into_one_run_whoever_prepares_first(staff):
    for _time in range(TIMES):
        case, second = to_be_paid(staff), staff.member(Role.DESK)
        rows = list(Instalment.objects.filter(support_request=case).values_list("pk", flat=True))
        given = {"way": PaidBy.ACCOUNT, "until_on": timezone.localdate(), "instalments": rows}
        acts = [lambda by=by: actions.prepare_run(staff.association, by=by, **given) for by in (staff.desk, second)]
        done, refused = race(*acts)
        assert (len(done), len(refused)) == (1, 1)
        assert PaymentRow.objects.filter(instalment__in=rows).count() == 1
        assert PaymentRun.objects.filter(rows__instalment__in=rows).count() == 1


def test_prepared_for_the_bank_and_handed_over_at_once_it_is_paid_once(staff):
    for _time in range(TIMES):
        case = to_be_paid(staff)
        done, refused = race(lambda: a_run(staff, case), lambda: staff.do(DELIVER, case))
        assert (len(done), len(refused)) == (1, 1)
        handed_over = Delivery.objects.filter(support_request=case).count()
        in_runs = PaymentRow.objects.filter(instalment__support_request=case).count()
        assert handed_over + in_runs == 1


def test_what_the_bank_did_is_written_once(staff):
    for _time in range(TIMES):
        run = a_run(staff, to_be_paid(staff))
        (chair,) = chairs(staff, 1)
        actions.approve_run(run, by=chair)
        actions.send_run(run, by=staff.desk)
        paid = [str(row.uid) for row in run.rows.all()]
        facts = {"paid_on": timezone.localdate(), "returned": {}, "paid": paid}
        acts = [lambda by=by: actions.settle_run(run, by=by, **facts) for by in (staff.desk, staff.member(Role.DESK))]
        done, refused = race(*acts)
        assert (len(done), len(refused)) == (1, 1)
        case = run.rows.get().instalment.support_request
        assert Delivery.objects.filter(support_request=case).count() == 1


def test_handed_over_from_an_approved_run_while_it_is_cancelled(staff):
    actions.set_limits(staff.association, by=staff.member(Role.ADMINISTRATOR), limits={Decimal(1): 1})
    for _time in range(TIMES):
        case, (chair,) = staff.case(Status.ANSWERED), chairs(staff, 1)
        run = a_run(staff, case, way=PaidBy.HAND)
        actions.approve_run(run, by=chair)
        done, refused = race(
            lambda: staff.do(DELIVER, case), lambda: actions.cancel_run(run, by=staff.desk, reason="A mistake")
        )
        assert (len(done), len(refused)) == (1, 1)
        run.refresh_from_db()
        handed_over = Delivery.objects.filter(support_request=case).exists()
        assert run.status == (RunStatus.DONE if handed_over else RunStatus.CANCELLED)
        assert run.rows.get().status == (RowStatus.PAID if handed_over else RowStatus.DROPPED)


def test_one_receipt_of_a_request_however_often_it_is_asked_for_at_once(staff):
    case = staff.open()
    done, refused = race(*(lambda: actions.issue_receipt(case, by=staff.desk) for _time in range(6)))
    assert not refused
    assert {letter.pk for letter in done} == {Letter.objects.get(kind="receipt").pk}


def test_a_problem_is_reported_handed_on_and_settled_once(staff):
    for _time in range(TIMES):
        delivery = Delivery.objects.get(support_request=staff.case(Status.DELIVERED))
        one, other = staff.member(Role.DESK), staff.member(Role.CONTACT_OFFICER)
        report = {"kind": ProblemKind.DEFECT, "words": "لا يعمل"}
        done, refused = race(*(lambda by=by: actions.report_problem(delivery, by=by, **report) for by in (one, other)))
        assert (len(done), len(refused)) == (1, 1)
        owner = done[0].owner_id
        hand_on = {"reason": "x", "expected_owner": owner}
        there = [row for row in (staff.desk, one, other) if row.user_id != owner]
        done, refused = race(*(lambda to=to: actions.hand_on(delivery, by=to, to=to, **hand_on) for to in there))
        assert (len(done), len(refused)) == (1, 1)
        settle = {"settled_as": SettledAs.EXPLAINED, "words": "شُرح له"}
        done, refused = race(*(lambda by=by: actions.settle_problem(delivery, by=by, **settle) for by in (one, other)))
        assert (len(done), len(refused)) == (1, 1)
