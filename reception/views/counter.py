"""The counter: who is here, who waits, who is served by whom, and the visits of the day (R1, R3, C)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from associations.enums import Channel
from core.views import ActionFormView

from .. import actions
from ..enums import VisitStatus
from ..forms import ArrivalForm
from ..lists import VISITS
from .base import AtTheCounter

LATEST = 10


class Counter(AtTheCounter, ActionFormView):
    """One page for the desk with a visitor before it: the form, those here, those gone today."""

    template_name = "reception/counter.html"
    form_class = ArrivalForm
    success_message = _("The visitor is among those who wait.")

    def check(self) -> None:
        super().check()
        self.policy = self.association.policy_in_force()

    def get_initial(self) -> dict[str, Any]:
        return {"channel": Channel.INTERVIEW}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "find": self.find,
            "channels": [row.channel for row in self.policy.channels.all()],
            "offices": self.association.offices.order_by("pk"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visits = self.association.visits.visible_to(self.membership).for_pages()
        here = list(visits.here())
        gone = visits.of_day(timezone.localdate()).gone()
        return super().get_context_data(
            waiting=[visit for visit in here if visit.status == VisitStatus.WAITING],
            served=[visit for visit in here if visit.status == VisitStatus.BEING_SERVED],
            gone=gone[:LATEST],
            helps=self.association.help_requests.waiting().count()
            if Permission.TRIAGE_HELP in self.membership.permissions
            else 0,
            today=timezone.localdate(),
            **kwargs,
        )

    def perform(self, form: ArrivalForm) -> str:
        visit = actions.arrive(self.association, by=self.membership, **form.facts())
        if "wait" in self.request.POST:
            return self.counter_url()
        self.success_message = ""
        actions.serve(visit, by=self.membership)
        return reverse("reception:visit", args=[self.association.slug, visit.uid])


class Visits(ListPage):
    """All visits that are over, the latest first, and those that go on."""

    template_name = "reception/visits.html"
    listing = VISITS
