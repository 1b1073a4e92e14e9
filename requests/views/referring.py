"""Referring to the body the policy names: ask, answer, take back (R4)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.referring import referring
from core.forms import ReasonForm

from .. import actions
from ..actions.referring import open_of
from ..forms.referring import QuestionForm, ReferralAnswerForm
from ..workflow import ANSWER_REFERRAL, RECALL_REFERRAL, REFER
from .base import RequestForm


class Refer(RequestForm):
    template_name = "support_requests/refer.html"
    form_class = QuestionForm
    event = REFER
    success_message = _("The question is on its way; its answer comes back to this page.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.support_request.policy_version
        return super().get_context_data(rule=referring(version) if version.referral else None, **kwargs)

    def perform(self, form: QuestionForm) -> str:
        data = form.cleaned_data
        actions.refer(
            self.support_request, by=self.membership, question=data["question"], expected_version=data["version"]
        )
        return self.address()


class _OpenQuestion(RequestForm):
    """A page about the question that waits; its version is the question itself."""

    template_name = "support_requests/referral.html"

    def fetch(self) -> None:
        super().fetch()
        self.referral = open_of(self.support_request)

    def version(self) -> int | None:  # type: ignore[override]
        return self.referral.pk if self.referral else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(referral=self.referral, **kwargs)


class AnswerReferral(_OpenQuestion):
    form_class = ReferralAnswerForm
    event = ANSWER_REFERRAL
    success_message = _("The answer is back with whoever asked.")

    def perform(self, form: ReferralAnswerForm) -> str:
        data = form.cleaned_data
        actions.answer_referral(
            self.support_request, by=self.membership, answer=data["answer"], expected_question=data["version"]
        )
        return self.address()


class RecallReferral(_OpenQuestion):
    form_class = ReasonForm
    event = RECALL_REFERRAL
    success_message = _("The question is taken back.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        actions.recall_referral(
            self.support_request, by=self.membership, reason=data["reason"], expected_question=data["version"]
        )
        return self.address()
