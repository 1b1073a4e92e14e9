"""The reviewing body's decision, recorded by its chair or head: one for a request, with its letter (R6–R9, P5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, DomainError

from .. import permissions
from ..enums import Occasion, Outcome
from ..models import Decision, SupportRequest
from ..workflow import DECIDE
from .clock import go_on
from .eligibility import keep_eligibility
from .moving import begin, finish, locked
from .papers import issue_decision_letter


@transaction.atomic
def decide(
    support_request: SupportRequest,
    *,
    by: Any,
    outcome: str,
    reasons: str,
    amount: Decimal | None = None,
    refusal_reason: str = "",
    expected_version: int | None = None,
) -> Decision:
    """Accept, accept in part, or refuse with a reason. A second decision is refused with the first one's name."""
    fresh = locked(support_request)
    permissions.check(by, DECIDE, fresh)
    made = Decision.objects.filter(support_request=fresh).select_related("decided_by").first()
    if made is not None:
        raise AlreadyHandled(
            _("%(person)s recorded the decision a moment ago: %(outcome)s. Yours was not saved.")
            % {"person": made.decided_by.name, "outcome": made.get_outcome_display()},
            code="already_decided",
        )
    support_request, now = begin(support_request, DECIDE, by=by, expected_version=expected_version)
    if outcome == Outcome.REFUSED:
        amount = None
        if not refusal_reason:
            raise DomainError(_("Choose why the request is refused."), code="reason", field="refusal_reason")
    else:
        refusal_reason = ""
        if support_request.service.is_in_money and amount is None:
            raise DomainError(_("Write the amount that is granted."), code="amount", field="amount")
    letter = issue_decision_letter(
        support_request, by=by, outcome=outcome, amount=amount, refusal_reason=refusal_reason, reasons=reasons
    )
    decision = Decision.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        body=support_request.reviewing_body,
        outcome=outcome,
        amount=amount,
        refusal_reason=refusal_reason,
        reasons=reasons,
        letter=letter,
        decided_by=by.user,
        decided_at=now,
    )
    fields = go_on(support_request, by=by, at=now, now=now)
    detail = {"outcome": outcome, "letter": letter.reference}
    finish(support_request, DECIDE, by=by, at=now, detail=detail, also=fields)
    keep_eligibility(support_request, Occasion.DECIDED, by=by, at=now)
    return decision
