"""The negotiation (M4): offers in turn, answered by the other side alone, and one acceptance.

Each statement is a row that is added; order, turn and expiry are also kept by the database.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError

from ...compensation_workflow import ACCEPT, OFFER, WITHDRAW
from ...models import Acceptance, CompensationCase, CompensationOffer
from .basis import basis_of
from .moving import begin, finish


def last_offer(case: CompensationCase) -> CompensationOffer | None:
    """The offer that waits for an answer."""
    return case.offers.order_by("-number").first()


def _needs_basis(case: CompensationCase) -> None:
    if basis_of(case) is None:
        raise DomainError(
            _("The basis is not sufficient: all named members approve the minutes, or a ruling is final."),
            code="no_basis",
        )


@transaction.atomic
def offer(
    case: CompensationCase,
    *,
    by: Any,
    side: str,
    valid_until: date,
    amount: Decimal | None = None,
    remedy: str = "",
    conditions: str = "",
    expected_version: int | None = None,
) -> CompensationOffer:
    """What one side offers or asks; the side that spoke last waits for the other."""
    case, now = begin(case, OFFER, by=by, expected_version=expected_version)
    _needs_basis(case)
    before, today = last_offer(case), timezone.localdate(now)
    if before is not None and before.side == side:
        raise DomainError(_("This side made the last offer: the other side answers it."), code="turn", field="side")
    if not amount and not remedy.strip():
        raise DomainError(_("Enter an amount, or write what is done instead."), code="nothing_offered", field="amount")
    if valid_until < today:
        raise DomainError(
            _("The last day of the offer has passed: choose a later one."), code="expired", field="valid_until"
        )
    made = CompensationOffer.objects.create(
        association_id=case.association_id,
        case=case,
        number=before.number + 1 if before else 1,
        side=side,
        amount=amount or None,
        remedy=remedy.strip(),
        conditions=conditions.strip(),
        made_on=today,
        valid_until=valid_until,
        by=by.user,
        at=now,
    )
    finish(case, OFFER, by=by, at=now, detail={"side": side, "amount": str(amount) if amount else ""})
    return made


@transaction.atomic
def accept(case: CompensationCase, *, by: Any, side: str, expected_version: int | None = None) -> Acceptance:
    """The side to which the last offer was made accepts it, on its last day at the latest."""
    case, now = begin(case, ACCEPT, by=by, expected_version=expected_version)
    _needs_basis(case)
    last = last_offer(case)
    if last is None:
        raise DomainError(_("Nothing was offered yet."), code="no_offer")
    if last.side == side:
        raise DomainError(_("Nobody accepts their own offer: the other side answers it."), code="turn", field="side")
    if last.valid_until < timezone.localdate(now):
        raise DomainError(
            _("This offer has expired. The side it was made to may make an offer of its own."), code="expired"
        )
    made = Acceptance.objects.create(
        association_id=case.association_id,
        case=case,
        offer=last,
        side=side,
        accepted_on=timezone.localdate(now),
        by=by.user,
        at=now,
    )
    finish(case, ACCEPT, by=by, at=now, detail={"side": side})
    return made


@transaction.atomic
def withdraw(case: CompensationCase, *, by: Any, reason: str, expected_version: int | None = None) -> CompensationCase:
    """The person no longer asks for it, before anything was agreed."""
    case, now = begin(case, WITHDRAW, by=by, expected_version=expected_version, reason=reason)
    return finish(case, WITHDRAW, by=by, at=now, reason=reason)
