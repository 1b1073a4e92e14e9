"""A support request that waits for its body's decision."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q

from requests.actions import decide_as_voted
from requests.actions.decision import terms_of
from requests.actions.of_body import back_to_study, hand_to_body
from requests.enums import Status
from requests.forms.deciding import DecisionForm
from requests.hidden import hidden_from
from requests.models import SupportRequest
from requests.stipulating import stipulated
from requests.stipulation_querysets import open_conditions

from ..enums import Ground, MatterKind
from ..models import Motion
from .base import Matter


def who_studied(support_request: SupportRequest) -> dict[int, Ground]:
    """Now or before: their advice stands in it."""
    known = (support_request.researcher_id, *(row.by_id for row in support_request.recommendations.all()))
    return {user: Ground.RESEARCHER for user in known if user is not None}


def who_gave_help(support_request: SupportRequest) -> dict[int, Ground]:
    """A grant ratifies the urgent help in it, which nobody does who gave it."""
    given = getattr(support_request, "urgent_help", None)
    return {given.given_by_id: Ground.GAVE_HELP} if given else {}


class OfRequest(Matter):
    """What hangs on a support request; ``to_request`` leads from its row there."""

    to_request: ClassVar[str] = "support_request"

    @classmethod
    def hidden_from(cls, member: Any) -> Q:
        return hidden_from(member, cls.to_request)

    @property
    def request(self) -> SupportRequest:
        found = self.item.support_request
        assert found is not None  # a constraint of its kind
        return found

    @property
    def person(self) -> str:
        return self.request.beneficiary.full_name

    @property
    def file(self) -> Any:
        return self.request.beneficiary

    @property
    def url_name(self) -> str:
        return "support_requests:detail"

    def offered_reason(self, code: str) -> Any:
        """The reason of refusal with this code, as long as it is offered."""
        return self.request.association.refusal_reasons.filter(is_offered=True, code=code).first() if code else None


class SupportMatter(OfRequest):
    kind = MatterKind.SUPPORT
    to_request = "pk"
    form_class = DecisionForm

    @classmethod
    def waiting(cls, committee: Any) -> Any:
        rows = committee.support_requests.waiting_for_body().order_by("queue_on", "pk")
        return rows.select_related("beneficiary", "service", "urgent_help").prefetch_related("recommendations")

    @classmethod
    def named(cls, row: Any) -> dict[str, Any]:
        return {"support_request": row, "reference": row.reference}

    @property
    def row(self) -> SupportRequest:
        return self.request

    @property
    def title(self) -> str:
        return self.request.service.name

    @property
    def account(self) -> str:
        return self.request.need

    @property
    def due_on(self) -> date | None:
        return self.request.due_on

    @property
    def orders_on(self) -> date:
        return self.request.queue_on

    @property
    def waits(self) -> bool:
        is_before_it = self.request.reviewing_body_id == self.item.session.committee_id
        return is_before_it and self.request.status == Status.AWAITING_DECISION

    def tied(self) -> dict[int, Ground]:
        return {**who_gave_help(self.request), **who_studied(self.request)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"catalogue": self.request.association.refusal_reasons.filter(is_offered=True)}

    def initial(self) -> dict[str, Any]:
        advice = self.request.recommendations.first()
        asked = {"stipulations": open_conditions(self.request)}
        return {"outcome": advice.outcome, "amount": advice.amount, **asked} if advice else asked

    def terms(self, **given: Any) -> dict[str, Any]:
        reason = self.offered_reason(given.get("refusal_reason", ""))
        words = {name: given.get(name) or "" for name in ("handover", "to_bring")}
        asked = given.get("stipulations") or ()
        amount = given.get("amount")
        terms = terms_of(
            self.request, outcome=given["outcome"], amount=amount, reason=reason, stipulations=asked, **words
        )
        return {**terms._asdict(), "reasons": given["reasons"].strip()}

    def back_to_researcher(self, *, by: Any, question: str) -> None:
        back_to_study(self.request, by=by, reason=question, voted=True)

    def refer_on(self, *, by: Any, kind: str, because: str) -> None:
        hand_to_body(self.request, by=by, kind=kind, reason=because, voted=True)

    def take_effect(self, motion: Motion, *, by: Any) -> Any:
        """The decision is recorded on the request with its letter."""
        return decide_as_voted(
            self.request,
            by=by,
            outcome=motion.outcome,
            amount=motion.amount,
            refusal_reason=motion.refusal_reason.code if motion.refusal_reason else "",
            reasons=motion.reasons,
            handover=motion.handover,
            to_bring=motion.to_bring,
            stipulations=stipulated(motion.stipulations.all()),
        )
