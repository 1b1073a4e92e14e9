"""What stands of a grant now: its outcome, its amount, and since when. Asked by whoever plans or delivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from .enums import Outcome


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
    """The decision's outcome and amount, or None while nothing is decided."""
    decision = getattr(support_request, "decision", None)
    if decision is None:
        return None
    return Granted(decision.outcome, decision.amount, timezone.localdate(decision.decided_at))
