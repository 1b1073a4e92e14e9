"""A member's own mobile: entered, then confirmed. Between the two the number waits sealed in the session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import codes
from core.attempts import Attempts
from core.errors import DomainError
from core.views import ActionFormView

from . import actions
from .forms import OwnCodeForm, OwnMobileForm

KEPT = "own_mobile"
SENDINGS = Attempts("own-mobile", allowed=10, seconds=24 * 60 * 60)  # of one member: numbers of strangers are no toy


class _OfOwn(ActionFormView):
    def address(self, name: str) -> str:
        return reverse(f"own_mobile:{name}", args=[self.association.slug])

    def send(self, mobile: str) -> None:
        """A code to the number, where this member may have another one today."""
        who = str(self.membership.user_id)
        if SENDINGS.are_used_up(self.request, who):
            raise DomainError(_("Many codes were asked for today. Try again tomorrow."), code="too_many_codes")
        SENDINGS.count(self.request, who)
        actions.ask_code(self.membership, mobile=mobile)


class OwnMobile(_OfOwn):
    """The number as it is, masked, and the field for a new one. ``next`` is the page that asked for it."""

    template_name = "own_mobile/number.html"
    form_class = OwnMobileForm

    def perform(self, form: OwnMobileForm) -> str:
        mobile = form.cleaned_data["mobile"]
        self.send(mobile)
        kept = {"association": self.association.pk, "sealed": actions.sealed(self.membership, mobile)}
        self.request.session[KEPT] = {**kept, "next": self._next()}
        return self.address("confirm")

    def _next(self) -> str:
        """Where to afterwards: a page of this association, else this one."""
        path = self.request.GET.get("next", "")
        is_ours = path.startswith(f"/{self.association.slug}/") and url_has_allowed_host_and_scheme(path, None)
        return path if is_ours else self.address("number")


class ConfirmMobile(_OfOwn):
    """The code that came to the number; without one that waits, the first page."""

    template_name = "own_mobile/confirm.html"
    form_class = OwnCodeForm
    success_message = gettext_lazy("Your mobile is confirmed.")

    def fetch(self) -> None:
        kept = self.request.session.get(KEPT) or {}
        self.kept = kept if kept.get("association") == self.association.pk else {}

    def elsewhere(self) -> HttpResponse | None:
        if not self.kept:
            return redirect(self.address("number"))
        self.mobile = actions.unsealed(self.membership, self.kept["sealed"])
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mobile=self.mobile, back=self.address("number"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send_code" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            self.send(self.mobile)
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("The code is on its way to your mobile."))
        return redirect(request.path)

    def form_valid(self, form: OwnCodeForm) -> HttpResponse:
        waits = actions.waiting_code(self.membership, mobile=self.mobile)
        self.code_uid = str(waits.uid if waits else UUID(int=0))
        codes.count_guess(self.association, self.code_uid)
        return super().form_valid(form)

    def perform(self, form: OwnCodeForm) -> str:
        code = form.cleaned_data["code"]
        actions.confirm(self.membership, mobile=self.mobile, code_uid=self.code_uid, code=code)
        del self.request.session[KEPT]
        return str(self.kept["next"])
