"""The lists of deliveries: what is due, late, wrong, or to be asked about; and the pages of a delivery's sequel."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.paging import key_of
from core.views import ActionFormView, PageView

from ..actions import following_up, handing_on
from ..actions.renewing import ending
from ..enums import ChangedRules, ProblemKind
from ..forms.following import CallForm, ProblemForm, RulesForm, SettlementForm
from ..forms.handing_on import HandOnForm
from ..models import Delivery
from ..rules_shown import changes_of
from .base import OneRequest

PAGE = 50
NOT_YOURS = _("Following deliveries up is not among your tasks.")


class DeliveryList(PageView):
    """Queues of what must reach people, each page after the last row of the one before."""

    template_name = "support_requests/deliveries/list.html"
    queues = {
        "due": _("Due"),
        "late": _("Late"),
        "problems": _("Problems"),
        "calls": _("To be asked about"),
        "called": _("Asked about"),
        "ending": _("Support that ends"),
    }

    def check(self) -> None:
        self.require(Permission.FOLLOW_DELIVERIES, NOT_YOURS)

    def rows(self, queue: str, after: str) -> tuple[list[Any], str]:
        """The page's rows, and the key of the next page."""
        if queue in ("due", "late"):
            found = following_up.outstanding(self.association)
            if queue == "late":
                found = found.filter(due_on__lt=timezone.localdate())
            rows = list(found.nearest_due_first(key_of(after))[: PAGE + 1])
            key = f"{rows[PAGE - 1].due_on}.{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
        elif queue == "ending":
            rows = list(ending(self.association).nearest_end_first(key_of(after))[: PAGE + 1])
            key = f"{rows[PAGE - 1].ends_on}.{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
        else:
            of = {
                "problems": self.association.delivery_problems.unsettled(),
                "calls": self.association.delivery_checks.to_be_called(),
                "called": self.association.delivery_checks.called(),
            }
            rows = list(of[queue].newest_first(int(after) if after.isdecimal() else None)[: PAGE + 1])
            key = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
        return rows[:PAGE], key

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queue = self.request.GET.get("queue", "due")
        queue = queue if queue in self.queues else "due"
        rows, key = self.rows(queue, self.request.GET.get("after", ""))
        return super().get_context_data(
            rows=rows,
            queue=queue,
            queues=self.queues.items(),
            today=timezone.localdate(),
            me=self.membership.user_id,
            may_receive=Permission.RECEIVE_REQUEST in self.membership.permissions,
            next_url=f"?queue={queue}&after={key}" if key else "",
            **kwargs,
        )


class _OneDelivery(OneRequest, ActionFormView):
    """A form about the delivery of this number of the request."""

    template_name = "support_requests/deliveries/form.html"
    heading: Any = ""

    @cached_property
    def delivery(self) -> Delivery:
        rows = self.support_request.deliveries.select_related("by").order_by("pk")
        number = int(self.kwargs["number"])
        found = rows[number - 1 : number].first() if number else None
        if found is None:
            raise Http404
        return found

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
        return reverse("deliveries:list", args=[self.association.slug]) + "?queue=calls"


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
