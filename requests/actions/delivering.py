"""Handing over what was granted, wholly or in part: to the person or an agent, signed for, with its receipt (R12).

Each handing over is a row with its parts; the request is delivered with the last of them. Two officers at once: the
second sees what is left, and is told so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.actions import Signed
from beneficiaries.actions.signing import Proof, proof_of, sign
from beneficiaries.models import Mandate
from core.errors import DomainError

from ..by_hand import approved_by_hand, needs_run, settle_by_hand
from ..delivery_papers import issue_delivery_receipt, what_was_delivered
from ..enums import ReceivedBy, RowStatus
from ..models import DeliveredPart, Delivery, Instalment, SupportRequest
from ..workflow import DELIVER, HAND_OVER
from .following_up import draw
from .instalments import begin_plan, held, standing_grant
from .moving import begin, finish
from .stipulating import refuse_while_conditions_open

Measures = Mapping[int, Decimal]  # of each instalment, by its number


@dataclass(frozen=True)
class Received:
    """Who received it and how they signed; an agent receives under a mandate."""

    by: str
    signed: Signed
    mandate: Mandate | None = None


def deliver(
    support_request: SupportRequest,
    *,
    by: Any,
    delivered_on: date,
    received: Received,
    measures: Measures | None = None,
    expected_version: int | None = None,
) -> Delivery:
    """Hand over these measures of the instalments, by default all that is left, and issue the receipt."""
    with proof_of(received.signed, association_id=support_request.association_id) as proof:
        return _deliver(
            support_request,
            by=by,
            delivered_on=delivered_on,
            received=received,
            proof=proof,
            measures=measures,
            expected_version=expected_version,
        )


@transaction.atomic
def _deliver(
    support_request: SupportRequest,
    *,
    by: Any,
    delivered_on: date,
    received: Received,
    proof: Proof,
    measures: Measures | None,
    expected_version: int | None,
) -> Delivery:
    support_request, now = begin(support_request, DELIVER, by=by, expected_version=expected_version)
    grant = standing_grant(support_request)
    refuse_while_conditions_open(support_request)
    _check_day(delivered_on, since=grant.since, now=now)
    check_receiver(support_request, received, on=delivered_on)
    begin_plan(support_request, by=by)
    taken = _taken(support_request, measures)
    person = support_request.beneficiary
    signature = sign(person, by=by, digest=_digest(support_request, taken, delivered_on), proof=proof)
    _check_limit(support_request, taken)
    for row in taken:
        _settle_run(row, taken[row], by=by)
    return record(
        support_request,
        taken,
        by=by,
        at=now,
        delivered_on=delivered_on,
        received_by=received.by,
        receiver_name=received.signed.name,
        method=received.signed.method,
        mandate=received.mandate,
        signature=signature,
    )


def record(
    support_request: SupportRequest, taken: dict[Instalment, Decimal], *, by: Any, at: datetime, **facts: Any
) -> Delivery:
    """The rows of a handing over of a locked request, its receipt, and the move; in the caller's transaction."""
    amounts = [measure for row, measure in taken.items() if row.is_money]
    what, amount = what_was_delivered(support_request, taken), sum(amounts, Decimal(0)) if amounts else None
    letter = None
    if facts["received_by"] != ReceivedBy.ACCOUNT:  # what a bank paid in is proven by the bank
        letter = issue_delivery_receipt(support_request, taken, by=by, what=what, amount=amount, facts=facts)
    delivery = Delivery.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        what=what,
        amount=amount,
        letter=letter,
        by=by.user,
        at=at,
        **facts,
    )
    draw(delivery, at=at)
    for row, measure in taken.items():
        DeliveredPart.objects.create(
            association_id=row.association_id, delivery=delivery, instalment=row, measure=measure
        )
        row.delivered += measure
        row.save(update_fields=["delivered"])
    if all(row.is_delivered for row in support_request.instalments.standing()):
        finish(support_request, DELIVER, by=by, at=at)
    else:
        finish(support_request, HAND_OVER, by=by, at=at, detail={"letter": letter.reference} if letter else None)
    return delivery


