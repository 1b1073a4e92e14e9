"""The outbox on screen: what was told to whom, what waits for a person, and the two things staff do about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from accounts.roles import Permission
from core.views import InAssociation, PageView

from ..models import Notice
from .actions import mark_done, send_again
from .register import line, shown_to

PAGE = 50
WAITING = "waiting"


class Outbox(PageView):
    """Newest first; ``?only=waiting`` shows what waits for a person, ``?before=<id>`` what is older."""

    template_name = "correspondence/notices.html"

    def check(self) -> None:
        self.require(Permission.SEE_LETTERS, _("Notices are not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        only = WAITING if self.request.GET.get("only") == WAITING else ""
        notices = shown_to(self.membership)
        notices = notices.for_people() if only else notices
        rows = list(notices.before(self._before())[: PAGE + 1])
        lines = [line(notice, self.membership.permissions) for notice in rows[:PAGE]]
        following = f"?before={rows[PAGE - 1].uid}{'&only=waiting' if only else ''}" if len(rows) > PAGE else ""
        return super().get_context_data(lines=lines, only=only, next_url=following, **kwargs)

    def _before(self) -> int | None:
        asked = self.request.GET.get("before", "")
        if not asked:
            return None
        try:
            uid = UUID(asked)
        except ValueError:
            raise Http404 from None
        return int(get_object_or_404(shown_to(self.membership).only("pk"), uid=uid).pk)


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
        query = "?only=waiting" if self.request.POST.get("only") == WAITING else ""
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
