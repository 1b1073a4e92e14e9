"""The way in: a mobile, then its code; the first time the ID and the birth date of the file as well. And out again."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts import codes
from beneficiaries import signing_in
from core.attempts import Attempts
from core.errors import DomainError
from core.views import PublicForm, PublicPage

from ...forms.online import CodeForm, FileForm, MobileForm
from .at_home import KEY, _now, applicant_of, come_in

log = logging.getLogger(__name__)
CODE, PROVEN = "sign_in_code", "proven_mobile"
PROVEN_SECONDS, TRIES = 15 * 60, 5
SENDINGS = Attempts("sign-in-code", allowed=30, seconds=10 * 60)  # a mobile network shares few addresses
TO_ONE_MOBILE = Attempts("sign-in-mobile", allowed=8, seconds=24 * 60 * 60)  # who sends a stranger's number stops here
GUESSES = Attempts("sign-in-guess", allowed=60, seconds=10 * 60)


def too_often() -> DomainError:
    log.warning("sign-in: too many tries from one address")
    return DomainError(_("Too many tries from this network. Wait ten minutes, then try again."), code="too_often")


def too_many_to_one() -> DomainError:
    log.warning("sign-in: too many codes for one number from one address")
    message = _("Many codes were asked for with this number from here today. Try again tomorrow, or call us.")
    return DomainError(message, code="too_many_codes")


class AtTheDoor(PublicForm):
    """What the three pages share."""

    def fetch(self) -> None:
        if self.association is None:
            raise Http404

    def address(self, name: str) -> str:
        return reverse(f"online:{name}", args=[self.association.slug])

    def kept(self, name: str) -> dict[str, Any]:
        """What an earlier page left in the session for this association, or nothing."""
        found = self.request.session.get(name) or {}
        return found if found.get("association") == self.association.pk else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(association=self.association, is_door=True, **kwargs)


class LaterPage(AtTheDoor):
    """A page that needs what the page before it left; without it, the first page."""

    def earlier(self) -> bool:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.earlier() else redirect(self.address("sign_in"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.earlier() else redirect(self.address("sign_in"))


class SignIn(AtTheDoor):
    """First page: the mobile. The answer is the same whether it is in a file or not."""

    template_name = "public/sign_in.html"
    form_class = MobileForm

    def form_valid(self, form: Any) -> HttpResponse:
        if SENDINGS.are_used_up(self.request):
            return self.refused(form, too_often())
        SENDINGS.count(self.request)
        mobile = codes.mobile_index(self.association, form.cleaned_data["mobile"])
        if TO_ONE_MOBILE.are_used_up(self.request, mobile):
            return self.refused(form, too_many_to_one())
        TO_ONE_MOBILE.count(self.request, mobile)
        return super().form_valid(form)

    def perform(self, form: MobileForm) -> str:
        row = signing_in.ask_code(self.association, mobile=form.cleaned_data["mobile"])
        self.request.session[CODE] = {"association": self.association.pk, "uid": str(row.uid)}
        return self.address("code")


class EnterCode(LaterPage):
    """Second page: the code."""

    template_name = "public/code.html"
    form_class = CodeForm

    def earlier(self) -> bool:
        return bool(self.kept(CODE))

    def form_valid(self, form: Any) -> HttpResponse:
        self.uid = str(self.kept(CODE)["uid"])
        if GUESSES.are_used_up(self.request):
            return self.refused(form, too_often())
        GUESSES.count(self.request)  # here, where no refusal takes the counts back
        codes.count_guess(self.association, self.uid)
        return super().form_valid(form)

    def perform(self, form: CodeForm) -> str:
        index = signing_in.prove_mobile(self.association, self.uid, form.cleaned_data["code"])
        account = signing_in.account_of(self.association, index)
        if account is not None:
            return come_in(self.request, account)
        del self.request.session[CODE]
        self.request.session.cycle_key()
        self.request.session[PROVEN] = {"association": self.association.pk, "index": index, "at": _now(), "tries": 0}
        return self.address("identify")


class Identify(LaterPage):
    """Third page, the first time only: which file the proven mobile belongs to."""

    template_name = "public/identify.html"
    form_class = FileForm

    def proven(self) -> dict[str, Any]:
        found = self.kept(PROVEN)
        return found if found and _now() - found["at"] <= PROVEN_SECONDS and found["tries"] < TRIES else {}

    def earlier(self) -> bool:
        found = bool(self.proven())
        if not found and self.request.session.pop(PROVEN, None):
            messages.warning(self.request, _("To keep your file safe, ask for a new code and then try again."))
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        if GUESSES.are_used_up(self.request):
            return self.refused(form, too_often())
        GUESSES.count(self.request)
        found = self.proven()
        self.request.session[PROVEN] = {**found, "tries": found["tries"] + 1}
        return super().form_valid(form)

    def perform(self, form: FileForm) -> str:
        account = signing_in.tie(
            self.association,
            mobile_index=self.proven_index(),
            national_id=form.cleaned_data["national_id"],
            born=form.cleaned_data["born"],
        )
        return come_in(self.request, account)

    def proven_index(self) -> str:
        return str(self.request.session[PROVEN]["index"])


class SignOut(PublicPage, View):
    """Leave, on this phone or on all of them (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.association is None:
            raise Http404
        found = applicant_of(request, self.association)
        if found and "everywhere" in request.POST:
            signing_in.leave_everywhere(found.account)
        if KEY in request.session:
            request.session.flush()
        return redirect("online:home", association=self.association.slug)
