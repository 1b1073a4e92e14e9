"""The reviewing body's decision, recorded by its chair or head: one for a request, with its letter (R6–R9, P5)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, DomainError

from .. import permissions
from ..enums import Occasion, Outcome
from ..granting import sent_back
from ..models import Decision, RefusalReason, SupportRequest
from ..stipulating import Stipulated, check_stipulations, refuse_past
from ..urgent import count_in_plan, least_grant
from ..workflow import DECIDE
from .clock import go_on
from .eligibility import keep_eligibility
from .instalments import check_handed_over
from .moving import MOVES, VOTED, Moves, finish, locked
from .papers import issue_decision_letter
from .revising import revise
from .stipulating import set_stipulations
from .urgent import settle_with_decision

# how it is delivered, what to bring; words of letters, which are Arabic always
USUAL_IN_MONEY = (
    "بالتحويل إلى الحساب البنكي المسجل باسمكم لدى الجمعية",
    "الهوية الوطنية، وشهادة الآيبان إن لم تُسلَّم من قبل",
)
USUAL_IN_KIND = ("بالتسليم في مقر الجمعية في أوقات العمل، أو بتوصيل يُتفق عليه معكم", "الهوية الوطنية (الأصل)")


class Terms(NamedTuple):
    """What a decision grants or why it grants nothing, as the row and its letter both state it."""

    outcome: str
    amount: Decimal | None
    refusal_reason: RefusalReason | None
    handover: str
    to_bring: str
    stipulations: tuple[Stipulated, ...] = ()

    def columns(self) -> dict[str, Any]:
        """As the row keeps them; conditions are rows of their own."""
        return {name: value for name, value in self._asdict().items() if name != "stipulations"}


def terms_of(
    support_request: SupportRequest,
    *,
    outcome: str,
    amount: Decimal | None = None,
    reason: RefusalReason | None = None,
    handover: str = "",
    to_bring: str = "",
    stipulations: Sequence[Stipulated] = (),
) -> Terms:
    """Raises where a refusal has no reason of the catalogue, a grant of money no amount, or one already exceeded."""
    asked = check_stipulations(stipulations, outcome=outcome)
    if outcome == Outcome.REFUSED:
        if reason is None:
            raise DomainError(_("Choose why the request is refused."), code="reason", field="refusal_reason")
        check_handed_over(support_request, amount=None)
        return Terms(outcome, None, reason, "", "")
    in_money = support_request.service.is_in_money
    if in_money and amount is None:
        raise DomainError(_("Write the amount that is granted."), code="amount", field="amount")
    least = least_grant(support_request)
    if in_money and amount is not None and amount < least:
        message = _("The grant includes the urgent help that was given: at least %(amount)s riyals.")
        raise DomainError(message % {"amount": f"{least:,.2f}"}, code="urgent_included", field="amount")
    if in_money:
        check_handed_over(support_request, amount=amount)
    usual = USUAL_IN_MONEY if in_money else USUAL_IN_KIND
    return Terms(outcome, amount, None, handover.strip() or usual[0], to_bring.strip() or usual[1], asked)


@transaction.atomic
def decide(
    support_request: SupportRequest,
    *,
    by: Any,
    outcome: str,
    reasons: str,
    amount: Decimal | None = None,
    refusal_reason: str = "",
    handover: str = "",
    to_bring: str = "",
    stipulations: Sequence[Stipulated] = (),
    expected_version: int | None = None,
) -> Decision:
    """Accept, accept in part, or refuse for a reason of the catalogue, named by its code.

    A second decision is refused with the first one's name, unless an objection sent the request back: then it is a
    revision. Where nothing is said of how it is delivered and what to bring, the usual words stand.
    """
    fresh = locked(support_request)
    permissions.check(by, DECIDE, fresh)
    refuse_past(stipulations, today=timezone.localdate())
    terms = {"outcome": outcome, "amount": amount, "handover": handover, "to_bring": to_bring}
    terms["stipulations"] = stipulations
    return _record(
        MOVES, fresh, by=by, reasons=reasons, refusal_reason=refusal_reason, expected=expected_version, **terms
    )


@transaction.atomic
def decide_as_voted(
    support_request: SupportRequest, *, by: Any, reasons: str, refusal_reason: str = "", **terms: Any
) -> Decision:
    """What a body carried by vote; ``by`` presided or closed the session. The vote itself is ``proceedings``'."""
    fresh = locked(support_request)
    return _record(VOTED, fresh, by=by, reasons=reasons, refusal_reason=refusal_reason, expected=None, **terms)


def _record(
    moves: Moves,
    fresh: SupportRequest,
    *,
    by: Any,
    reasons: str,
    refusal_reason: str,
    expected: int | None,
    **given: Any,
) -> Decision:
    made, again = _made_before(fresh)
    support_request, now = moves.begin(fresh, DECIDE, by=by, expected_version=expected)
    offered = support_request.association.refusal_reasons.filter(is_offered=True)
    reason = offered.filter(code=refusal_reason).first() if refusal_reason else None
    terms = terms_of(support_request, reason=reason, **given)
    settle_with_decision(support_request, by=by, outcome=terms.outcome, at=now)
    by_vote = moves is VOTED
    letter = issue_decision_letter(support_request, by=by, reasons=reasons, terms=terms, by_vote=by_vote)
    if again is not None:
        body = support_request.reviewing_body
        revise(support_request, again, terms=terms, reasons=reasons, letter=letter, body=body, by=by, at=now)
    decision = made or Decision.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        body=support_request.reviewing_body,
        reasons=reasons,
        letter=letter,
        decided_by=by.user,
        decided_at=now,
        **terms.columns(),
    )
    if again is None:
        set_stipulations(support_request, terms.stipulations, decision=decision, body=support_request.reviewing_body)
    if terms.outcome != Outcome.REFUSED:
        count_in_plan(support_request, granted=terms.amount, by=by)
    fields = go_on(support_request, by=by, at=now, now=now)
    detail = {"outcome": terms.outcome, "letter": letter.reference}
    finish(support_request, DECIDE, by=by, at=now, detail=detail, also=fields)
    if again is None:  # what the conditions said is kept of the first decision
        keep_eligibility(support_request, Occasion.DECIDED, by=by, at=now)
    return decision


def _made_before(support_request: SupportRequest) -> tuple[Decision | None, Any]:
    """The first decision and the objection that sent it back, if any; raises where it stands."""
    made = Decision.objects.filter(support_request=support_request).select_related("decided_by").first()
    again = sent_back(support_request) if made is not None else None
    if made is not None and again is None:
        raise AlreadyHandled(
            _("%(person)s recorded the decision a moment ago: %(outcome)s. Yours was not saved.")
            % {"person": made.decided_by.name, "outcome": made.get_outcome_display()},
            code="already_decided",
        )
    return made, again
