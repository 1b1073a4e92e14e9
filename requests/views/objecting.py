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
from correspondence.models.notice import BY_MACHINE

from .. import actions, permissions
from ..actions import objecting
from ..actions.answering import attempts_of, next_means
from ..enums import ObjectionStatus
from ..forms.deciding import AnswerForm, AttemptForm
from ..forms.objecting import ObjectAtDeskForm, RulingForm
from ..lists_after import OBJECTIONS
from ..objection_presenting import story_of, told_promise
from ..objection_workflow import (
    ANSWER_OBJECTION,
    DECIDE_OBJECTION,
    NOT_REACHED,
    OBJECTION_WORKFLOW,
    SEND_OBJECTION_ANSWER,
    WITHDRAW_OBJECTION,
)
from ..stipulation_querysets import open_conditions
from .answering import telling, usual_by_hand
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
        rows = (
            self.association.objections.visible_to(self.membership)
            .for_pages()
            .prefetch_related("policy_version__response_rules")
        )
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
        why, arguments = explained(case), [self.association.slug, case.reference]
        attempts = list(attempts_of(case).select_related("by")) if case.status != ObjectionStatus.RECEIVED else []
        by_message = next_means(case, attempts) in BY_MACHINE
        told_by = SEND_OBJECTION_ANSWER if by_message else ANSWER_OBJECTION
        main = DECIDE_OBJECTION if case.status == ObjectionStatus.RECEIVED else told_by
        steps = [
            (row.label, reverse(f"support_requests:{row.event}", args=arguments), row.event == main)
            for row in OBJECTION_WORKFLOW.events_from(case.status)
            if permissions.may_on_objection(self.membership, row.event, case)
            and (by_message or row.event != SEND_OBJECTION_ANSWER)
        ]
        return super().get_context_data(
            objection=case,
            ruling=getattr(case, "ruling", None),
            revision=getattr(case, "revision", None),
            attempts=attempts,
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

    def get_initial(self) -> dict[str, Any]:
        """What is still asked goes on being asked, unless the body takes it out."""
        return {"stipulations": open_conditions(self.objection.support_request)}

    def perform(self, form: RulingForm) -> str:
        data = form.cleaned_data
        objecting.decide_objection(
            self.objection,
            by=self.membership,
            outcome=data["outcome"],
            new_outcome=data["new_outcome"],
            amount=data["amount"],
            reasons=data["reasons"],
            stipulations=data["stipulations"],
            expected_version=data["version"],
        )
        return self.address()


class _AnsweringObjection(_ObjectionForm):
    """As the answer to a request is told: what was tried stands above the form, and by which means to go on."""

    template_name = "support_requests/objection_answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ruling = getattr(self.objection, "ruling", None)
        return super().get_context_data(**telling(self.objection), ruling=ruling, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"means": usual_by_hand(self.objection)} if self.event != SEND_OBJECTION_ANSWER else {}


class SendObjectionAnswer(_AnsweringObjection):
    event = SEND_OBJECTION_ANSWER
    success_message = _("The answer is sent; it counts as given when the message is accepted.")

    def perform(self, form: Any) -> str:
        actions.send_answer(self.objection, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address()


class AnswerObjection(_AnsweringObjection):
    form_class = AnswerForm
    event = ANSWER_OBJECTION
    success_message = _("The answer to the objection is recorded as given now.")

    def perform(self, form: AnswerForm) -> str:
        data = form.cleaned_data
        actions.give_answer(
            self.objection,
            by=self.membership,
            means=data["means"],
            note=data["note"],
            expected_version=data["version"],
        )
        return self.address()


class ObjectionNotReached(_AnsweringObjection):
    form_class = AttemptForm
    event = NOT_REACHED
    success_message = _("The attempt is recorded.")

    def perform(self, form: AttemptForm) -> str:
        data = form.cleaned_data
        actions.record_attempt(
            self.objection,
            by=self.membership,
            means=data["means"],
            not_reached=data["not_reached"],
            words=data["note"],
            expected_version=data["version"],
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
