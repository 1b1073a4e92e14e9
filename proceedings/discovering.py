"""Who had a hand in the case takes no part in deciding it (R6–R9); what else the records show: ``conflicts``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from committees.models import Seat


def studied_it(support_request: Any, seats: Iterable[Seat]) -> list[Seat]:
    """Seats of whoever studied the request, now or before: their advice stands in it."""
    studied = {support_request.researcher_id, *(row.by_id for row in support_request.recommendations.all())}
    return [seat for seat in seats if seat.membership.user_id in studied]
