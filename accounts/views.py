"""Where a person lands after sign-in, and who works for the association."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.views import PageView

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


class People(PageView):
    """Who works here, in which roles."""

    template_name = "accounts/people.html"

    def check(self) -> None:
        self.require(Permission.MANAGE_PEOPLE, _("The list of people is not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = self.association.memberships.select_related("user").prefetch_related(
            "membership_roles", "seats__committee"
        )
        return super().get_context_data(members=members, **kwargs)
