"""A form under which a person signs at the desk, with the button that sends the code to their mobile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import codes
from core.errors import DomainError

from .. import actions
from ..enums import SignatureMethod
from ..forms import SigningForm
from ..models import Beneficiary

KEPT_WHILE_SENDING = ("method", "signed_name", "was_read")


class SigningPage:
    """Mixed into an ``ActionFormView`` whose form is a ``SigningForm``; ``code_uid`` names the code in ``perform``."""

    request: HttpRequest
    association: Any
    code_uid = ""

    def signer(self) -> Beneficiary:
        """Whose signature it is."""
        raise NotImplementedError

    def signed_digest(self) -> str:
        """What exactly is signed: a code is good for this alone."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "full_name": self.signer().full_name}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = actions.waiting_code(self.signer(), digest=self.signed_digest()) is not None
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            signer=self.signer(), code_sent=sent, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send_code" in request.POST:
            return self.send_code()
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def send_code(self) -> HttpResponse:
        """The same page with what was typed; nothing is signed yet."""
        try:
            actions.ask_desk_code(self.signer(), digest=self.signed_digest())
        except DomainError as error:
            messages.error(self.request, str(error.message))
        else:
            messages.success(self.request, _("The code is on its way to the person's mobile."))
        asked = self.request.POST
        kwargs = {**self.get_form_kwargs(), "data": None, "files": None}
        kwargs["initial"] = {
            **{name: asked[name] for name in KEPT_WHILE_SENDING if name in asked},
            "method": SignatureMethod.ONE_TIME_CODE,
        }
        form = self.form_class(**kwargs)  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined,no-any-return]

    def form_valid(self, form: SigningForm) -> HttpResponse:
        if form.cleaned_data["method"] == SignatureMethod.ONE_TIME_CODE:
            waits = actions.waiting_code(self.signer(), digest=self.signed_digest())
            self.code_uid = str(waits.uid if waits else UUID(int=0))
            codes.count_guess(self.association, self.code_uid)
        return super().form_valid(form)  # type: ignore[misc,no-any-return]

    def refused(self, form: SigningForm, error: DomainError) -> HttpResponse:
        if error.code == "file_refused":
            error.field = "scan"
        return super().refused(form, error)  # type: ignore[misc,no-any-return]
