"""After the answer: the service is delivered and signed for (R12), the request closed; or withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from ..enums import Outcome
from ..models import Delivery, SupportRequest
from ..signals import request_closed
from ..workflow import CLOSE, DELIVER, WITHDRAW
from .moving import begin, finish


@transaction.atomic
def deliver(
    support_request: SupportRequest,
    *,
    by: Any,
    what: str,
    delivered_on: date,
    received_by: str,
    receiver_name: str,
    method: str,
    amount: Decimal | None = None,
    expected_version: int | None = None,
) -> Delivery:
    """What was granted was handed over and signed for (R12)."""
    support_request, now = begin(support_request, DELIVER, by=by, expected_version=expected_version)
    decision = support_request.decision
    if decision.outcome == Outcome.REFUSED:
        raise DomainError(_("A refused request has nothing to deliver: close it."), code="refused")
    if delivered_on > timezone.localdate(now):
        raise DomainError(_("The delivery cannot be in the future."), code="future", field="delivered_on")
    if delivered_on < timezone.localdate(decision.decided_at):
        raise DomainError(_("The delivery cannot be before the decision."), code="early", field="delivered_on")
    if decision.amount is not None and amount is not None and amount > decision.amount:
        raise DomainError(_("This is more than was granted."), code="more_than_granted", field="amount")
    delivery = Delivery.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        what=what,
        amount=amount,
        delivered_on=delivered_on,
        received_by=received_by,
        receiver_name=receiver_name,
        method=method,
        by=by.user,
        at=now,
    )
    finish(support_request, DELIVER, by=by, at=now)
    return delivery


@transaction.atomic
def close(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """Nothing is left to do: delivered, or refused and told."""
    support_request, now = begin(support_request, CLOSE, by=by, expected_version=expected_version)
    granted = support_request.decision.outcome != Outcome.REFUSED
    if granted and not Delivery.objects.filter(support_request=support_request).exists():
        raise DomainError(_("What was granted is not delivered yet."), code="not_delivered")
    support_request.closed_at = now
    support_request = finish(support_request, CLOSE, by=by, at=now, also=["closed_at"])
    request_closed.send(SupportRequest, support_request=support_request, by=by)
    return support_request


@transaction.atomic
def withdraw(
    support_request: SupportRequest, *, by: Any, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """The applicant no longer wants it; the reason stays in the history."""
    support_request, now = begin(support_request, WITHDRAW, by=by, expected_version=expected_version, reason=reason)
    support_request.closed_at = now
    return finish(support_request, WITHDRAW, by=by, at=now, reason=reason, also=["closed_at"])
