"""The catalogue to read: each service with its state, its terms in force, its budget and its former versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.views import InAssociation, PageView

from ...budget import budget_of, budgets
from ...models import Service, ServiceVersion
from ...service_querysets import PARTS
from ...service_shown import state_of, terms_shown

SEES_BUDGET = {Permission.MANAGE_SERVICES, Permission.DECIDE_REQUEST, Permission.STUDY_REQUEST, Permission.SEE_FIGURES}


class InCatalogue(InAssociation):
    """A page of the catalogue: everybody who reads the policy reads it, budgets those who work with them."""

    def check(self) -> None:
        self.require(Permission.SEE_POLICY, _("The catalogue of services is not among your pages."))

    @property
    def may_write(self) -> bool:
        return Permission.MANAGE_SERVICES in self.membership.permissions

    @property
    def sees_budget(self) -> bool:
        return not SEES_BUDGET.isdisjoint(self.membership.permissions)


class ServiceList(InCatalogue, PageView):
    template_name = "services/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        services = list(self.association.services.with_terms(on=today).with_drafts())
        known = budgets([one.current for one in services if one.current], on=today) if self.sees_budget else {}
        rows = [
            (one, state_of(one, on=today), terms_shown(one.current) if one.current else None, known.get(one.pk))
            for one in services
            if one.current or self.may_write
        ]
        return super().get_context_data(rows=rows, may_write=self.may_write, sees_budget=self.sees_budget, **kwargs)


class OneService(InCatalogue):
    """A page about one service of the association; to others it does not exist."""

    service: Service

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        rows = self.association.services.with_terms(on=timezone.localdate()).with_drafts()
        self.service = get_object_or_404(rows, code=self.kwargs["code"])


class ServicePage(OneService, PageView):
    """One service: the terms in force as people read them, the budget, and every version."""

    template_name = "services/service.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, current = timezone.localdate(), self.service.current
        versions = self.service.versions.filter(in_force_from__isnull=False).select_related("put_in_force_by")
        return super().get_context_data(
            service=self.service,
            state=state_of(self.service, on=today),
            current=current,
            terms=terms_shown(current) if current else None,
            versions=list(versions),
            budget=budget_of(current, on=today) if current and self.sees_budget else None,
            may_write=self.may_write,
            today=today,
            **kwargs,
        )


class VersionPage(OneService, PageView):
    """A version as it was put in force, to be read whenever a case that keeps it is read."""

    template_name = "services/version.html"

    def fetch(self) -> None:
        super().fetch()
        rows = self.service.versions.filter(in_force_from__isnull=False).prefetch_related(*PARTS)
        self.terms: ServiceVersion = get_object_or_404(rows, number=self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            service=self.service, version=self.terms, terms=terms_shown(self.terms), **kwargs
        )
