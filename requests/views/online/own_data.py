"""My file: who looked at it, and a copy of all that is kept about me (B4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View

from accounts import codes
from beneficiaries.actions import copying
from beneficiaries.own_copy import looks_of
from beneficiaries.views.privacy import download
from core.errors import DomainError, NotPermitted

from ...forms.online import CopyForm
from .at_home import AtHome, HomeForm, HomePage

SHOWN = 200


class MyLooks(HomePage):
    """Who looked at my file: role, what, and when."""

    template_name = "public/my_looks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        looks = looks_of(self.applicant.beneficiary)
        return super().get_context_data(looks=looks[:SHOWN], has_more=len(looks) > SHOWN, **kwargs)


class MyCopy(HomeForm):
    """A copy of my data, after a fresh code: a phone may have been left open."""

    template_name = "public/my_copy.html"
    form_class = CopyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(code_sent=copying.waiting_code(self.applicant.beneficiary), **kwargs)

    def form_valid(self, form: CopyForm) -> HttpResponse:
        file = self.applicant.beneficiary
        waiting = copying.waiting_code(file)
        uid = str(waiting.uid if waiting else UUID(int=0))
        codes.count_guess(self.association, uid)
        given = {name: form.cleaned_data[name] for name in ("code", "form")}
        try:
            made = copying.take_copy(file, by=self.applicant, code_uid=uid, **given)
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        return download(made, given["form"], f"copy-{file.number}")


class AskCopyCode(AtHome, View):
    """Send the code of the copy (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            copying.ask_copy_code(self.applicant.beneficiary, by=self.applicant)
            messages.success(request, _("The code is on its way. It opens one copy of your file."))
        except DomainError as error:
            messages.error(request, str(error.message))
        return redirect(self.address("my_copy"))
