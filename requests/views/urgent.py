"""Urgent help for staff: given, ratified or reversed on a request's page; its list, its officers, its days."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.fields import DualDate
from core.forms import ReasonForm
from core.views import ActionFormView, PageView

from .. import actions
from ..actions.urgent import term_of
from ..actions.urgent_officers import may_be_named, urgent_rules_of
from ..budget import budget_of
from ..eligibility_facts import people_of
from ..forms.urgent import OfficerForm, RatifyForm, ReverseForm, UrgentForm, UrgentRulesForm
from ..lists_urgent import URGENT_HELP
from ..models.urgent import last_day
from ..urgent import ceiling_of
from ..workflow import GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT
from .base import RequestForm


class GiveUrgent(RequestForm):
    """The officer's limit, the service's ceiling and what is left of its budget stand above the form."""

    template_name = "support_requests/urgent/give.html"
    form_class = UrgentForm
    event = GIVE_URGENT
    success_message = _("The urgent help is recorded and signed for. The body has been told.")

    @cached_property
    def term(self) -> Any:
        return term_of(self.support_request, self.membership)

    def get_form_kwargs(self) -> dict[str, Any]:
        case = self.support_request
        return {
            **super().get_form_kwargs(),
            "mandates": list(case.beneficiary.mandates.all()[:20]),
            "full_name": case.beneficiary.full_name,
            "gives_in_kind": self.term.allows_in_kind,
            "only_in_kind": self.term.allows_in_kind and not case.service.is_in_money,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, today = self.support_request, timezone.localdate()
        in_money = case.service.is_in_money
        people = people_of(case.beneficiary) if in_money else 1
        return super().get_context_data(
            term=self.term,
            ceiling=ceiling_of(case.service_version, people=people) if in_money else None,
            budget=budget_of(case.service_version, on=today) if in_money else None,
            was_given=hasattr(case, "urgent_help"),
            cannot_give=not (in_money or self.term.allows_in_kind),
            ratify_by=last_day(today, urgent_rules_of(self.association.pk)),
            **kwargs,
        )

    def perform(self, form: UrgentForm) -> str:
        data = form.cleaned_data
        given = actions.give_urgent(
            self.support_request,
            by=self.membership,
            amount=data["amount"],
            item=data.get("item") or "",
            quantity=data.get("quantity"),
            reason=data["reason"],
            received=actions.Received(data["received_by"], form.signature(), form.mandate()),
            has_no_tie=data["has_no_tie"],
            expected_version=data["version"],
        )
        letter: Any = given.delivery.letter
        if Permission.SEE_LETTERS not in self.membership.permissions:
            return self.address()
        return reverse("correspondence:letter", args=[self.association.slug, letter.year, letter.number])


class _OfBody(RequestForm):
    """What was given, above what the body says of it."""

    template_name = "support_requests/urgent/settle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = getattr(self.support_request, "urgent_help", None)
        return super().get_context_data(help=given, today=timezone.localdate(), **kwargs)


class RatifyUrgent(_OfBody):
    form_class = RatifyForm
    event = RATIFY_URGENT
    success_message = _("The urgent help is ratified: it counts in what is granted.")

    def perform(self, form: RatifyForm) -> str:
        data = form.cleaned_data
        actions.ratify_urgent(
            self.support_request, by=self.membership, words=data["words"], expected_version=data["version"]
        )
        return self.address()


class ReverseUrgent(_OfBody):
    form_class = ReverseForm
    event = REVERSE_URGENT
    success_message = _("The urgent help is reversed, with its reasons.")

    def perform(self, form: ReverseForm) -> str:
        data = form.cleaned_data
        actions.reverse_urgent(
            self.support_request,
            by=self.membership,
            reason=data["reason"],
            afterwards=data["afterwards"],
            expected_version=data["version"],
        )
        return self.address()


class UrgentList(ListPage):
    """What awaits the body, nearest last day first."""

    template_name = "support_requests/urgent/list.html"
    listing = URGENT_HELP

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_name=Permission.NAME_URGENT in self.membership.permissions, **kwargs)


class _Naming(PageView):
    def check(self) -> None:
        self.require(Permission.NAME_URGENT, _("Naming officers of urgent help is not among your tasks."))


class Officers(_Naming):
    """Who may give urgent help today, and whose term is over or to come."""

    template_name = "support_requests/urgent/officers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.association.urgent_officers.select_related("person", "named_by", "ended_by")
        return super().get_context_data(
            officers=list(rows.prefetch_related("scopes__service")[:100]),
            rules=urgent_rules_of(self.association.pk),
            today=timezone.localdate(),
            **kwargs,
        )


class _NamingForm(ActionFormView):
    check = _Naming.check

    def address(self) -> str:
        return reverse("urgent:officers", args=[self.association.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.address(), **kwargs)


class NameOfficer(_NamingForm):
    template_name = "support_requests/urgent/name.html"
    form_class = OfficerForm
    success_message = _("The officer is named.")

    @cached_property
    def people(self) -> list[Any]:
        return may_be_named(self.association, self.membership)

    @cached_property
    def services(self) -> list[Any]:
        return list(self.association.services.all())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people, "services": self.services}

    def get_initial(self) -> dict[str, Any]:
        return {"from_on": DualDate.of(timezone.localdate(), "hijri")}

    def perform(self, form: OfficerForm) -> str:
        data = form.cleaned_data
        actions.name_urgent_officer(
            self.association,
            by=self.membership,
            who=next(row for row in self.people if str(row.pk) == data["who"]),
            highest=data["highest"],
            allows_in_kind=data["allows_in_kind"],
            services=[row for row in self.services if row.code in data["services"]],
            decision_number=data["decision_number"],
            **{name: data[name].gregorian for name in ("from_on", "until_on", "decision_on")},
        )
        return self.address()


class EndOfficer(_NamingForm):
    template_name = "support_requests/urgent/end.html"
    form_class = ReasonForm
    success_message = _("The term has ended. What was given under it stays.")

    def fetch(self) -> None:
        rows = self.association.urgent_officers.select_related("person")
        self.officer = get_object_or_404(rows, uid=self.kwargs["uid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(officer=self.officer, **kwargs)

    def perform(self, form: ReasonForm) -> str:
        actions.end_urgent_officer(self.officer, by=self.membership, reason=form.cleaned_data["reason"])
        return self.address()


class UrgentDays(_NamingForm):
    """Within how many days the body looks at it, and when it is told again."""

    template_name = "support_requests/urgent/days.html"
    form_class = UrgentRulesForm
    success_message = _("Saved. They hold for help given from now on.")

    def get_initial(self) -> dict[str, Any]:
        rules = urgent_rules_of(self.association.pk)
        return {"ratify_days": rules.ratify_days, "warn_days": rules.warn_days}

    def perform(self, form: UrgentRulesForm) -> str:
        numbers = {name: form.cleaned_data[name] for name in ("ratify_days", "warn_days")}
        actions.set_urgent_rules(self.association, by=self.membership, **numbers)
        return self.address()
