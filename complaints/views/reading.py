"""The list with its queues, the page of one case, and the contact officers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.views import ActionFormView, PageView

from .. import actions
from ..enums import Kind
from ..forms import EndTermForm, OfficerForm
from ..lists import COMPLAINTS
from ..presenting import next_steps, path_of, promise_of, referrals_of, story_of
from .base import OneComplaint


class ComplaintList(ListPage):
    """What the member may know of, by queue, nearest due first unless another order is asked for."""

    template_name = "complaints/list.html"
    listing = COMPLAINTS

    def has_compensation(self) -> bool:
        """Whether the way to compensation is shown: to those who handle it, where the policy has it."""
        handles = Permission.HANDLE_COMPENSATION in self.membership.permissions
        return handles and self.association.policy_in_force().compensates_harm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_receive=Permission.RECEIVE_COMPLAINT in self.membership.permissions,
            has_compensation=self.has_compensation(),
            may_oversee=Permission.OVERSEE_COMPLAINTS in self.membership.permissions,
            **kwargs,
        )


class Detail(OneComplaint, PageView):
    """One case: the promise, what was said, what was found, and the next step."""

    template_name = "complaints/detail.html"

    def compensation(self) -> dict[str, Any]:
        """The compensation cases that grew out of it, and whether one more may be opened."""
        handles = Permission.HANDLE_COMPENSATION in self.membership.permissions
        known = self.complaint.compensation_cases.visible_to(self.membership) if handles else []
        may = handles and self.complaint.kind == Kind.COMPLAINT and self.complaint.policy_version.compensates_harm
        return {"compensation_cases": list(known), "may_compensate": may and not known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, today = self.complaint, timezone.localdate()
        events = list(case.events.select_related("by"))
        return super().get_context_data(
            complaint=case,
            path=path_of(case),
            **promise_of(case, today=today),
            earlier_promises=list(case.promises.all())[:-1],
            talk=list(case.messages.select_related("by")),
            resolutions=list(case.resolutions.select_related("by")),
            replies=list(case.replies.select_related("by")),
            attempts=list(case.attempts.select_related("by")),
            subjects=list(case.subjects.filter(cleared_at__isnull=True).select_related("membership__user")),
            story=story_of(events),
            referrals=referrals_of(self.membership, case, events, today=today),
            steps_now=next_steps(self.membership, case),
            is_owner=case.owner_id == self.membership.pk,
            **self.compensation(),
            may_open_file=Permission.FIND_BENEFICIARY in self.membership.permissions,
            today=today,
            **kwargs,
        )


class Officers(ActionFormView):
    """Who answers inquiries on what (K4); management appoints and ends terms."""

    template_name = "complaints/officers.html"
    form_class = OfficerForm
    success_message = _("The contact officer is appointed from today.")

    def check(self) -> None:
        self.require(Permission.OVERSEE_COMPLAINTS, _("Contact officers are appointed by management."))
        rows = self.association.memberships.active().with_roles().select_related("user").order_by("pk")
        self.members = {row.pk: row for row in rows if Permission.ANSWER_INQUIRY in row.permissions}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "members": [(row.pk, row.user.name) for row in self.members.values()],
            "categories": self.association.beneficiary_categories.all(),
            "fields": self.association.fields_of_work.all(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officers = self.association.contact_officers.for_pages().filter(until_on__isnull=True)
        return super().get_context_data(officers=officers, **kwargs)

    def perform(self, form: OfficerForm) -> str:
        data = form.cleaned_data
        actions.appoint(
            self.association,
            by=self.membership,
            member=self.members[data["member"]],
            category=data["category"],
            field=data["field"],
        )
        return reverse("complaints:officers", args=[self.association.slug])


class EndTerm(ActionFormView):
    """The term of one contact officer ends today."""

    http_method_names = ["post"]
    form_class = EndTermForm
    success_message = _("The term ended.")

    def check(self) -> None:
        self.require(Permission.OVERSEE_COMPLAINTS, _("Contact officers are appointed by management."))

    def perform(self, form: EndTermForm) -> str:
        officer = get_object_or_404(self.association.contact_officers, pk=form.cleaned_data["officer"])
        actions.end_term(officer, by=self.membership)
        return reverse("complaints:officers", args=[self.association.slug])

    def form_invalid(self, form: Any) -> HttpResponse:
        raise Http404
