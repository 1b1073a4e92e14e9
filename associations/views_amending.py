"""Amending the policy: the draft of the next version is written, approved and brought into force, or discarded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.views import ActionFormView

from . import amending
from .clock_words import rule_text
from .enums import CaseKind, PolicyStatus, Unit
from .forms import ApprovalForm, ObjectionRulesForm
from .objecting import objection_rules
from .promises import engine_rules, rule_row
from .workflow import MANAGE_POLICY


class _Amending(ActionFormView):
    def check(self) -> None:
        self.require(MANAGE_POLICY, _("Amending the policy is not among your tasks."))

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        self.in_force = self.association.policy_in_force()
        self.next = amending.next_version(self.association)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(in_force=self.in_force, next=self.next, **kwargs)

    def address(self, name: str) -> str:
        return reverse(f"associations:{name}", args=[self.association.slug])


class AmendObjections(_Amending):
    """Whether and how a decision may be objected to: the draft of the next version says it."""

    template_name = "associations/amend_objections.html"
    form_class = ObjectionRulesForm

    def get_initial(self) -> dict[str, Any]:
        start = self.next or self.in_force
        rules, answered = objection_rules(start), rule_row(start, CaseKind.OBJECTION)
        found: dict[str, Any] = {"unit": Unit.WORKING_DAYS, "answer_unit": Unit.WORKING_DAYS}
        if rules is not None:
            found |= {name: getattr(rules, name) for name in ("days", "unit", "body", "body_name_ar", "body_name_en")}
        if answered is not None and answered.length:
            found |= {"answer_length": answered.length, "answer_unit": answered.unit}
        return found

    def perform(self, form: ObjectionRulesForm) -> str:
        amending.amend_objections(self.association, by=self.membership, rules=form.rules())
        return self.address("policy_next")


class _OfDraft(_Amending):
    """A page of the draft; without one it does not exist, but a form sent twice still leads to its outcome."""

    def elsewhere(self) -> None:
        is_draft = self.next is not None and self.next.status == PolicyStatus.DRAFT
        if not is_draft and self.request.method == "GET":
            raise Http404

    def version(self) -> int | None:
        return self.next.number if self.next else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.next is None:
            raise Http404
        return super().get_context_data(**kwargs)


class BringIntoForce(_OfDraft):
    """What the draft says beside what is in force; the board's approval brings it into force."""

    template_name = "associations/policy_next.html"
    form_class = ApprovalForm
    success_message = _("The version is in force: requests taken in from now on go by it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sides=[_told(row) for row in (self.next, self.in_force) if row], **kwargs)

    def perform(self, form: ApprovalForm) -> str:
        data = form.cleaned_data
        amending.bring_amendment_into_force(
            self.association,
            by=self.membership,
            number=data["version"] or 0,
            meeting_ar=data["meeting_ar"],
            meeting_en=data["meeting_en"],
            approved_on=data["approved_on"].gregorian,
        )
        return self.address("policy")


class DiscardDraft(_OfDraft):
    """The draft goes, by a button."""

    http_method_names = ["post"]
    success_message = _("The draft is gone; the policy in force stays as it was.")

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        messages.warning(self.request, str(error.message))
        return redirect(self.address("policy"))

    def perform(self, form: Any) -> str:
        amending.discard_amendment(self.association, by=self.membership, number=form.cleaned_data["version"] or 0)
        return self.address("policy")


def _told(version: Any) -> dict[str, Any]:
    row = rule_row(version, CaseKind.OBJECTION)
    return {"version": version, "rules": objection_rules(version), "answered": rule_text(engine_rules(row)[0])}
