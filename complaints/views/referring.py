"""Referring an inquiry to the body the policy names: ask, answer, take back (R4)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from associations.referring import referring
from core.forms import ReasonForm
from requests.actions.referring import open_of
from requests.forms.referring import QuestionForm, ReferralAnswerForm

from .. import actions, permissions
from ..workflow import ANSWER_REFERRAL, RECALL_REFERRAL, REFER
from .base import ComplaintForm


class Refer(ComplaintForm):
    template_name = "complaints/refer.html"
    form_class = QuestionForm
    event = REFER
    success_message = _("The question is on its way; its answer comes back to this page.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.complaint.policy_version
        return super().get_context_data(rule=referring(version) if version.referral else None, **kwargs)

    def perform(self, form: QuestionForm) -> str:
        data = form.cleaned_data
        actions.refer(self.complaint, by=self.membership, question=data["question"], expected_version=data["version"])
        return self.address()


class _OpenQuestion(ComplaintForm):
    """A page about the question that waits; its version is the question itself."""

    template_name = "complaints/referral.html"

    def fetch(self) -> None:
        super().fetch()
        self.referral = open_of(self.complaint)

    def version(self) -> int | None:  # type: ignore[override]
        return self.referral.pk if self.referral else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(referral=self.referral, **kwargs)


class RecallReferral(_OpenQuestion):
    form_class = ReasonForm
    event = RECALL_REFERRAL
    success_message = _("The question is taken back.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        actions.recall_referral(
            self.complaint, by=self.membership, reason=data["reason"], expected_question=data["version"]
        )
        return self.address()


class AnswerReferral(_OpenQuestion):
    """For whoever holds the role, also without the page of inquiries: the question and the matter, no name."""

    form_class = ReferralAnswerForm
    event = ANSWER_REFERRAL
    success_message = _("The answer is back with whoever asked.")

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        rows = self.association.complaints.exclude_subject(self.membership).for_pages()
        self.complaint = get_object_or_404(rows, reference=self.kwargs["reference"].upper())
        if not permissions.may(self.membership, ANSWER_REFERRAL, self.complaint):
            raise Http404  # to others the case does not exist here
        self.referral = open_of(self.complaint)

    def perform(self, form: ReferralAnswerForm) -> str:
        data = form.cleaned_data
        actions.answer_referral(
            self.complaint, by=self.membership, answer=data["answer"], expected_question=data["version"]
        )
        return reverse("today", args=[self.association.slug])
