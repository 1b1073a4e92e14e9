"""Rating a closed request from my home: one press leads to the questions (B8)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from core.errors import AlreadyHandled
from requests.enums import Status
from requests.views.online.at_home import AtHome, OwnRequest

from .. import actions


class RateMine(OwnRequest, AtHome, View):
    """A new link of the request's one invitation; who has answered already is thanked.

    No form with a token: what a token led to is kept, and a link's key is kept nowhere.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        slug = self.association.slug
        if self.support_request.status != Status.CLOSED:
            return redirect("online:request", slug, self.support_request.reference)
        try:
            _invitation, key = actions.invite_after_service(self.support_request)
        except AlreadyHandled:
            return redirect("survey:thanks", slug)
        return redirect("survey:answer", slug, key)
