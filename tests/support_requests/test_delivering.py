"""Instalments and handing over: what is granted reaches the person, in parts, to the halala, signed for (R11, R12)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from beneficiaries.actions import Signed
from beneficiaries.actions.mandates import enter_mandate
from core.errors import DomainError
from requests import actions
from requests.enums import ReceivedBy, SignatureMethod, Status
from requests.models import Delivery, Instalment
from requests.workflow import CLOSE, DELIVER, HAND_OVER, PLAN
from tests.factories.support_requests import Staff

TODAY = timezone.localdate
TABLES = ("support_requests_instalment", "support_requests_deliveredpart", "support_requests_delivery")


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value


def parts(*amounts: str) -> list[actions.Part]:
    return [
        actions.Part(TODAY() + timedelta(days=30 * at), amount=Decimal(amount)) for at, amount in enumerate(amounts)
    ]


def agent_of(staff: Staff, case: Any, **facts: Any) -> Any:
    given = {
        "kind": "agent",
        "holder_name": "سعد",
        "deed_number": "4411",
        "scope": "الاستلام",
        "from_on": date(2020, 1, 1),
    }
    until = TODAY() + timedelta(days=9)
    return enter_mandate(
        case.beneficiary, by=staff.desk, holder_id="1000000008", **{**given, "until_on": until, **facts}
    )


def by_agent(mandate: Any) -> actions.Received:
    return actions.Received(ReceivedBy.AGENT, Signed(SignatureMethod.ON_PAPER, "سعد"), mandate)


class TestThePlan:
    def test_what_is_granted_is_due_at_once_unless_planned_otherwise(self, staff):
        row = staff.case(Status.ANSWERED).instalments.get()
        assert (row.amount, row.granted, row.due_on, row.delivered) == (2500, 2500, TODAY(), 0)

    def test_what_does_not_divide_goes_to_the_last(self):
        made = actions.in_equal_parts(Decimal("1000.00"), 3, first_on=date(2026, 1, 31))
        assert [part.amount for part in made] == [Decimal("333.33"), Decimal("333.33"), Decimal("333.34")]
        assert [part.due_on for part in made] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]

    @pytest.mark.parametrize("amounts", [("1000", "1499.99"), ("1000", "1500.01"), ("2500.005",), ("3500", "-1000")])
    def test_a_plan_that_is_not_what_was_granted_is_refused(self, staff, amounts):
        case = staff.case(Status.ANSWERED)
        with pytest.raises(DomainError):
            actions.plan(case, by=staff.desk, parts=parts(*amounts))
        assert case.instalments.standing().count() == 1
        actions.plan(case, by=staff.desk, parts=parts("1000", "1500"))
        assert [row.amount for row in case.instalments.standing()] == [1000, 1500]

    def test_a_plan_is_changed_for_a_reason_and_what_was_delivered_stays(self, staff):
        case = staff.case(Status.ANSWERED)
        staff.do(PLAN, case)
        staff.do(HAND_OVER, case, measures={2: Decimal(1250)})
        refused("reason_missing", staff.do, PLAN, case, parts=parts("1250"))
        refused("total", staff.do, PLAN, case, parts=parts("2500"), reason="Asked so.")
        staff.do(PLAN, case, parts=parts("250", "1000"), reason="Asked so.")
        rows = list(case.instalments.standing())
        assert [(row.position, row.amount, row.delivered) for row in rows] == [
            (2, 1250, 1250),
            (3, 250, 0),
            (4, 1000, 0),
        ]
        assert case.events.filter(event=PLAN).last().reason == "Asked so."

    def test_the_database_lets_no_plan_promise_more_than_was_granted(self, staff):
        case = staff.case(Status.ANSWERED)
        row = case.instalments.values().get()
        more = {**row, "id": None, "position": 2, "amount": Decimal("0.01")}
        with pytest.raises(IntegrityError, match="more than was granted"), transaction.atomic():
            Instalment.objects.create(**more)
        case.instalments.update(dropped_at=timezone.now())
        Instalment.objects.create(**more)

    def test_in_kind_it_is_planned_in_items(self, staff):
        staff.service.is_in_money = False
        staff.service.save()
        case = staff.case(Status.ANSWERED)
        row = case.instalments.get()
        assert (row.amount, row.item, row.quantity) == (None, "إيجار", 1)
        refused("kind", staff.do, PLAN, case, parts=parts("2500"))
        made = actions.each_month("سلة", 2, 3, first_on=TODAY())
        staff.do(PLAN, case, parts=made)
        assert [(row.item, row.quantity) for row in case.instalments.standing()] == [("سلة", 2)] * 3


class TestHandingOver:
    def test_the_last_part_delivers_the_request_and_each_has_its_receipt(self, staff):
        case = staff.case(Status.ANSWERED)
        staff.do(PLAN, case)
        first = staff.do(HAND_OVER, case, measures={2: Decimal(1250)})
        assert staff.fresh(case).status == Status.ANSWERED
        refused("not_delivered", staff.do, CLOSE, case)
        last = staff.do(DELIVER, case)
        assert (first.amount, last.amount) == (1250, 1250)
        assert staff.fresh(case).status == Status.DELIVERED
        facts = last.letter.facts
        assert (facts["amount"], facts["receiver"]) == ("1250.00", case.beneficiary.full_name)
        assert first.letter != last.letter
        assert case.beneficiary.national_id not in str(facts)
        assert last.signature.signed_name == case.beneficiary.full_name

    @pytest.mark.parametrize("measure", ["0", "-5", "2500.01"])
    def test_only_what_is_left_is_handed_over(self, staff, measure):
        case = staff.case(Status.ANSWERED)
        with pytest.raises(DomainError):
            staff.do(DELIVER, case, measures={1: Decimal(measure)})
        assert not Delivery.objects.exists()
        staff.do(DELIVER, case, measures={1: Decimal(2500)})

    def test_a_second_cashier_hears_that_nothing_is_left(self, staff):
        case = staff.case(Status.ANSWERED)
        staff.do(PLAN, case)
        staff.do(HAND_OVER, case, measures={2: Decimal(1250)})
        refused("more_than_granted", staff.do, HAND_OVER, case, measures={2: Decimal(1250)})
        assert Delivery.objects.count() == 1

    def test_half_an_item_is_not_handed_over(self, staff):
        staff.service.is_in_money = False
        staff.service.save()
        case = staff.case(Status.ANSWERED)
        staff.do(PLAN, case, parts=[actions.Part(TODAY(), item="كرسي", quantity=3)])
        refused("measure", staff.do, DELIVER, case, measures={1: Decimal("1.5")})
        made = staff.do(HAND_OVER, case, measures={1: Decimal(1)})
        assert (made.what, made.amount) == ("كرسي (1)", None)
        assert case.instalments.standing().get().remaining == 2


class TestTheAgent:
    def test_an_agent_receives_under_a_mandate_that_stands_that_day(self, staff):
        case = staff.case(Status.ANSWERED)
        refused("mandate", staff.do, DELIVER, case, received=by_agent(None))
        over = agent_of(staff, case, until_on=TODAY() - timedelta(days=1))
        assert refused("mandate_over", staff.do, DELIVER, case, received=by_agent(over)).field == "mandate"
        made = staff.do(DELIVER, case, received=by_agent(agent_of(staff, case)))
        assert (made.receiver_name, made.letter.facts["deed"]) == ("سعد", "4411")

    def test_a_mandate_of_another_person_does_not_do(self, staff):
        case = staff.case(Status.ANSWERED)
        refused("mandate", staff.do, DELIVER, case, received=by_agent(agent_of(staff, staff.open())))

    def test_the_database_asks_for_the_mandate_too(self, staff):
        staff.case(Status.DELIVERED)
        row = {**Delivery.objects.values().get(), "id": None}
        Delivery.objects.create(**row)
        with pytest.raises(IntegrityError, match="mandate"), transaction.atomic():
            Delivery.objects.create(**{**row, "received_by": "agent"})


@pytest.mark.parametrize("table", TABLES)
def test_what_was_planned_and_delivered_stays_written(staff, table):
    staff.case(Status.DELIVERED)
    with connection.cursor() as cursor:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET association_id = association_id"):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                cursor.execute(statement)


def test_a_dropped_instalment_stays_dropped(staff):
    case = staff.case(Status.ANSWERED)
    staff.do(PLAN, case)
    gone = case.instalments.filter(dropped_at__isnull=False)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        gone.update(dropped_at=None)


class TestOnScreen:
    def test_the_desk_plans_monthly_and_hands_over_the_first(self, staff, client_of):
        case = staff.case(Status.ANSWERED)
        client, base = client_of(staff.desk), f"/twaim/requests/{case.reference}/"
        assert client.get(base + "plan/").status_code == 200
        page = client.post(base + "plan/monthly/", {"count": "5", **day("first_on"), "version": case.version})
        assert page.status_code == 302
        assert [row.amount for row in case.instalments.standing()] == [500] * 5
        form = client.get(base + "deliver/").content.decode()
        assert form.count('name="measure_') == 5
        sent = {
            "measure_1": "500",
            **day("delivered_on"),
            "received_by": "beneficiary",
            "method": "on_paper",
            "signed_name": case.beneficiary.full_name,
            "version": staff.fresh(case).version,
        }
        token = {"token": "a" * 32}
        one, two = (client.post(base + "deliver/", {**sent, **token}) for _time in range(2))
        assert (one.status_code, one["Location"]) == (302, two["Location"])
        assert Delivery.objects.count() == 1
        assert "500.00" in client.get(base).content.decode()


def day(name: str) -> dict[str, Any]:
    today = TODAY()
    return {f"{name}_0": "gregorian", f"{name}_1": today.day, f"{name}_2": today.month, f"{name}_3": today.year}
