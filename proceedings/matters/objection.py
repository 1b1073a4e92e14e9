"""An objection to a decision, before the body that decides objections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from requests.actions.objecting import rule_as_voted, terms_of_ruling
from requests.actions.of_body import hand_objection, may_hear
from requests.enums import ObjectionStatus
from requests.forms.objecting import RulingForm
from requests.models import Objection
from requests.stipulating import stipulated
from requests.stipulation_querysets import open_conditions

from ..enums import Ground, MatterKind
from ..models import Motion
from .support import OfRequest, who_studied


class ObjectionMatter(OfRequest):
    kind = MatterKind.OBJECTION
    form_class = RulingForm

    @classmethod
    def waiting(cls, committee: Any) -> Any:
        rows = committee.objections.filter(status=ObjectionStatus.RECEIVED).order_by("queue_on", "pk")
        return rows.select_related(
            "support_request__beneficiary", "support_request__service", "decision"
        ).prefetch_related("support_request__recommendations")

    @classmethod
    def named(cls, row: Any) -> dict[str, Any]:
        return {"objection": row, "support_request": row.support_request, "reference": row.reference}

    @property
    def row(self) -> Objection:
        found = self.item.objection
        assert found is not None  # a constraint of its kind
        return found

    @property
    def title(self) -> str:
        return _("Objection to the decision on %(reference)s: %(service)s") % {
            "reference": self.request.reference,
            "service": self.request.service.name,
        }

    @property
    def account(self) -> str:
        return self.row.ground

    @property
    def due_on(self) -> date | None:
        return self.row.due_on

    @property
    def orders_on(self) -> date:
        return self.row.queue_on

    @property
    def url_name(self) -> str:
        return "support_requests:objection"

    @property
    def waits(self) -> bool:
        return self.row.status == ObjectionStatus.RECEIVED and self.row.body_id == self.item.session.committee_id

    def tied(self) -> dict[int, Ground]:
        return {**who_studied(self.request), self.row.decision.decided_by_id: Ground.FIRST_DECIDER}

    def initial(self) -> dict[str, Any]:
        """What is still asked goes on being asked, unless the body takes it out."""
        return {"stipulations": open_conditions(self.request)}

    def terms(self, **given: Any) -> dict[str, Any]:
        names = ("outcome", "new_outcome", "amount")
        return {
            **terms_of_ruling(
                self.request,
                **{name: given.get(name) or None for name in names},
                stipulations=given.get("stipulations") or (),
            ),
            "reasons": given["reasons"].strip(),
        }

    def may_go_to(self, kind: str) -> bool:
        """To a body of objections that did not make the first decision."""
        return super().may_go_to(kind) and may_hear(self.row, kind)

    def refer_on(self, *, by: Any, kind: str, because: str) -> None:
        hand_objection(self.row, by=by, kind=kind, reason=because, voted=True)

    def take_effect(self, motion: Motion, *, by: Any) -> Any:
        """The first decision stands, is changed, or goes back to its study."""
        return rule_as_voted(
            self.row,
            by=by,
            outcome=motion.outcome,
            new_outcome=motion.new_outcome,
            amount=motion.amount,
            stipulations=stipulated(motion.stipulations.all()),
            reasons=motion.reasons,
        )
