"""The papers of a session for the member who asks for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.errors import NotPermitted
from correspondence import pdf

from ..pack.invitation import invitation_pdf
from ..pack.paper import pack_pdf
from .session import OneSession


class PackPaper(OneSession, View):
    """The pack as a PDF, from the day the session is convened until it is over, for whoever sits in the body today."""

    http_method_names = ["get"]
    make = staticmethod(pack_pdf)
    name = "pack"

    def check(self) -> None:
        super().check()
        if self.seat is None:
            raise NotPermitted(_("The papers of a session are for those who sit in the body."), code="no_seat")

    def elsewhere(self) -> HttpResponse | None:
        if not self.session.is_live:
            messages.warning(self.request, _("This session is over, and so are its papers: its minutes stay."))
            return redirect(self.address())
        return None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            body = self.make(self.session, by=self.membership, seat=self.seat)
        except pdf.PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect(self.address())
        response = HttpResponse(body, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{self.name}-{self.session.reference}.pdf"'
        return response


class InvitationPaper(PackPaper):
    """The letter of invitation; of a decision by circulation there is none."""

    make = staticmethod(invitation_pdf)
    name = "invitation"

    def fetch(self) -> None:
        super().fetch()
        if self.session.is_circulation:
            raise Http404
