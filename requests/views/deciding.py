"""From the study to the closing: each page is one event of the workflow."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.documents import DECISION, STUDY, at_hand
from core.forms import ReasonForm

from .. import actions
from ..eligibility_shown import advice_for_body
from ..forms import DecisionForm, RecommendationForm, ReturnForm
from ..presenting_study import opinions_of
from ..stipulation_querysets import open_conditions
from ..workflow import CLOSE, DECIDE, RECOMMEND, RETURN, START_STUDY, WITHDRAW
from .base import RequestForm

PREPARED = _("The recommendation is kept. Put it before the body from here, or with others from the list of requests.")


class StartStudy(RequestForm):
    template_name = "support_requests/confirm.html"
    event = START_STUDY
    success_message = _("The study is yours now.")

    def perform(self, form: Any) -> str:
        actions.start_study(self.support_request, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address()


class Recommend(RequestForm):
    template_name = "support_requests/recommend.html"
    form_class = RecommendationForm
    event = RECOMMEND
    success_message = _("The request is before the reviewing body.")

    def fetch(self) -> None:
        super().fetch()
        self.prepared = getattr(self.support_request, "recommendation_draft", None)

    def get_initial(self) -> dict[str, Any]:
        if self.prepared is None:
            return {"amount": self.support_request.amount_asked}
        return {name: getattr(self.prepared, name) for name in ("outcome", "amount", "findings")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        needs_study = self.support_request.policy_version.needs_case_study
        return super().get_context_data(
            documents=at_hand(self.association, STUDY),
            draft=getattr(self.support_request, "study_draft", None),
            prepared=self.prepared,
            needs_study=needs_study,
            **advice_for_body(self.support_request, self.membership),
            **kwargs,
        )

    def perform(self, form: RecommendationForm) -> str:
        data, is_kept = form.cleaned_data, "later" in self.request.POST
        if is_kept:
            self.success_message = PREPARED
        verb = actions.prepare_recommendation if is_kept else actions.recommend
        verb(
            self.support_request,
            by=self.membership,
            outcome=data["outcome"],
            findings=data["findings"],
            amount=data["amount"],
            expected_version=data["version"],
        )
        return self.address()


class ReturnForCompletion(RequestForm):
    template_name = "support_requests/reason.html"
    form_class = ReturnForm
    event = RETURN
    success_message = _("The request went back to the applicant for completion.")

    def get_form_kwargs(self) -> dict[str, Any]:
        entries = list(self.support_request.checklist.select_related("item"))
        return {**super().get_form_kwargs(), "entries": entries}

    def perform(self, form: ReturnForm) -> str:
        data = form.cleaned_data
        actions.return_for_completion(
            self.support_request,
            by=self.membership,
            reason=data["reason"],
            papers=[int(entry) for entry in data["papers"]],
            expected_version=data["version"],
        )
        return self.address()


class Decide(RequestForm):
    """The body's decision, recorded by its chair or head: one page, one sending."""

    template_name = "support_requests/decide.html"
    form_class = DecisionForm
    event = DECIDE
    success_message = _("The decision is recorded and its letter is numbered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "catalogue": self.association.refusal_reasons.filter(is_offered=True)}

    def get_initial(self) -> dict[str, Any]:
        self.advice = self.support_request.recommendations.select_related("by").first()
        asked = {"stipulations": open_conditions(self.support_request)}
        if self.advice is None:
            return asked
        return {"outcome": self.advice.outcome, "amount": self.advice.amount, **asked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        advice = self.support_request.recommendations.select_related("by").first()
        has_study = self.support_request.studies.exists()
        study_url = self.address() + "study/" if has_study else ""
        return super().get_context_data(
            advice=advice,
            study_url=study_url,
            opinions=[row for row in opinions_of(self.support_request) if row.given_at],
            documents=at_hand(self.association, DECISION),
            help=getattr(self.support_request, "urgent_help", None),
            today=timezone.localdate(),
            **advice_for_body(self.support_request, self.membership),
            **kwargs,
        )

    def perform(self, form: DecisionForm) -> str:
        data = form.cleaned_data
        actions.decide(
            self.support_request,
            by=self.membership,
            outcome=data["outcome"],
            amount=data["amount"],
            refusal_reason=data["refusal_reason"],
            reasons=data["reasons"],
            handover=data["handover"],
            to_bring=data["to_bring"],
            stipulations=data["stipulations"],
            expected_version=data["version"],
        )
        return self.address()


class Close(RequestForm):
    template_name = "support_requests/confirm.html"
    event = CLOSE
    success_message = _("The request is closed.")

    def perform(self, form: Any) -> str:
        actions.close(self.support_request, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address()


class Withdraw(RequestForm):
    template_name = "support_requests/reason.html"
    form_class = ReasonForm
    event = WITHDRAW
    success_message = _("The request is withdrawn, as the applicant wished.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        actions.withdraw(
            self.support_request, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.address()
