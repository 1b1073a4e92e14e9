"""The plan by which a grant is delivered: one instalment or several, each due on a day (R11, B6).

Amounts come to what was granted, to the halala. A plan that people wrote is changed for a reason, and only as far
as nothing of it was delivered; what was delivered stays in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.months import months_after

from ..enums import RowStatus, Status
from ..granting import Granted, granted
from ..models import Instalment, PaymentRow, SupportRequest
from ..urgent import count_in_plan, counted
from ..workflow import DELIVER, PLAN
from .moving import begin, finish
from .renewing import set_period

MOST = 60  # instalments of one plan
HALALA = Decimal("0.01")
FARTHEST = timedelta(days=366 * 6)


@dataclass(frozen=True)
class Part:
    """One instalment to be planned: an amount, or an item with its quantity."""

    due_on: date
    amount: Decimal | None = None
    item: str = ""
    quantity: int | None = None


def in_equal_parts(total: Decimal, count: int, *, first_on: date) -> list[Part]:
    """The same amount each month, to the halala; what does not divide goes to the last."""
    each = (total / count).quantize(HALALA, rounding=ROUND_DOWN)
    amounts = [each] * (count - 1) + [total - each * (count - 1)]
    return [Part(months_after(first_on, month), amount=amount) for month, amount in enumerate(amounts)]


def each_month(item: str, quantity: int, count: int, *, first_on: date) -> list[Part]:
    """The same items each month."""
    return [Part(months_after(first_on, month), item=item, quantity=quantity) for month in range(count)]


def is_in_money(support_request: SupportRequest, grant: Granted) -> bool:
    return support_request.service.is_in_money and grant.amount is not None


def standing_grant(support_request: SupportRequest) -> Granted:
    """What is granted; raises where nothing is."""
    grant = granted(support_request)
    if grant is None or grant.is_refused:
        raise DomainError(_("A refused request has nothing to deliver: close it."), code="refused")
    return grant


def begin_plan(support_request: SupportRequest, *, by: Any) -> None:
    """One instalment, due today, of what is granted and not planned; in the caller's transaction.

    What was given urgently and ratified is delivered already. Items given so are seldom all that a service gives.
    """
    grant = granted(support_request)
    if grant is None or grant.is_refused:
        return
    count_in_plan(support_request, granted=grant.amount, by=by)
    today, rows = timezone.localdate(), list(support_request.instalments.standing())
    parts: list[Part] = []
    if is_in_money(support_request, grant):
        left = (grant.amount or Decimal(0)) - _sum(rows)
        parts = [Part(today, amount=left)] if left > 0 else []
    elif len(rows) == counted(support_request).count():
        parts = [Part(today, item=support_request.service.name_ar[:120], quantity=1)]
    if parts:
        _write(support_request, parts, grant, by=by, after=_numbers_taken(support_request, rows))


def check_handed_over(support_request: SupportRequest, *, amount: Decimal | None) -> None:
    """Raises where less is granted than was handed over or is on its way; ``amount`` is None where it is refused."""
    rows = _begun(support_request)
    least = _sum(rows)
    if rows and (amount is None or amount < least):
        if not least:
            message = _("Something was handed over already, so it is not refused any more: accept it in part.")
            raise DomainError(message, code="less_than_delivered", field="outcome")
        message = _("%(amount)s was planned and its handing over has begun: grant at least that.")
        raise DomainError(message % {"amount": f"{least:,.2f}"}, code="less_than_delivered", field="amount")


def drop_unbegun(support_request: SupportRequest, *, at: datetime) -> None:
    """What was planned of an earlier grant and not begun does not hold any more; in the caller's transaction."""
    kept = [row.pk for row in _begun(support_request)]
    support_request.instalments.standing().exclude(pk__in=kept).update(dropped_at=at)


def is_handed_over(support_request: SupportRequest, grant: Granted) -> bool:
    """Whether nothing is left of what is granted. One query."""
    rows = list(support_request.instalments.standing())
    planned = not is_in_money(support_request, grant) or _sum(rows) == grant.amount
    return bool(rows) and planned and all(row.is_delivered for row in rows)


def end_if_delivered(support_request: SupportRequest, *, by: Any, at: datetime) -> None:
    """An answered request whose urgent help was all of the grant is delivered; in the caller's transaction."""
    grant = granted(support_request)
    if support_request.status != Status.ANSWERED or grant is None or not counted(support_request).exists():
        return
    if not grant.is_refused and is_handed_over(support_request, grant):
        finish(support_request, DELIVER, by=by, at=at)


def _begun(support_request: SupportRequest) -> list[Instalment]:
    """Of the plan, what was handed over wholly or in part, or is on its way to be paid."""
    rows = list(support_request.instalments.standing())
    on_their_way = held(rows)
    return [row for row in rows if row.delivered or row.pk in on_their_way]


