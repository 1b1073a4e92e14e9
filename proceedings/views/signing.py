"""Signing sealed minutes: a member's own code, names under a scan, who does not sign."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts import codes
from core import uploads
from core.errors import DomainError, NotPermitted
from core.views import ActionFormView

from .. import actions, permissions
from ..actions.signing import answers_of, folder_of, name_of, seat_to_sign, waiting_code, waiting_for
from ..enums import SignedHow
from ..forms_minutes import RefusalForm, SignedPaperForm, SignForm
from ..workflow import KEEP_MINUTES, RECORD_REFUSED, RECORD_SIGNED
from .minutes import OneMinutes


class _OnPaper(OneMinutes, ActionFormView):
    """A form about one sealed paper, which the address numbers."""

    def fetch(self) -> None:
        super().fetch()
        self.seal = self.paper()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            session=self.session, seal=self.seal, name=name_of(self.seal), back=self.address(), **kwargs
        )


class SignMinutes(_OnPaper):
    """The member's own signature: a code is sent to their mobile, then entered here."""

    template_name = "proceedings/minutes_sign.html"
    form_class = SignForm
    success_message = gettext_lazy("Your signature stands under the minutes.")

    def check(self) -> None:
        super().check()
        if seat_to_sign(self.seal, self.membership) is None:
            raise NotPermitted(_("Who attended the session signs its minutes."), code="not_permitted")

    def elsewhere(self) -> HttpResponse | None:
        seat = seat_to_sign(self.seal, self.membership)
        answer = answers_of(self.seal).get(seat.pk) if seat else None
        if answer is not None and answer.how != SignedHow.REFUSED:
            messages.warning(self.request, _("You signed this already."))
            return redirect(self.address())
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(code_sent=waiting_code(self.seal, by=self.membership) is not None, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send_code" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            actions.ask_code(self.seal, by=self.membership)
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("The code is on its way to your mobile."))
        return redirect(request.path)

    def form_valid(self, form: SignForm) -> HttpResponse:
        waits = waiting_code(self.seal, by=self.membership)
        self.code_uid = str(waits.uid if waits else UUID(int=0))
        codes.count_guess(self.association, self.code_uid)
        return super().form_valid(form)

    def perform(self, form: SignForm) -> str:
        actions.sign(self.seal, by=self.membership, code_uid=self.code_uid, code=form.cleaned_data["code"])
        return self.address()


class _Recording(_OnPaper):
    """What chair, deputy or secretary enter for those who have not answered."""

    event = ""

    def check(self) -> None:
        super().check()
        permissions.check(self.membership, self.event, self.session)

    def elsewhere(self) -> HttpResponse | None:
        self.waiting = waiting_for(self.seal)
        if not self.waiting and self.request.method == "GET":
            messages.warning(self.request, _("Everybody who attended has answered."))
            return redirect(self.address())
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": self.waiting}


class SignedOnPaper(_Recording):
    template_name = "proceedings/minutes_paper.html"
    form_class = SignedPaperForm
    event = RECORD_SIGNED
    success_message = gettext_lazy("The signatures are entered, with the scan.")

    def perform(self, form: SignedPaperForm) -> str:
        data = form.cleaned_data
        seats = [int(seat) for seat in data["seats"]]
        actions.record_on_paper(self.seal, by=self.membership, seat_ids=seats, upload=data["file"])
        return self.address()


class Refused(_Recording):
    template_name = "proceedings/minutes_refused.html"
    form_class = RefusalForm
    event = RECORD_REFUSED
    success_message = gettext_lazy("It is recorded, with the reason.")

    def perform(self, form: RefusalForm) -> str:
        data = form.cleaned_data
        actions.record_refusal(self.seal, by=self.membership, seat_id=int(data["seat"]), words=data["words"])
        return self.address()


class Scan(OneMinutes, View):
    """The scan of a signed paper, for who keeps the minutes; it shows every item, so nobody recused from one."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> FileResponse:
        if self.hidden or not any(self.may(event) for event in KEEP_MINUTES):
            raise Http404
        row = get_object_or_404(self.paper().signatures.exclude(stored_as=""), uid=uid)
        return uploads.serve(folder_of(self.association.pk), row.stored_as, download_as=row.stored_as[-12:])
