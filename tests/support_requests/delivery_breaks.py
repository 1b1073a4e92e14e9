"""How each constraint on instalments, deliveries and payments is tried; read by test_constraints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from requests.enums import Status
from requests.models import DeliveredPart, Delivery, Instalment
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


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


BREAKS: dict[str, list[Break]] = {
    "instalment_position_once": [second_of_a_position],
    "instalment_of_money_or_of_items": [
        instalment(amount=-1),
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
    "deliveredpart_once": [part()],
    "deliveredpart_is_something": [part_of_nothing],
}
