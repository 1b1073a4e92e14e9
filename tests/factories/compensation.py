"""Two follow-up members and a manager at work on harm, and a case led by the real verbs to any status."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from complaints.actions import compensation as actions
from complaints.compensation_workflow import (
    ACCEPT,
    APPROVE_MINUTES,
    CLOSE,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    ISSUE_SETTLEMENT,
    OFFER,
    PAY,
    RECORD_RULING,
    REJECT,
    SIGN,
    WITHDRAW,
    WRITE_MINUTES,
    CompensationStatus,
)
from complaints.enums import Side
from complaints.models import CompensationCase
from tests.factories.complaints import REASON, Handlers

PARTS = {"harm": "The chair broke.", "extent": "A week without it.", "causes": "It was not checked."}
AGREED = Decimal("1250.00")
TO_BASIS = (RECORD_RULING, ESTABLISH_BASIS)
TO_AGREED = (*TO_BASIS, OFFER, ACCEPT)
TO_PAID = (*TO_AGREED, ISSUE_SETTLEMENT, SIGN, PAY)
# the events that lead an opened case to a status
WAYS: dict[str, tuple[str, ...]] = {
    CompensationStatus.OPENED: (),
    CompensationStatus.BASIS: TO_BASIS,
    CompensationStatus.NEGOTIATING: (*TO_BASIS, OFFER),
    CompensationStatus.AGREED: TO_AGREED,
    CompensationStatus.SETTLED: TO_PAID[:-1],
    CompensationStatus.PAID: TO_PAID,
    CompensationStatus.CLOSED: (*TO_PAID, CLOSE),
    CompensationStatus.REJECTED: (REJECT,),
    CompensationStatus.WITHDRAWN: (WITHDRAW,),
}


class Committee(Handlers):
    """``followup`` and ``second`` are named in minutes; ``manager`` stands for the association."""

    def __init__(self, association: Any) -> None:
        super().__init__(association)
        today = timezone.localdate()
        on_paper = {"method": "on_paper", "own_method": "on_screen"}
        ruling = {"authority": "Labour court", "number": "44/7", "dated_on": today, "is_final": True}
        receipt = {"paid_on": today, "received_by": "Nora", "method": "transfer", "amount": AGREED}
        offered = {"side": Side.ASSOCIATION, "amount": AGREED, "valid_until": today + timedelta(days=7)}
        minutes = {"dated_on": today, **PARTS}
        follow, manage = self.followup, self.manager
        self.acts: dict[str, tuple[Any, Callable[..., Any], dict[str, Any]]] = {
            WRITE_MINUTES: (follow, actions.write_minutes, {**minutes, "members": [self.followup, self.second]}),
            CORRECT_MINUTES: (follow, actions.correct_minutes, minutes),
            APPROVE_MINUTES: (follow, actions.approve_minutes, {}),
            RECORD_RULING: (follow, actions.record_ruling, ruling),
            ESTABLISH_BASIS: (follow, actions.establish_basis, {}),
            OFFER: (manage, actions.offer, offered),
            ACCEPT: (manage, actions.accept, {"side": Side.BENEFICIARY}),
            ISSUE_SETTLEMENT: (manage, actions.issue_settlement, {}),
            SIGN: (manage, actions.sign, {"signed_name": "Nora", **on_paper}),
            PAY: (manage, actions.pay, receipt),
            CLOSE: (manage, actions.close, {}),
            REJECT: (manage, actions.reject, {"reason": REASON}),
            WITHDRAW: (manage, actions.withdraw, {"reason": REASON}),
        }

    def open_case(self, *, by: Any = None, **facts: Any) -> CompensationCase:
        told = {
            "person_name": "نورة السالم",
            "harm_kind": "material",
            "extent": PARTS["extent"],
            "causes": PARTS["causes"],
            "evidence": "A photograph.",
            "occurred_on": timezone.localdate() - timedelta(days=3),
        }
        return actions.open_case(self.association, by=by or self.followup, **{**told, **facts})

    def harmed(self, status: str, **facts: Any) -> CompensationCase:
        """A case in ``status``, on a final ruling."""
        case = self.open_case(**facts)
        for event in WAYS[status]:
            self.act(event, case)
        return self.now(case)

    def with_minutes(self, *approved_by: Any) -> CompensationCase:
        """An opened case with minutes naming both members, approved by these."""
        case = self.open_case()
        self.act(WRITE_MINUTES, case)
        for member in approved_by:
            self.act(APPROVE_MINUTES, case, by=member)
        return self.now(case)

    def act(self, event: str, case: CompensationCase, *, by: Any = None, **facts: Any) -> Any:
        """The verb of an event, with what it needs, by whoever does it usually."""
        usual, verb, needs = self.acts[event]
        return verb(self.now(case), by=by or usual, **{**needs, **facts})

    def now(self, case: CompensationCase) -> CompensationCase:
        return self.association.compensation_cases.for_pages().get(pk=case.pk)
