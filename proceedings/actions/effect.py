"""A carried motion becomes the decision of its case, in the transaction that says so (R6–R9)."""

from __future__ import annotations

from typing import Any

from committees.enums import Result
from requests.actions import decide_as_voted
from requests.models import Decision

from ..models import Item


def take_effect(item: Item, *, by: Any) -> Decision:
    """The decision is recorded on the request with its letter, as the motion says."""
    motion = item.motions.select_related("refusal_reason").get(result=Result.CARRIED)
    return decide_as_voted(
        item.support_request,
        by=by,
        outcome=motion.outcome,
        amount=motion.amount,
        refusal_reason=motion.refusal_reason.code if motion.refusal_reason else "",
        reasons=motion.reasons,
        handover=motion.handover,
        to_bring=motion.to_bring,
    )
