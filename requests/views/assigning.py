"""Who studies what: give a request to a researcher, step aside from it, and the load of each researcher."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import Permission
from core.errors import NotPermitted
from core.forms import ReasonForm
from core.views import ActionFormView, PageView

from .. import actions
from ..assigning import Researcher, chosen, offered, researchers
from ..forms.assigning import AreasForm, AssignForm
from ..workflow import ASSIGN, STEP_ASIDE
from .base import RequestForm

SHOWN = 50


class Assign(RequestForm):
    """The suggestion stands first and is chosen; whoever assigns may choose another."""

    template_name = "support_requests/assign.html"
    form_class = AssignForm
    event = ASSIGN
    success_message = gettext_lazy("The request is given, and the researcher is told.")

    def fetch(self) -> None:
        super().fetch()
        case = self.support_request
        people = researchers(self.association, on=timezone.localdate())
        aside = {case.researcher_id, *case.stepped_aside.values_list("who", flat=True)}
        self.people = offered(case, people, aside=[pk for pk in aside if pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        words = [(one, words_of(one, self.support_request)) for one in self.people]
        needs_reason = self.support_request.researcher_id is not None
        return {**super().get_form_kwargs(), "people": words, "needs_reason": needs_reason}

    def get_initial(self) -> dict[str, Any]:
        return {"to": self.people[0].value} if self.people else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(people=self.people, **kwargs)

    def perform(self, form: AssignForm) -> str:
        data = form.cleaned_data
        actions.assign(
            self.support_request,
            by=self.membership,
            to=chosen(self.people, data["to"]),
            reason=data.get("reason", ""),
            expected_version=data["version"],
        )
        return self.address()


def words_of(one: Researcher, case: Any) -> str:
    """The researcher with what speaks for the choice."""
    load = ngettext("%(number)s open case", "%(number)s open cases", one.open_cases) % {"number": one.open_cases}
    parts = [one.user.name, load]
    if one.covers(case.beneficiary):
        parts.insert(1, _("covers this area"))
    return " · ".join(parts)


class StepAside(RequestForm):
    template_name = "support_requests/step_aside.html"
    form_class = ReasonForm
    event = STEP_ASIDE
    success_message = gettext_lazy("You stepped aside; the request waits for another researcher.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        actions.step_aside(
            self.support_request, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.address()


class Load(PageView):
    """The load of each researcher, and the complete requests that nobody has, each with its suggestion."""

    template_name = "support_requests/load.html"

    def check(self) -> None:
        if not {Permission.ASSIGN_REQUEST, Permission.STUDY_REQUEST} & self.membership.permissions:
            raise NotPermitted(_("The load of researchers is not among your pages."), code="not_permitted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = researchers(self.association, on=timezone.localdate())
        rows = self.association.support_requests.with_nobody()
        waiting = list(rows.for_lists().nearest_due_first().prefetch_related("stepped_aside")[:SHOWN])
        return super().get_context_data(
            people=people,
            waiting=[(row, self.suggestion(row, people)) for row in waiting],
            may_assign=Permission.ASSIGN_REQUEST in self.membership.permissions,
            today=timezone.localdate(),
            **kwargs,
        )

    def suggestion(self, row: Any, people: list[Researcher]) -> tuple[Researcher, bool] | None:
        """The first who is offered, and whether by the area."""
        first = next(iter(offered(row, people, aside=[one.who_id for one in row.stepped_aside.all()])), None)
        return (first, first.covers(row.beneficiary)) if first else None


class Areas(ActionFormView):
    """The cities and districts of each researcher."""

    template_name = "support_requests/areas.html"
    form_class = AreasForm
    success_message = gettext_lazy("The areas are saved.")

    def fetch(self) -> None:
        self.people = researchers(self.association, on=timezone.localdate()) if self.association else []

    def check(self) -> None:
        self.require(Permission.ASSIGN_REQUEST, _("Naming the areas of researchers is not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": sorted(self.people, key=lambda one: one.membership.pk)}

    def perform(self, form: AreasForm) -> str:
        actions.name_areas(self.association, by=self.membership, areas=form.areas())
        return reverse("support_requests:load", args=[self.association.slug])
