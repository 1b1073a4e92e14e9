"""The clock in use, one page for each act; what the policy does not allow is said before anything is typed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.clock_rules import clock_use
from core.forms import ReasonForm

from .. import actions
from ..actions.clock import days_extended, days_paused
from ..forms.clock import DelayForm, ExtendForm, PauseForm, ResumeForm
from ..workflow import EXTEND, PAUSE, RESUME, TAKE_BACK, TELL_DELAY
from .base import RequestForm


class _ClockForm(RequestForm):
    template_name = "support_requests/clock.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.support_request
        return super().get_context_data(
            use=clock_use(case.policy_version),
            days_paused=days_paused(case, on=timezone.localdate()),
            days_extended=days_extended(case),
            **kwargs,
        )

    def expected(self, form: Any) -> dict[str, Any]:
        return {"by": self.membership, "expected_version": form.cleaned_data["version"]}


class PauseClock(_ClockForm):
    form_class = PauseForm
    event = PAUSE
    success_message = _("The clock stands still.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reasons": clock_use(self.support_request.policy_version).pause_reasons}

    def perform(self, form: PauseForm) -> str:
        data = form.cleaned_data
        day = data["from_on"].gregorian
        actions.pause(self.support_request, why=data["why"], note=data["note"], from_on=day, **self.expected(form))
        return self.address()


class ResumeClock(_ClockForm):
    form_class = ResumeForm
    event = RESUME
    success_message = _("The clock goes on.")

    def perform(self, form: ResumeForm) -> str:
        actions.resume(self.support_request, on=form.cleaned_data["on"].gregorian, **self.expected(form))
        return self.address()


class Extend(_ClockForm):
    form_class = ExtendForm
    event = EXTEND
    success_message = _("The period is extended, and the person is told.")

    def perform(self, form: ExtendForm) -> str:
        data = form.cleaned_data
        actions.extend(self.support_request, days=data["days"], reason=data["reason"], **self.expected(form))
        return self.address()


class TakeBack(_ClockForm):
    form_class = ReasonForm
    event = TAKE_BACK
    success_message = _("The extension is taken back, and the person is told.")

    def perform(self, form: ReasonForm) -> str:
        actions.take_back(self.support_request, reason=form.cleaned_data["reason"], **self.expected(form))
        return self.address()


class TellDelay(_ClockForm):
    form_class = DelayForm
    event = TELL_DELAY
    success_message = _("The person is told.")

    def perform(self, form: DelayForm) -> str:
        data = form.cleaned_data
        actions.tell_delay(
            self.support_request,
            reason=data["reason"],
            expected_on=data["expected_on"].gregorian,
            **self.expected(form),
        )
        return self.address()
