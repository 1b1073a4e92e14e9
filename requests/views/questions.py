"""The questions of the service, answered at the desk while the request is there (R14)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import actions
from ..actions.questions import replies_of
from ..forms.questions import QuestionsForm
from ..workflow import COMPLETE
from .base import RequestForm


class Questions(RequestForm):
    template_name = "support_requests/questions.html"
    form_class = QuestionsForm
    event = COMPLETE
    success_message = _("The answers are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        questions = self.support_request.service_version.questions.select_related("depends_on")
        given = {"questions": questions, "replies": replies_of(self.support_request)}
        return {**super().get_form_kwargs(), **given}

    def perform(self, form: QuestionsForm) -> str:
        actions.answer_questions(
            self.support_request,
            by=self.membership,
            replies=form.replies(),
            expected_version=form.cleaned_data["version"],
        )
        return self.address()
