"""Money handed over at the desk: up to the association's lowest limit at once, above it from an approved run."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from .enums import PaidBy, RowStatus, RunStatus
from .models import Instalment, PaymentLimit, PaymentRow, PaymentRun


def needs_run(association_id: int, amount: Decimal) -> bool:
    """Whether this much is paid by an approved run only."""
    return PaymentLimit.objects.filter(association=association_id, above__lt=amount).exists()


def approved_by_hand(rows: Sequence[Instalment]) -> set[int]:
    """Of these instalments, those that an approved run lets the desk hand over."""
    found = PaymentRow.objects.filter(
        instalment__in=[row.pk for row in rows],
        status=RowStatus.WAITING,
        run__way=PaidBy.HAND,
        run__status=RunStatus.APPROVED,
    )
    return set(found.values_list("instalment", flat=True))


def settle_by_hand(payment: PaymentRow, *, by: Any) -> None:
    """The row is paid, and with the last one its run is done."""
    run = PaymentRun.objects.select_for_update(of=("self",)).get(pk=payment.run_id)
    payment.status, payment.settled_by, payment.settled_at = RowStatus.PAID, by.user, timezone.now()
    payment.save(update_fields=["status", "settled_by", "settled_at"])
    if not run.rows.filter(status=RowStatus.WAITING).exists():
        run.status, run.version = RunStatus.DONE, run.version + 1
        run.save(update_fields=["status", "version"])
