"""Second opinions: asked of another researcher, given once (R13)."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import NotPermitted

from .. import actions
from ..actions.opinions import may_be_asked
from ..assigning import chosen
from ..forms.opinions import AskOpinionForm, OpinionForm
from ..workflow import ASK_OPINION, GIVE_OPINION
from .assigning import words_of
from .base import RequestForm


class AskOpinion(RequestForm):
    template_name = "support_requests/ask_opinion.html"
    form_class = AskOpinionForm
    event = ASK_OPINION
    success_message = _("The researcher is asked; the opinion will stand beside the recommendation.")

    def fetch(self) -> None:
        super().fetch()
        self.people = may_be_asked(self.support_request, self.membership)

    def get_form_kwargs(self) -> dict[str, Any]:
        words = [(one, words_of(one, self.support_request)) for one in self.people]
        return {**super().get_form_kwargs(), "people": words}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(people=self.people, **kwargs)

    def perform(self, form: AskOpinionForm) -> str:
        data = form.cleaned_data
        actions.ask_opinion(
            self.support_request,
            by=self.membership,
            of=chosen(self.people, data["of"]),
            question=data["question"],
            expected_version=data["version"],
        )
        return self.address()


class GiveOpinion(RequestForm):
    """The question with the first recommendation, where there is one, for the researcher who was asked alone."""

    template_name = "support_requests/give_opinion.html"
    form_class = OpinionForm
    event = GIVE_OPINION
    success_message = _("Your opinion stands beside the recommendation.")

    def fetch(self) -> None:
        super().fetch()
        rows = self.support_request.opinions.select_related("asked_by")
        self.opinion = get_object_or_404(rows, number=self.kwargs["number"])

    def check(self) -> None:
        super().check()
        self.require(Permission.READ_STUDY, _("Case studies are not among your pages."))
        if self.opinion.asked_of_id != self.membership.user_id:
            raise NotPermitted(_("This opinion was asked of somebody else."), code="not_permitted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        advice = self.support_request.recommendations.select_related("by").first()
        return super().get_context_data(opinion=self.opinion, advice=advice, **kwargs)

    def perform(self, form: OpinionForm) -> str:
        data = form.cleaned_data
        actions.give_opinion(
            self.support_request,
            by=self.membership,
            number=self.opinion.number,
            text=data["text"],
            outcome=data["outcome"],
            amount=data["amount"],
        )
        return self.address()
