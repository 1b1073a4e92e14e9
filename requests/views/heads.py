"""Whoever decides alone, short of deciding: asks the researcher, refers to another body, takes no part."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from associations.enums import BodyKind
from committees.reading import bodies_that_decide

from .. import heads
from ..actions.heads import stand_aside
from ..actions.of_body import back_to_study, hand_objection, hand_to_body, hand_urgent, may_hear
from ..forms.heads import BackToStudyForm, HandToBodyForm, StandAsideForm
from ..objection_workflow import HAND_OBJECTION
from ..workflow import BACK_TO_STUDY, HAND_TO_BODY, HAND_URGENT, STAND_ASIDE
from .base import RequestForm
from .objecting import _ObjectionForm


class _OfHead(RequestForm):
    template_name = "support_requests/of_head.html"

    def gone(self) -> str:
        """Back to the request, as long as the member may still find it."""
        seen = self.association.support_requests.visible_to(self.membership).filter(pk=self.support_request.pk)
        return self.address() if seen.exists() else reverse("today", args=[self.association.slug])


class BackToStudy(_OfHead):
    form_class = BackToStudyForm
    event = BACK_TO_STUDY
    success_message = _("The question is with the researcher, who puts the request before the body again.")

    def perform(self, form: BackToStudyForm) -> str:
        data = form.cleaned_data
        back_to_study(
            self.support_request, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.address()


class StandAside(_OfHead):
    """What the records show stands above the form; hints are for the member to judge."""

    form_class = StandAsideForm
    event = STAND_ASIDE
    success_message = _("You take no part in this request. Whoever decides it now was told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.support_request
        body = case.reviewing_body
        return super().get_context_data(
            ties=heads.ties_of(self.membership, case, body),
            deputies=[seat for seat in heads.seats_of(body, "deputy") if seat.membership_id != self.membership.pk],
            **kwargs,
        )

    def perform(self, form: StandAsideForm) -> str:
        data = form.cleaned_data
        stand_aside(self.support_request, by=self.membership, reason=data["reason"], expected_version=data["version"])
        return self.gone()


class HandToBody(_OfHead):
    form_class = HandToBodyForm
    event = HAND_TO_BODY
    verb = staticmethod(hand_to_body)
    success_message = _("The request is before the other body now; its last day stays as it is.")

    def body(self) -> Any:
        return self.support_request.reviewing_body

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = bodies_that_decide(self.association.pk)
        rows = [row for row in rows if row.pk != self.body().pk and row.kind != BodyKind.FOLLOW_UP]
        return {**super().get_form_kwargs(), "bodies": rows}

    def perform(self, form: HandToBodyForm) -> str:
        data = form.cleaned_data
        self.verb(
            self.support_request,
            by=self.membership,
            kind=data["body"],
            reason=data["reason"],
            expected_version=data["version"],
        )
        return self.gone()


class HandUrgent(HandToBody):
    event = HAND_URGENT
    verb = staticmethod(hand_urgent)
    success_message = _("The urgent help is before the other body now; its last day stays as it is.")

    def body(self) -> Any:
        given = getattr(self.support_request, "urgent_help", None)
        return given.body if given else super().body()


class HandObjection(_ObjectionForm):
    """To a body of objections that did not decide first."""

    template_name = "support_requests/hand_objection.html"
    form_class = HandToBodyForm
    event = HAND_OBJECTION
    success_message = _("The objection is before the other body now; its last day stays as it is.")

    def get_form_kwargs(self) -> dict[str, Any]:
        case = self.objection
        rows = [row for row in bodies_that_decide(self.association.pk) if may_hear(case, row.kind)]
        return {**super().get_form_kwargs(), "bodies": [row for row in rows if row.pk != case.body_id]}

    def perform(self, form: HandToBodyForm) -> str:
        data = form.cleaned_data
        hand_objection(
            self.objection,
            by=self.membership,
            kind=data["body"],
            reason=data["reason"],
            expected_version=data["version"],
        )
        return self.address()


__all__ = ["BackToStudy", "HandObjection", "HandToBody", "HandUrgent", "StandAside"]
