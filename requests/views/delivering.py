"""The plan of instalments and the handing over of them, each page one event of the workflow."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DualDate

from .. import actions
from ..actions.instalments import held, is_in_money, left_to_plan
from ..forms.delivering import DeliveryForm, MonthlyForm, PlanForm, until_of
from ..granting import Granted, granted
from ..workflow import DELIVER, PLAN
from .base import RequestForm


class _PlanPage(RequestForm):
    event = PLAN
    success_message = _("The instalments are planned.")

    @cached_property
    def grant(self) -> Granted | None:
        return granted(self.support_request)

    @cached_property
    def rows(self) -> list[Any]:
        return list(self.support_request.instalments.standing())

    @cached_property
    def begun(self) -> list[Any]:
        """What stays as it is: handed over, or on its way to be paid."""
        on_their_way = held(self.rows)
        return [row for row in self.rows if row.delivered or row.pk in on_their_way]

    @property
    def in_money(self) -> bool:
        return self.grant is not None and is_in_money(self.support_request, self.grant)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = left_to_plan(self.support_request, self.grant) if self.grant and self.in_money else None
        return super().get_context_data(
            grant=self.grant, left=left, kept=self.begun, in_money=self.in_money, today=timezone.localdate(), **kwargs
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "in_money": self.in_money}

    def get_initial(self) -> dict[str, Any]:
        period = getattr(self.support_request, "support_period", None)
        return {"supports_until": DualDate.of(period.ends_on, "hijri")} if period else {}


class Plan(_PlanPage):
    """A line for each instalment."""

    template_name = "support_requests/plan.html"
    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rows": [row for row in self.rows if row not in self.begun]}

    def perform(self, form: PlanForm) -> str:
        actions.plan(
            self.support_request,
            by=self.membership,
            parts=form.parts(),
            reason=form.cleaned_data["reason"],
            supports_until=until_of(form),
            expected_version=form.cleaned_data["version"],
        )
        return self.address()


class PlanMonthly(_PlanPage):
    """The same each month, in one step."""

    template_name = "support_requests/plan_monthly.html"
    form_class = MonthlyForm

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            **super().get_initial(),
            "first_on": DualDate.of(today, "hijri"),
            "item": self.support_request.service.name_ar,
            "quantity": 1,
        }

    def perform(self, form: MonthlyForm) -> str:
        data, first_on = form.cleaned_data, form.cleaned_data["first_on"].gregorian
        if self.in_money and self.grant:
            left = left_to_plan(self.support_request, self.grant)
            parts = actions.in_equal_parts(left, data["count"], first_on=first_on)
        else:
            parts = actions.each_month(data["item"], data["quantity"], data["count"], first_on=first_on)
        actions.plan(
            self.support_request,
            by=self.membership,
            parts=parts,
            reason=data["reason"],
            supports_until=until_of(form),
            expected_version=data["version"],
        )
        return self.address()


class Deliver(RequestForm):
    """Hand over what is due, or a part of it; signed for, with its receipt."""

    template_name = "support_requests/deliver.html"
    form_class = DeliveryForm
    event = DELIVER
    success_message = _("The delivery is recorded and signed for. Print its receipt.")

    @cached_property
    def rows(self) -> list[Any]:
        return list(self.support_request.instalments.standing())

    def get_form_kwargs(self) -> dict[str, Any]:
        mandates = self.support_request.beneficiary.mandates.all()[:20]
        return {
            **super().get_form_kwargs(),
            "rows": self.rows,
            "mandates": list(mandates),
            "full_name": self.support_request.beneficiary.full_name,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(self.support_request.stipulations.blocking().order_by("position"))
        return super().get_context_data(today=timezone.localdate(), conditions=waiting, **kwargs)

    def perform(self, form: DeliveryForm) -> str:
        data = form.cleaned_data
        delivery = actions.deliver(
            self.support_request,
            by=self.membership,
            delivered_on=data["delivered_on"].gregorian,
            received=actions.Received(data["received_by"], form.signature(), form.mandate()),
            measures=form.measures(),
            expected_version=data["version"],
        )
        letter: Any = delivery.letter
        return reverse("correspondence:letter", args=[self.association.slug, letter.year, letter.number])
