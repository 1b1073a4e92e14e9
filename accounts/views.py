"""Where a person lands after sign-in, and who works for the association."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from associations.models import PolicyVersion
from core.views import ActionFormView

from . import actions
from .forms import SignatureForm
from .list_pages import ListPage
from .lists import EXPORTS, PEOPLE, name_of


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark another package's view as open to people who have not signed in."""
    return login_not_required(view)  # type: ignore[no-any-return]


class Home(TemplateView):
    """To the association one works for; whoever has several chooses, whoever has none is told so."""

    template_name = "accounts/home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        memberships = list(request.user.memberships.active().with_roles())  # type: ignore[union-attr]
        if len(memberships) == 1:
            return redirect("today", association=memberships[0].association.slug)
        return self.render_to_response({"memberships": memberships})


class SignPolicy(ActionFormView):
    """Each worker reads the policy in force and signs it (P3)."""

    template_name = "accounts/sign_policy.html"
    form_class = SignatureForm
    success_message = _("Your signature is recorded.")

    def fetch(self) -> None:
        self.policy = self.association.policy_in_force()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        signed = self.membership.signatures.filter(policy_version=self.policy).first()
        return super().get_context_data(policy=self.policy, signed=signed, **kwargs)

    def perform(self, form: SignatureForm) -> str:
        actions.sign_policy(self.membership, self.policy, signed_name=form.cleaned_data["signed_name"])
        return reverse("today", args=[self.association.slug])


class People(ListPage):
    """Who works here, in which roles, and who has not signed the policy in force (P3)."""

    template_name = "accounts/people.html"
    listing = PEOPLE

    @cached_property
    def policy(self) -> PolicyVersion:
        return self.association.policy_in_force()  # type: ignore[no-any-return]

    def queues(self) -> Any:
        asks = self.policy.asks_staff_signature
        return [(name, label) for name, label in self.listing.queues.items() if asks or name != "unsigned"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unsigned = self.association.memberships.unsigned(self.policy).count()
        return super().get_context_data(policy=self.policy, unsigned=unsigned, **kwargs)


class Exports(ListPage):
    """Who took which list along, and how many rows it had (B4)."""

    template_name = "accounts/exports.html"
    listing = EXPORTS

    def shown(self, rows: list[Any]) -> list[Any]:
        return [(row, name_of(row)) for row in rows]
