"""Telling the answer: sent by one press, recorded as given, or recorded as not arrived."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ContactMeans
from correspondence.models.notice import BY_MACHINE
from correspondence.notices.register import masked

from .. import actions
from ..actions.answering import attempts_of, means_in_order, next_means, request_of
from ..enums import AttemptState, Outcome
from ..forms.deciding import AnswerForm, AttemptForm
from ..granting import granted
from ..workflow import GIVE_ANSWER, RECORD_ATTEMPT, SEND_ANSWER
from .base import RequestForm


def telling(case: Any) -> dict[str, Any]:
    """What was tried, and by which means to go on: of a request's answer, or of an objection's. One query."""
    attempts = list(attempts_of(case).select_related("by"))
    means, file = next_means(case, attempts), request_of(case).beneficiary
    is_email = means == ContactMeans.EMAIL
    return {
        "attempts": attempts,
        "is_on_its_way": any(attempt.state == AttemptState.WAITING for attempt in attempts),
        "next_means": ContactMeans(means).label if means else "",
        "goes_by_message": means in BY_MACHINE,
        "recipient": masked("email" if is_email else "sms", file.email if is_email else file.mobile),
    }


def usual_by_hand(case: Any) -> str:
    """The means by hand that comes next."""
    failed = {row.means for row in attempts_of(case) if row.state == AttemptState.FAILED}
    by_hand = [means for means in means_in_order(case) if means not in BY_MACHINE]
    return next((means for means in by_hand if means not in failed), by_hand[0])


class _Answering(RequestForm):
    """What was tried stands above the form, and by which means to go on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**telling(self.support_request), **kwargs)


class SendAnswer(_Answering):
    template_name = "support_requests/send_answer.html"
    event = SEND_ANSWER
    success_message = _("The answer is sent; it counts as given when the message is accepted.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stands = granted(self.support_request)
        outcome = Outcome(stands.outcome).label if stands else ""
        return super().get_context_data(outcome=outcome, **kwargs)

    def perform(self, form: Any) -> str:
        actions.send_answer(self.support_request, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address()


class GiveAnswer(_Answering):
    template_name = "support_requests/answer.html"
    form_class = AnswerForm
    event = GIVE_ANSWER
    success_message = _("The answer is recorded as given now.")

    def get_initial(self) -> dict[str, Any]:
        return {"means": usual_by_hand(self.support_request)}

    def perform(self, form: AnswerForm) -> str:
        data = form.cleaned_data
        actions.give_answer(
            self.support_request,
            by=self.membership,
            means=data["means"],
            note=data["note"],
            expected_version=data["version"],
        )
        return self.address()


class RecordAttempt(_Answering):
    template_name = "support_requests/answer.html"
    form_class = AttemptForm
    event = RECORD_ATTEMPT
    success_message = _("The attempt is recorded.")

    def get_initial(self) -> dict[str, Any]:
        return {"means": usual_by_hand(self.support_request)}

    def perform(self, form: AttemptForm) -> str:
        data = form.cleaned_data
        actions.record_attempt(
            self.support_request,
            by=self.membership,
            means=data["means"],
            not_reached=data["not_reached"],
            words=data["note"],
            expected_version=data["version"],
        )
        return self.address()
