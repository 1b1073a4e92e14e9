"""How each constraint on instalments, deliveries and payments is tried; read by test_constraints."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from requests.enums import Status
from requests.models import (
    DeliveredPart,
    Delivery,
    DeliveryCheck,
    DeliveryProblem,
    DeliveryRules,
    Instalment,
    InstalmentWarning,
    PaymentLimit,
    PaymentRow,
    PaymentRun,
    SupportPeriod,
)
from tests.factories.payments import a_run
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


def change_of_nothing(staff: Staff) -> Any:
    changes = staff.association.rules_changes
    facts = {"rules": "limits", "by": staff.desk.user, "at": timezone.now()}
    changes.create(before=[], after=[["1.00", 1]], **facts)  # the positive control
    return lambda: changes.create(before=[], after=[], **facts)


def instalment(status: str = Status.ANSWERED, **columns: Any) -> Break:
    """The case's instalment dropped, and another like it with other columns."""

    def attempt(staff: Staff) -> Any:
        case = staff.case(status)
        row = case.instalments.values().get()
        case.instalments.update(delivered=0)
        case.instalments.update(dropped_at=timezone.now())
        return lambda: Instalment.objects.create(**{**row, "id": None, **columns})

    return attempt


def of_instalment(status: str, **columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        staff.case(status)
        return lambda: Instalment.objects.update(**columns)

    return attempt


def second_of_a_position(staff: Staff) -> Any:
    case = staff.case(Status.ANSWERED)
    row = case.instalments.values().get()
    return lambda: Instalment.objects.create(
        **{**row, "id": None, "amount": None, "granted": None, "item": "x", "quantity": 1}
    )


def delivery(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        staff.case(Status.DELIVERED)
        row = Delivery.objects.values().get()
        Delivery.objects.create(**{**row, "id": None})  # the positive control
        return lambda: Delivery.objects.create(**{**row, "id": None, **columns})

    return attempt


def part(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        staff.case(Status.DELIVERED)
        row = DeliveredPart.objects.values().get()
        return lambda: DeliveredPart.objects.create(**{**row, "id": None, **columns})

    return attempt


def part_of_nothing(staff: Staff) -> Any:
    staff.case(Status.DELIVERED)
    row, one = DeliveredPart.objects.values().get(), Delivery.objects.values().get()
    another = Delivery.objects.create(**{**one, "id": None})
    return lambda: DeliveredPart.objects.create(**{**row, "id": None, "delivery_id": another.pk, "measure": 0})


def run(**columns: Any) -> Break:
    """A run that waits for approval, written past its verbs."""

    def attempt(staff: Staff) -> Any:
        made = a_run(staff)
        given = {name: value(made, staff) if callable(value) else value for name, value in columns.items()}
        return lambda: PaymentRun.objects.filter(pk=made.pk).update(**given)

    return attempt


def like_a_run(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = PaymentRun.objects.values().get(pk=a_run(staff).pk)
        PaymentRun.objects.create(**{**row, "id": None, "reference": "P-1"})  # the positive control
        return lambda: PaymentRun.objects.create(**{**row, "id": None, "reference": "P-2", **columns})

    return attempt


def same_run(staff: Staff) -> Any:
    row = PaymentRun.objects.values().get(pk=a_run(staff).pk)
    return lambda: PaymentRun.objects.create(**{**row, "id": None})


def payment(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = a_run(staff).rows.values().get()
        free = {**row, "id": None, "status": "dropped"}
        PaymentRow.objects.create(**{**free, "uid": uuid.uuid4()})  # the positive control
        return lambda: PaymentRow.objects.create(**{**free, "uid": uuid.uuid4(), **columns})

    return attempt


def limit(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        given = {"association": staff.association, "above": 100, "approvers": 1}
        PaymentLimit.objects.create(**given)
        return lambda: PaymentLimit.objects.create(**{**given, **columns})

    return attempt


def preparer(made: PaymentRun, _staff: Staff) -> int:
    return made.prepared_by_id


def somebody(_made: PaymentRun, staff: Staff) -> int:
    return int(staff.chair.user_id)


def numbers(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = DeliveryRules.objects.create(association=staff.association)
        return lambda: DeliveryRules.objects.filter(pk=row.pk).update(**columns)

    return attempt


def _problem(staff: Staff, **columns: Any) -> DeliveryProblem:
    staff.case(Status.DELIVERED)
    given = {"kind": "less", "words": "x", "owner": staff.desk.user, "reported_by": staff.desk.user}
    moment = {"reported_at": timezone.now(), "association": staff.association}
    return DeliveryProblem.objects.create(delivery=Delivery.objects.get(), **{**given, **moment, **columns})


def problem(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = _problem(staff)
        return lambda: DeliveryProblem.objects.filter(pk=row.pk).update(**columns)

    return attempt


def settled(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        whole = {"settled_as": "explained", "settled_words": "x", "settled_by": staff.desk.user}
        return problem(**{**whole, "settled_at": timezone.now(), **columns})(staff)

    return attempt


def second_problem(staff: Staff) -> Any:
    row = DeliveryProblem.objects.values().get(pk=_problem(staff).pk)
    return lambda: DeliveryProblem.objects.create(**{**row, "id": None})


def _call(staff: Staff) -> DeliveryCheck:
    staff.case(Status.DELIVERED)
    given = {"association": staff.association, "delivered_by": staff.desk.user, "drawn_at": timezone.now()}
    return DeliveryCheck.objects.get_or_create(delivery=Delivery.objects.get(), defaults=given)[0]


def call(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = _call(staff)
        return lambda: DeliveryCheck.objects.filter(pk=row.pk).update(**columns)

    return attempt


def call_by_the_deliverer(staff: Staff) -> Any:
    whole = {"result": "received", "called_at": timezone.now()}
    return call(**whole, called_by=staff.desk.user)(staff)


def same_instalment_warning(staff: Staff) -> Any:
    given = {"association": staff.association, "to": staff.desk.user, "given_at": timezone.now(), "count": 1}
    given |= {"due_on": timezone.localdate(), "is_late": True}
    InstalmentWarning.objects.create(**given)
    return lambda: InstalmentWarning.objects.create(**given)


def renewed_by_itself(staff: Staff) -> Any:
    case = staff.open()
    given = {"association": staff.association, "support_request": case, "set_by": staff.desk.user}
    row = SupportPeriod.objects.create(**given, ends_on=timezone.localdate(), set_at=timezone.now())
    return lambda: SupportPeriod.objects.filter(pk=row.pk).update(renewed_as=case)


BREAKS: dict[str, list[Break]] = {
    "instalment_position_once": [second_of_a_position],
    "instalment_of_money_or_of_items": [
        instalment(amount=0),
        instalment(granted=None),
        instalment(item="x"),
        instalment(quantity=1),
        instalment(amount=None, granted=None),
        instalment(amount=None, granted=None, item="x", quantity=0),
        instalment(amount=None, granted=None, item="", quantity=2),
        instalment(amount=None, granted=None, item="x"),
        instalment(amount=None),
    ],
    "instalment_delivered_within_it": [
        of_instalment(Status.ANSWERED, delivered=-1),
        of_instalment(Status.ANSWERED, delivered="2500.01"),
    ],
    "instalment_dropped_untouched": [of_instalment(Status.DELIVERED, dropped_at=timezone.now())],
    "delivery_signed_for_in_person": [delivery(method=""), delivery(received_by="account")],
    "paymentlimit_once": [limit()],
    "paymentlimit_one_or_two": [limit(above=7, approvers=3), limit(above=-1), limit(above=8, approvers=0)],
    "paymentrun_reference_once": [same_run],
    "paymentrun_pays_something": [
        like_a_run(total=0),
        like_a_run(count=0),
        like_a_run(approvers_needed=0),
        like_a_run(approvers_needed=3),
    ],
    "paymentrun_approved_by_others": [
        run(approved_by=preparer),
        run(approved_by=somebody, second_by=somebody),
        run(approved_by=somebody, second_by=preparer),
        run(second_by=somebody),
    ],
    "paymentrun_paid_once_approved": [
        run(status="approved"),
        run(status="sent"),
        like_a_run(status="approved", approvers_needed=2),
    ],
    "paymentrun_cancelled_for_a_reason": [run(status="cancelled")],
    "paymentrow_once": [payment(status="waiting")],
    "paymentrow_of_something": [payment(amount=0), payment(amount=-5)],
    "paymentrow_returned_for_a_reason": [payment(status="returned")],
    "deliveryrules_within_reason": [numbers(check_percent=101), numbers(remind_days=61), numbers(renewal_days=366)],
    "ruleschange_changes_something": [change_of_nothing],
    "deliveryproblem_open_once": [second_problem],
    "deliveryproblem_settled_in_words": [
        problem(settled_as="explained"),
        problem(settled_at=timezone.now()),
        settled(settled_words=""),
        settled(settled_as=""),
    ],
    "deliverycheck_called_by_somebody": [call(result="received"), call(called_at=timezone.now())],
    "deliverycheck_by_another": [call_by_the_deliverer],
    "instalmentwarning_once": [same_instalment_warning],
    "supportperiod_renewed_by_another": [renewed_by_itself],
    "deliveredpart_once": [part()],
    "deliveredpart_is_something": [part_of_nothing],
}
