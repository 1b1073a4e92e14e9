"""What became of a condition of the decision: met, waived, or open again. Each page is one event of the workflow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm

from .. import actions
from ..forms.stipulating import SeenForm
from ..workflow import MEET_CONDITION, REOPEN_CONDITION, WAIVE_CONDITION
from .base import RequestForm


class _OneCondition(RequestForm):
    """The condition that the address names by its number, of the decision that stands."""

    template_name = "support_requests/condition.html"
    form_class = ReasonForm
    verb: ClassVar[Callable[..., Any]]

    def fetch(self) -> None:
        super().fetch()
        rows = self.support_request.stipulations.for_pages()
        self.condition = rows.filter(position=self.kwargs["number"]).first()
        if self.condition is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(condition=self.condition, **kwargs)

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        type(self).verb(
            self.support_request,
            by=self.membership,
            number=self.kwargs["number"],
            reason=data["reason"],
            expected_version=data["version"],
        )
        return self.address()


class Meet(_OneCondition):
    form_class = SeenForm
    event = MEET_CONDITION
    verb = actions.meet_condition
    success_message = _("The condition is marked as met.")


class Waive(_OneCondition):
    event = WAIVE_CONDITION
    verb = actions.waive_condition
    success_message = _("The condition is waived; the reason stays in the history.")


class Reopen(_OneCondition):
    event = REOPEN_CONDITION
    verb = actions.reopen_condition
    success_message = _("The condition is open again.")
