"""What stands of a grant now: its outcome, its amount, and since when. Asked by whoever plans or delivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from .enums import ObjectionOutcome, Outcome, Status


@dataclass(frozen=True)
class Granted:
    """``amount`` is None where what is granted is given in kind."""

    outcome: str
    amount: Decimal | None
    since: date

    @property
    def is_refused(self) -> bool:
        return self.outcome == Outcome.REFUSED


def granted(support_request: Any) -> Granted | None:
    """What stands now, None while nothing is decided: the latest revision, or the decision. At most one query."""
    decision = getattr(support_request, "decision", None)
    if decision is None:
        return None
    stands = decision
    if getattr(support_request, "has_objections", True):  # a request read for its page says so by itself
        stands = support_request.revisions.order_by("-pk").first() or decision
    return Granted(stands.outcome, stands.amount, timezone.localdate(stands.decided_at))


def is_told(support_request: Any) -> bool:
    """Whether the person knows what stands now: not between a second decision and its answer."""
    return support_request.answered_at is not None and support_request.status != Status.DECIDED


def sent_back(support_request: Any) -> Any:
    """The objection for whose sake the request is decided anew, until that is decided; or None."""
    rows = support_request.objections.filter(ruling__outcome=ObjectionOutcome.SENT_BACK, revision__isnull=True)
    return rows.order_by("-pk").first()
