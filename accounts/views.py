"""Where a person lands after sign-in, and who works for the association."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.views import ActionFormView, PageView

from . import actions
from .forms import SignatureForm
from .models import Membership
from .roles import Permission


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


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people; ``is_unsigned``: the policy in force still waits for their signature."""

    member: Membership
    signed_at: datetime | None
    is_unsigned: bool


class People(PageView):
    """Who works here, in which roles, and who has not signed the policy in force (P3)."""

    template_name = "accounts/people.html"

    def check(self) -> None:
        self.require(Permission.MANAGE_PEOPLE, _("The list of people is not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = self.association.memberships.select_related("user").prefetch_related(
            "membership_roles", "seats__committee"
        )
        version = self.association.policy_in_force()
        signed = dict(version.signatures.values_list("membership_id", "signed_at"))
        unsigned_ids = set(self.association.memberships.unsigned(version).values_list("pk", flat=True))
        rows = [PersonRow(member, signed.get(member.pk), member.pk in unsigned_ids) for member in members]
        unsigned = [row for row in rows if row.is_unsigned]
        only_unsigned = version.asks_staff_signature and self.request.GET.get("only") == "unsigned"
        return super().get_context_data(
            rows=unsigned if only_unsigned else rows,
            unsigned=len(unsigned),
            only_unsigned=only_unsigned,
            policy=version,
            **kwargs,
        )
