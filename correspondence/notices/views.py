"""The outbox on screen: what was told to whom, what waits for a person, and the two things staff do about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.views import InAssociation

from ..lists import NOTICES
from ..models import Notice
from .actions import mark_done, send_again
from .register import Line, line, shown_to

WAITING = "waiting"


class Outbox(ListPage):
    """Newest first unless another order is asked for; one queue holds what waits for a person."""

    template_name = "correspondence/notices.html"
    listing = NOTICES

    def shown(self, rows: list[Notice]) -> list[Line]:
        return [line(notice, self.membership.permissions) for notice in rows]


class _OneNotice(InAssociation, View):
    """Something staff do about one notice, by a button of the list."""

    notice: Notice

    def fetch(self) -> None:
        self.notice = get_object_or_404(shown_to(self.membership), uid=self.kwargs["notice"])
        self.request.refusal_goes_to = self.back()  # type: ignore[attr-defined]

    def check(self) -> None:
        self.require(Permission.SEND_NOTICES, _("Sending notices is not among your tasks."))

    def back(self) -> str:
        """The list as it was: all, or what waits for a person."""
        query = "?queue=waiting" if self.request.POST.get("queue") == WAITING else ""
        return reverse("notices:list", args=[self.association.slug]) + query


class SendAgain(_OneNotice):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        send_again(self.notice, by=self.membership)
        messages.success(request, _("The notice waits to be sent again."))
        return redirect(self.back())


class MarkDone(_OneNotice):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mark_done(self.notice, by=self.membership)
        messages.success(request, _("Recorded: you told the person."))
        return redirect(self.back())