def _sum(rows: Sequence[Instalment]) -> Decimal:
    return sum((row.amount or Decimal(0) for row in rows), Decimal(0))


def _numbers_taken(support_request: SupportRequest, kept: Sequence[Instalment]) -> int:
    """The highest number in use; what nobody planned leaves none behind."""
    was_planned = support_request.events.filter(event=PLAN).exists()
    seen = support_request.instalments.all() if was_planned else kept
    return max((row.position for row in seen), default=0)


@transaction.atomic
def plan(
    support_request: SupportRequest,
    *,
    by: Any,
    parts: Sequence[Part],
    reason: str = "",
    supports_until: date | None = None,
    expected_version: int | None = None,
) -> list[Instalment]:
    """Write the instalments that are not delivered yet; a plan that people made before is changed for a reason."""
    support_request, now = begin(support_request, PLAN, by=by, expected_version=expected_version)
    grant = standing_grant(support_request)
    rows = list(support_request.instalments.standing().select_for_update(of=("self",)))
    kept = [row for row in rows if row.delivered or row.pk in held(rows)]
    was_planned = support_request.events.filter(event=PLAN).exists()
    if was_planned and not reason.strip():
        raise DomainError(_("Write why the plan changes."), code="reason_missing", field="reason")
    _check(support_request, parts, grant, kept, since=grant.since)
    Instalment.objects.filter(pk__in=[row.pk for row in rows if row not in kept]).update(dropped_at=now)
    after = _numbers_taken(support_request, kept)
    made = _write(support_request, parts, grant, by=by, after=after)
    if supports_until is not None:
        set_period(support_request, by=by, until=supports_until)
    finish(support_request, PLAN, by=by, at=now, reason=reason.strip(), detail={"instalments": len(kept) + len(made)})
    end_if_delivered(support_request, by=by, at=now)
    return made


def held(rows: Sequence[Instalment]) -> set[int]:
    """Of these instalments, those that are on their way to be paid and cannot be changed now."""
    rows_of_runs = PaymentRow.objects.filter(instalment__in=[row.pk for row in rows], status=RowStatus.WAITING)
    return set(rows_of_runs.values_list("instalment", flat=True))


def refuse_while_paying(support_request: SupportRequest) -> None:
    """Raises where a payment run has something of the request that nobody settled yet."""
    if held(list(support_request.instalments.standing())):
        raise DomainError(_("A payment of this request is on its way: settle or cancel it first."), code="paying")


def left_to_plan(support_request: SupportRequest, grant: Granted) -> Decimal:
    """Of the amount granted, what no instalment stands for that was begun."""
    return (grant.amount or Decimal(0)) - _sum(_begun(support_request))


def _check(
    support_request: SupportRequest, parts: Sequence[Part], grant: Granted, kept: Sequence[Instalment], *, since: date
) -> None:
    if not parts and not kept:
        raise DomainError(_("Plan at least one instalment."), code="empty")
    if len(parts) > MOST:
        message = _("A plan has at most %(count)s instalments.")
        raise DomainError(message % {"count": MOST}, code="too_many")
    today = timezone.localdate()
    for part in parts:
        if part.due_on < since or part.due_on > today + FARTHEST:
            message = _("An instalment is due after the decision, and within six years.")
            raise DomainError(message, code="day")
    in_money = is_in_money(support_request, grant)
    if any((part.amount is not None) != in_money for part in parts):
        message = _("What was granted in money is planned in amounts, and what was granted in kind in items.")
        raise DomainError(message, code="kind")
    if not in_money:
        if any(not part.item.strip() or not part.quantity or part.quantity < 1 for part in parts):
            raise DomainError(_("Write each item with its quantity."), code="item")
        return
    amounts = [part.amount or Decimal(0) for part in parts]
    if any(amount <= 0 or amount != amount.quantize(HALALA) for amount in amounts):
        raise DomainError(_("Each instalment is more than nothing, to the halala."), code="amount")
    total = sum(amounts, Decimal(0)) + _sum(kept)
    if total != grant.amount:
        message = _("The instalments come to %(total)s, and %(granted)s was granted. Both must be the same.")
        raise DomainError(message % {"total": f"{total:,.2f}", "granted": f"{grant.amount:,.2f}"}, code="total")


def _write(
    support_request: SupportRequest, parts: Sequence[Part], grant: Granted, *, by: Any, after: int
) -> list[Instalment]:
    """The rows in the order of their days; a number that people planned is not used again."""
    now = timezone.now()
    return [
        Instalment.objects.create(
            association_id=support_request.association_id,
            support_request=support_request,
            position=position,
            amount=part.amount,
            granted=None if part.amount is None else grant.amount,
            item=part.item.strip(),
            quantity=part.quantity,
            due_on=part.due_on,
            made_by=by.user,
            made_at=now,
        )
        for position, part in enumerate(sorted(parts, key=lambda part: part.due_on), start=after + 1)
    ]
