"""Objections for staff: taken in, listed, read with the clock's derivation, decided, told, withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from associations.clock_weeks import week_names, weeks
from associations.clock_words import rule_text, sentences
from associations.enums import Channel
from associations.objecting import objection_rules
from associations.promise_words import promise_sentence
from associations.promises import explained
from core.errors import DomainError
from core.forms import ReasonForm
from core.views import ActionFormView, InAssociation, PageView

from .. import permissions
from ..actions import objecting
from ..forms.objecting import ObjectAtDeskForm, ObjectionAnswerForm, RulingForm
from ..lists_after import OBJECTIONS
from ..objection_presenting import story_of, told_promise
from ..objection_workflow import ANSWER_OBJECTION, DECIDE_OBJECTION, OBJECTION_WORKFLOW, WITHDRAW_OBJECTION
from .base import OneRequest

NOT_YOURS = _("Requests are not among your pages.")


class ObjectionList(ListPage):
    """Unanswered ones nearest due first, or all, newest first."""

    template_name = "support_requests/objections.html"
    listing = OBJECTIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rules=objection_rules(self.association.policy_in_force()), **kwargs)


class OneObjection(InAssociation):
    """A page about one objection of the association; to others it does not exist."""

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        rows = self.association.objections.for_pages().prefetch_related("policy_version__response_rules")
        self.objection = get_object_or_404(rows, reference=self.kwargs["objection"].upper())

    def check(self) -> None:
        self.require(Permission.SEE_REQUESTS, NOT_YOURS)

    def address(self) -> str:
        return reverse("support_requests:objection", args=[self.association.slug, self.objection.reference])


class ObjectionPage(OneObjection, PageView):
    """Why the person objects, the first decision, the promise with its calendar, and what was decided."""

    template_name = "support_requests/objection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.objection
        kwargs.pop("objection", None)  # the word of the address
        why = explained(case)
        steps = [
            (row.label, self.address() + f"{row.event.split('_')[0]}/", row.event != WITHDRAW_OBJECTION)
            for row in OBJECTION_WORKFLOW.events_from(case.status)
            if permissions.may_on_objection(self.membership, row.event, case)
        ]
        return super().get_context_data(
            objection=case,
            ruling=getattr(case, "ruling", None),
            revision=getattr(case, "revision", None),
            steps_now=steps,
            derivation=why.derivation,
            promise=told_promise(case, promise_sentence(why.derivation)),
            rule=rule_text(why.derivation.rule),
            article=why.row.article if why.row else "",
            steps=sentences(why.derivation),
            weeks=weeks(why.derivation, why.calendar, today=timezone.localdate()),
            weekdays=week_names(),
            story=story_of(case.events.select_related("by")),
            may_see_letters=Permission.SEE_LETTERS in self.membership.permissions,
            **kwargs,
        )


class ObjectAtDesk(OneRequest, ActionFormView):
    """The desk writes down an objection; where it is too late, or not offered, the page says so before anything."""

    template_name = "support_requests/object.html"
    form_class = ObjectAtDeskForm
    success_message = _("The objection is taken in, and the person is told its number.")

    def check(self) -> None:
        super().check()
        self.require(Permission.RECEIVE_REQUEST, _("Taking in an objection is not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        channels = [row.channel for row in self.support_request.policy_version.channels.all()]
        return {**super().get_form_kwargs(), "channels": channels}

    def get_initial(self) -> dict[str, Any]:
        return {"channel": Channel.INTERVIEW}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        window, refusal = None, ""
        try:
            window = objecting.check_open(self.support_request, now=timezone.now())
        except DomainError as error:
            refusal = str(error.message)
        return super().get_context_data(support_request=self.support_request, window=window, refusal=refusal, **kwargs)

    def perform(self, form: ObjectAtDeskForm) -> str:
        data = form.cleaned_data
        objection = objecting.object_to(
            self.support_request, by=self.membership, ground=data["ground"], channel=data["channel"]
        )
        return reverse("support_requests:objection", args=[self.association.slug, objection.reference])


class _ObjectionForm(OneObjection, ActionFormView):
    template_name = "support_requests/objection_form.html"
    event = ""

    def check(self) -> None:
        super().check()
        permissions.check_objection(self.membership, self.event, self.objection)

    def version(self) -> int:
        return int(self.objection.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = OBJECTION_WORKFLOW.rows[self.event]
        return super().get_context_data(
            objection=self.objection, event=row, is_possible=self.objection.status in row.sources, **kwargs
        )


class DecideObjection(_ObjectionForm):
    form_class = RulingForm
    event = DECIDE_OBJECTION
    success_message = _("The decision on the objection is recorded and its letter is numbered.")

    def perform(self, form: RulingForm) -> str:
        data = form.cleaned_data
        objecting.decide_objection(
            self.objection,
            by=self.membership,
            outcome=data["outcome"],
            new_outcome=data["new_outcome"],
            amount=data["amount"],
            reasons=data["reasons"],
            expected_version=data["version"],
        )
        return self.address()


class AnswerObjection(_ObjectionForm):
    form_class = ObjectionAnswerForm
    event = ANSWER_OBJECTION
    success_message = _("The answer to the objection is recorded as given now.")

    def get_initial(self) -> dict[str, Any]:
        return {"means": self.objection.support_request.agreed_means}

    def perform(self, form: ObjectionAnswerForm) -> str:
        data = form.cleaned_data
        objecting.answer_objection(
            self.objection, by=self.membership, means=data["means"], expected_version=data["version"]
        )
        return self.address()


class WithdrawObjection(_ObjectionForm):
    form_class = ReasonForm
    event = WITHDRAW_OBJECTION
    success_message = _("The objection is withdrawn.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        objecting.withdraw_objection(
            self.objection, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.address()
