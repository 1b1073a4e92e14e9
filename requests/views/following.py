"""The lists of deliveries: what is due, late, wrong, or to be asked about; and the pages of a delivery's sequel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.views import ActionFormView

from ..actions import following_up, handing_on
from ..enums import ChangedRules, ProblemKind
from ..forms.following import CallForm, ProblemForm, RulesForm, SettlementForm
from ..forms.handing_on import HandOnForm
from ..lists_after import CALLS, INSTALMENTS, PERIODS, PROBLEMS
from ..models import Delivery
from ..rules_shown import changes_of
from .base import OneRequest

NOT_YOURS = _("Following deliveries up is not among your tasks.")


class _OfDeliveries(ListPage):
    """One of the lists of deliveries; all of them stand in one line of queues."""

    template_name = "support_requests/deliveries/list.html"

    def tabs(self) -> Iterator[tuple[Any, str, bool]]:
        for listing in (INSTALMENTS, PROBLEMS, CALLS, PERIODS):
            url, is_here = reverse(listing.url_name, args=[self.association.slug]), listing is self.listing
            for name, label in listing.queues.items():
                query = self.asked.address(queue=name) if is_here else f"?queue={name}"
                yield label, url + query, is_here and name == self.asked.queue

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            me=self.membership.user_id,
            may_receive=Permission.RECEIVE_REQUEST in self.membership.permissions,
            **kwargs,
        )
        return {**context, "queues": list(self.tabs())}


class Instalments(_OfDeliveries):
    listing = INSTALMENTS


class Problems(_OfDeliveries):
    listing = PROBLEMS


class Calls(_OfDeliveries):
    listing = CALLS


class EndingSupport(_OfDeliveries):
    listing = PERIODS


class _OneDelivery(OneRequest, ActionFormView):
    """A form about the delivery of this number of the request."""

    template_name = "support_requests/deliveries/form.html"
    heading: Any = ""

    @cached_property
    def delivery(self) -> Delivery:
        rows = list(self.support_request.deliveries.select_related("by").order_by("pk"))
        number = int(self.kwargs["number"])  # any figure that an address can hold
        if not 1 <= number <= len(rows):
            raise Http404
        return rows[number - 1]

    def check(self) -> None:
        self.require(Permission.FOLLOW_DELIVERIES, NOT_YOURS)
        assert self.delivery

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            support_request=self.support_request,
            delivery=self.delivery,
            heading=self.heading,
            problem=self.delivery.problems.select_related("owner").first(),
            **kwargs,
        )


class ReportProblem(_OneDelivery):
    form_class = ProblemForm
    heading = _("A problem with the delivery")
    success_message = _("The problem is yours until it is settled.")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": ProblemKind.NOT_RECEIVED}

    def perform(self, form: ProblemForm) -> str:
        data = form.cleaned_data
        following_up.report_problem(self.delivery, by=self.membership, kind=data["kind"], words=data["words"])
        return self.address()


class SettleProblem(_OneDelivery):
    form_class = SettlementForm
    heading = _("Settle the problem")
    success_message = _("The problem is settled.")

    def perform(self, form: SettlementForm) -> str:
        data = form.cleaned_data
        following_up.settle_problem(
            self.delivery, by=self.membership, settled_as=data["settled_as"], words=data["words"]
        )
        return self.address()


class HandOn(_OneDelivery):
    """The open problem goes to somebody else who follows deliveries up."""

    form_class = HandOnForm
    heading = _("Hand the problem on")
    success_message = _("The problem is handed on, and its new owner is told.")

    @cached_property
    def problem(self) -> Any:
        return self.delivery.problems.select_related("owner").filter(settled_at__isnull=True).first()

    def version(self) -> int | None:
        return self.problem.owner_id if self.problem else None

    def people(self) -> list[Any]:
        members = handing_on.may_own_problems(self.association)
        return [one for one in members if self.problem is None or one.user_id != self.problem.owner_id]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people()}

    def perform(self, form: HandOnForm) -> str:
        data = form.cleaned_data
        to = next(one for one in self.people() if str(one.pk) == data["to"])
        handing_on.hand_on(
            self.delivery, by=self.membership, to=to, reason=data["reason"], expected_owner=data["version"]
        )
        return self.address()


class CallAbout(_OneDelivery):
    form_class = CallForm
    template_name = "support_requests/deliveries/call.html"
    heading = _("Ask about the delivery by phone")
    success_message = _("The call is recorded.")

    def check(self) -> None:
        super().check()
        if not hasattr(self.delivery, "check_call"):
            raise Http404

    def perform(self, form: CallForm) -> str:
        data = form.cleaned_data
        following_up.record_call(self.delivery, by=self.membership, result=data["result"], note=data["note"])
        return reverse("deliveries:calls", args=[self.association.slug])


class Rules(ActionFormView):
    """The association's numbers about deliveries."""

    template_name = "support_requests/deliveries/rules.html"
    form_class = RulesForm
    success_message = _("Saved.")

    def check(self) -> None:
        self.require(Permission.SET_PAYMENT_LIMITS, _("The rules of delivery are not among your tasks."))

    def get_initial(self) -> dict[str, Any]:
        rules = following_up.rules_of(self.association.pk)
        return {name: getattr(rules, name) for name in RulesForm.base_fields if hasattr(rules, name)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=changes_of(self.association, ChangedRules.DELIVERY), **kwargs)

    def perform(self, form: RulesForm) -> str:
        numbers = {name: form.cleaned_data[name] for name in ("check_percent", "remind_days", "renewal_days")}
        following_up.set_rules(self.association, by=self.membership, **numbers)
        return self.request.path