def _check_limit(support_request: SupportRequest, taken: dict[Instalment, Decimal]) -> None:
    """Above the association's lowest limit money goes out by a payment run that others approved."""
    approved = approved_by_hand(list(taken))
    free = sum((measure for row, measure in taken.items() if row.is_money and row.pk not in approved), Decimal(0))
    if free and needs_run(support_request.association_id, free):
        message = _("This amount is paid by a payment run that others approve. Prepare one under “Payments”.")
        raise DomainError(message, code="needs_run")


def _settle_run(instalment: Instalment, measure: Decimal, *, by: Any) -> None:
    """What an approved run pays by hand is handed over whole; its row is settled."""
    payment = instalment.payments.filter(status=RowStatus.WAITING).select_related("run").first()
    if payment is None:
        return
    if measure != payment.amount:
        message = _("A payment of an approved run is handed over whole.")
        raise DomainError(message, code="whole", field=f"measure_{instalment.position}")
    settle_by_hand(payment, by=by)


def _check_day(day: date, *, since: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise DomainError(_("The delivery cannot be in the future."), code="future", field="delivered_on")
    if day < since:
        raise DomainError(_("The delivery cannot be before the decision."), code="early", field="delivered_on")


def check_receiver(support_request: SupportRequest, received: Received, *, on: date) -> None:
    """An agent receives under a mandate of this person that stands on that day."""
    mandate = received.mandate
    if received.by != ReceivedBy.AGENT:
        if mandate is not None:
            raise DomainError(_("Only an agent receives under a mandate."), code="no_agent", field="mandate")
        return
    if mandate is None or mandate.beneficiary_id != support_request.beneficiary_id:
        message = _("Choose the mandate under which the agent receives. A new one is entered in the file.")
        raise DomainError(message, code="mandate", field="mandate")
    if not mandate.stands_on(on):
        message = _(
            "This mandate is not valid on the day of delivery: the person comes in person, or brings a new deed."
        )
        raise DomainError(message, code="mandate_over", field="mandate")


def _taken(support_request: SupportRequest, measures: Measures | None) -> dict[Instalment, Decimal]:
    """The locked instalments and how much of each is handed over now."""
    rows = list(support_request.instalments.standing().select_for_update(of=("self",)))
    on_their_way = held(rows) - approved_by_hand(rows)
    if measures is None:
        measures = {row.position: row.remaining for row in rows if not row.is_delivered and row.pk not in on_their_way}
    by_number = {row.position: row for row in rows}
    taken = {}
    for position, measure in measures.items():
        row, field = by_number.get(position), f"measure_{position}"
        if row is None or row.pk in on_their_way:
            message = _("The plan has changed: this instalment cannot be handed over now.")
            raise DomainError(message, code="changed", field=field)
        if measure <= 0 or (not row.is_money and measure != int(measure)):
            raise DomainError(_("Write how much is handed over now."), code="measure", field=field)
        if measure > row.remaining:
            message = _("This is more than was granted: of this instalment %(left)s is left.")
            left = f"{row.remaining:,.2f}" if row.is_money else f"{row.remaining:.0f}"
            raise DomainError(message % {"left": left}, code="more_than_granted", field=field)
        taken[row] = measure
    if not taken:
        raise DomainError(_("Write how much is handed over now."), code="nothing")
    return taken


def _digest(support_request: SupportRequest, taken: dict[Instalment, Decimal], day: date) -> str:
    """What exactly is signed for."""
    parts = sorted((row.position, f"{measure:.2f}") for row, measure in taken.items())
    return hashlib.sha256(f"{support_request.reference}|{day.isoformat()}|{parts}".encode()).hexdigest()
