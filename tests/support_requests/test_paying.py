"""Payment runs: approved by others, by limits of the association, paid once, to the account that was approved."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from beneficiaries.models import FileLook
from core.errors import AlreadyHandled, DomainError, NotPermitted, TransitionNotAllowed
from core.sheets import open_sheet
from requests import actions
from requests.enums import PaidBy, RowStatus, RunStatus, Status
from requests.models import Delivery, PaymentLimit, PaymentRow, PaymentRun
from requests.payment_workflow import PAYMENT_WORKFLOW
from requests.workflow import DELIVER, PLAN, WITHDRAW
from tests.factories.payments import ANOTHER, IBAN, a_run, to_be_paid
from tests.factories.support_requests import Staff

TODAY = timezone.localdate
TABLES = ("support_requests_paymentrun", "support_requests_paymentrow")


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def limits(staff: Staff, **steps: int) -> None:
    given = {Decimal(above.removeprefix("above_")): people for above, people in steps.items()}
    actions.set_limits(staff.association, by=staff.member(Role.ADMINISTRATOR), limits=given)


def approved(staff: Staff, run: PaymentRun) -> PaymentRun:
    return actions.approve_run(run, by=staff.chair)


def sent(staff: Staff, *cases: Any) -> PaymentRun:
    return actions.send_run(approved(staff, a_run(staff, *cases)), by=staff.desk)


def did(run: PaymentRun, *, paid: Any = (), returned: Any = None) -> dict[str, Any]:
    return {"paid_on": TODAY(), "paid": [str(row.uid) for row in paid], "returned": returned or {}}


class TestApproval:
    def test_somebody_else_than_the_preparer_approves(self, staff):
        manager = staff.member(Role.MANAGER)
        run = a_run(staff, by=manager)
        refused("own_run", actions.approve_run, run, by=manager)
        with pytest.raises(NotPermitted):
            actions.approve_run(run, by=staff.desk)
        assert approved(staff, run).status == RunStatus.APPROVED

    def test_above_a_limit_two_different_people_approve(self, staff):
        limits(staff, above_0=1, above_2000=2)
        run = a_run(staff)
        assert run.approvers_needed == 2
        assert approved(staff, run).status == RunStatus.DRAFTED
        with pytest.raises(AlreadyHandled):
            approved(staff, run)
        refused("transition_not_allowed", actions.send_run, run, by=staff.desk)
        assert actions.approve_run(run, by=staff.member(Role.MANAGER)).status == RunStatus.APPROVED

    def test_up_to_the_lowest_limit_money_is_handed_over_and_above_it_is_not(self, staff):
        limits(staff, above_2500=1)
        staff.do(DELIVER, staff.case(Status.ANSWERED))
        limits(staff, above_2499=1)
        case = staff.case(Status.ANSWERED)
        refused("needs_run", staff.do, DELIVER, case)
        run = a_run(staff, case, way=PaidBy.HAND)
        refused("changed", staff.do, DELIVER, case, measures={1: Decimal(2500)})
        approved(staff, run)
        refused("whole", staff.do, DELIVER, case, measures={1: Decimal(100)})
        staff.do(DELIVER, case, measures={1: Decimal(2500)})
        run.refresh_from_db()
        assert (run.status, run.rows.get().status) == (RunStatus.DONE, RowStatus.PAID)

    def test_only_the_administrator_sets_the_limits(self, staff):
        for role in (Role.DESK, Role.CHAIR, Role.MANAGER):
            refused("not_permitted", actions.set_limits, staff.association, by=staff.member(role), limits={})

    def test_two_who_approve_at_once_count_once_each(self, staff):
        limits(staff, above_0=2)
        run = a_run(staff)
        stale = PaymentRun.objects.get(pk=run.pk)
        approved(staff, run)
        actions.approve_run(stale, by=staff.member(Role.MANAGER))
        run.refresh_from_db()
        assert (run.approvals, run.status) == (2, RunStatus.APPROVED)
        assert run.approved_by != run.second_by


class TestTheBank:
    def test_what_the_bank_paid_is_delivered_and_what_it_returned_is_in_the_plan_again(self, staff):
        first, second = to_be_paid(staff), to_be_paid(staff)
        run = sent(staff, first, second)
        assert (run.sent_count, run.sent_total) == (2, 5000)
        one, two = run.rows.all()
        refused("reason_missing", actions.settle_run, run, by=staff.desk, **did(run, returned={str(two.uid): " "}))
        actions.settle_run(run, by=staff.desk, **did(run, paid=[one], returned={str(two.uid): "حساب مغلق"}))
        run.refresh_from_db()
        assert run.status == RunStatus.DONE
        assert (staff.fresh(first).status, staff.fresh(second).status) == (Status.DELIVERED, Status.ANSWERED)
        delivery = Delivery.objects.get()
        assert (delivery.received_by, delivery.method, delivery.amount) == ("account", "", 2500)
        assert a_run(staff, second).count == 1

    def test_a_payment_is_settled_once(self, staff):
        run = sent(staff, to_be_paid(staff), to_be_paid(staff))
        one = run.rows.first()
        actions.settle_run(run, by=staff.desk, **did(run, paid=[one]))
        refused("changed", actions.settle_run, run, by=staff.desk, **did(run, paid=[one]))
        assert Delivery.objects.count() == 1

    def test_a_row_whose_account_changed_is_held(self, staff):
        stays, changes = to_be_paid(staff), to_be_paid(staff)
        run = approved(staff, a_run(staff, stays, changes))
        changes.beneficiary.iban = ANOTHER
        changes.beneficiary.save()
        run = actions.send_run(run, by=staff.desk)
        assert [row.status for row in run.rows.all()] == [RowStatus.WAITING, RowStatus.HELD]
        assert (run.total, run.sent_total, run.letter.facts["amount"]) == (5000, 2500, "2500.00")
        again = a_run(staff, changes)
        assert again.rows.get().iban == ANOTHER

    @pytest.mark.parametrize("iban", ["", "GB82WEST12345698765432", "SA0380000000608010167510"])
    def test_no_run_pays_to_what_is_no_saudi_account(self, staff, iban):
        refused("no_account", a_run, staff, to_be_paid(staff, iban=iban))

    def test_an_instalment_is_in_one_run_at_a_time_and_its_plan_stands(self, staff):
        case = to_be_paid(staff)
        run = a_run(staff, case)
        refused("changed", a_run, staff, case)
        refused("changed", staff.do, DELIVER, case, measures={1: Decimal(2500)})
        refused("total", staff.do, PLAN, case)
        refused("paying", staff.do, WITHDRAW, case)
        actions.cancel_run(run, by=staff.desk, reason="Prepared twice.")
        staff.do(PLAN, case)

    def test_what_is_not_due_yet_is_not_paid(self, staff):
        case = to_be_paid(staff)
        parts = actions.in_equal_parts(Decimal(2500), 2, first_on=TODAY() + timedelta(days=40))
        staff.do(PLAN, case, parts=parts)
        refused("changed", a_run, staff, case)
        assert a_run(staff, case, until_on=TODAY() + timedelta(days=90)).count == 2

    def test_nobody_pays_for_another_association(self, staff, elsewhere):
        case = to_be_paid(staff)
        refused("changed", a_run, elsewhere, case)
        refused("not_permitted", a_run, staff, case, by=elsewhere.desk)


@pytest.mark.parametrize("status", list(RunStatus))
def test_every_status_of_a_run_meets_every_event(staff, status):
    verbs = {
        "approve": lambda run: actions.approve_run(run, by=staff.chair),
        "send": lambda run: actions.send_run(run, by=staff.desk),
        "settle": lambda run: actions.settle_run(run, by=staff.desk, **did(run, paid=run.rows.all())),
        "cancel": lambda run: actions.cancel_run(run, by=staff.desk, reason="x"),
    }
    ways = {"drafted": "", "approved": "approve", "sent": "approve send", "done": "approve send settle"}
    assert set(verbs) == set(PAYMENT_WORKFLOW.rows)
    for event, row in PAYMENT_WORKFLOW.rows.items():
        run = a_run(staff)
        for step in ({**ways, "cancelled": "cancel"}[status]).split():
            verbs[step](PaymentRun.objects.get(pk=run.pk))
        fresh = PaymentRun.objects.get(pk=run.pk)
        if status in row.sources:
            assert verbs[event](fresh).status == row.to
        else:
            with pytest.raises(TransitionNotAllowed):
                verbs[event](fresh)


@pytest.mark.parametrize("table", TABLES)
def test_a_run_and_its_payments_are_not_rewritten(staff, table):
    sent(staff)
    columns = {"support_requests_paymentrun": ("total", "approved_by_id", "sent_total", "way")}
    with connection.cursor() as cursor:
        for column in columns.get(table, ("amount", "run_id")):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                cursor.execute(f"UPDATE {table} SET {column} = {column}")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            cursor.execute(f"DELETE FROM {table}")


def test_a_settled_payment_stays_settled(staff):
    run = sent(staff)
    actions.settle_run(run, by=staff.desk, **did(run, paid=run.rows.all()))
    for columns in ({"status": "waiting"}, {"note": "x"}, {"iban_sealed": "t1:x"}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            PaymentRow.objects.update(**columns)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PaymentRun.objects.update(status="sent")


class TestOnScreen:
    def test_from_what_is_due_to_what_the_bank_did(self, staff, client_of):
        case = to_be_paid(staff)
        case.beneficiary.first_name = "=نورة"
        case.beneficiary.save()
        desk, chair = client_of(staff.desk), client_of(staff.chair)
        page = desk.get("/twaim/payments/new/").content.decode()
        assert case.reference in page
        assert IBAN not in page
        token = {"token": "b" * 32, "instalments": str(case.instalments.get().pk)}
        one, two = (desk.post("/twaim/payments/new/", token) for _time in range(2))
        assert one["Location"] == two["Location"]
        run = PaymentRun.objects.get()
        base = f"/twaim/payments/{run.reference}/"
        assert desk.get(base + "approve/").status_code == 403
        assert chair.post(base + "approve/", {"version": run.version}).status_code == 302
        assert desk.get(base + "sheet.csv").status_code == 404
        run.refresh_from_db()
        assert desk.post(base + "send/", {"version": run.version}).status_code == 302
        rows = list(open_sheet(io.BytesIO(b"".join(desk.get(base + "sheet.csv").streaming_content))).rows())
        assert rows[1].cells[2:5] == [IBAN, "2500.00", "SAR"]
        assert list(open_sheet(io.BytesIO(desk.get(base + "sheet.xlsx").content)).rows())[1].cells[2] == IBAN
        assert FileLook.objects.filter(what="iban", reason=run.reference).count() == 2
        assert client_of(staff.researcher).get(base + "sheet.csv").status_code == 403
        for client in (desk, chair):
            assert IBAN not in client.get(base).content.decode()
        assert desk.get(base + "settle/").status_code == 200

    def test_the_list_asks_as_much_for_many_as_for_one(self, staff, client_of, django_assert_max_num_queries):
        client = client_of(staff.desk)
        run = a_run(staff)
        row = PaymentRun.objects.values().get(pk=run.pk)
        PaymentRun.objects.bulk_create(PaymentRun(**{**row, "id": None, "reference": f"P-{n}"}) for n in range(40))
        with django_assert_max_num_queries(12):
            assert client.get("/twaim/payments/").status_code == 200

    def test_more_than_a_run_takes_is_said(self, staff, client_of, monkeypatch):
        to_be_paid(staff), to_be_paid(staff)
        client, sentence = client_of(staff.desk), "The others go into the next run"
        assert sentence not in client.get("/twaim/payments/new/").content.decode()
        monkeypatch.setattr("requests.actions.paying.MOST_ROWS", 2)
        assert "These are the first 2. " + sentence in client.get("/twaim/payments/new/").content.decode()

    def test_the_administrator_sets_limits(self, staff, client_of):
        client = client_of(staff.member(Role.ADMINISTRATOR))
        sent_form = {"above_1": "1000", "approvers_1": "1", "above_2": "٢٠٠٠٠", "approvers_2": "2", "approvers_3": "1"}
        assert client.post("/twaim/payments/limits/", sent_form).status_code == 302
        assert list(PaymentLimit.objects.values_list("above", "approvers")) == [(1000, 1), (20000, 2)]
