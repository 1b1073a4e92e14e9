"""A person's consents at the desk: as they stand, given by signing, refused or withdrawn in one press (B5, P5)."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.roles import Permission
from core import uploads
from core.errors import DomainError, NotPermitted
from core.views import ActionFormView, InAssociation, PageView

from .. import actions
from ..actions.signing import folder_of
from ..enums import ConsentPurpose, ConsentState
from ..forms import SigningForm
from ..models import Consent, FileLook
from .of_file import NOT_YOURS, OfFile
from .signing import SigningPage

RECORDING = _("Recording consents is not among your tasks.")
HISTORY = 30


def standing(beneficiary: Any) -> list[dict[str, Any]]:
    """Each purpose with its latest word. One query."""
    current = Consent.objects.of_person(beneficiary).current()
    return [{"purpose": purpose, "said": current.get(purpose.value)} for purpose in ConsentPurpose]


class Consents(OfFile, PageView):
    """The three purposes, each with its latest word and what may be said now, and all that was said before."""

    template_name = "beneficiaries/consents.html"

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=standing(self.beneficiary),
            history=self.beneficiary.consents.select_related("text", "by", "signature")[:HISTORY],
            may_record=Permission.EDIT_BENEFICIARY in self.membership.permissions,
            **kwargs,
        )


class _OnePurpose(OfFile):
    """A page of one purpose of one file."""

    def fetch(self) -> None:
        super().fetch()
        if self.kwargs["purpose"] not in ConsentPurpose.values:
            raise Http404
        self.purpose = ConsentPurpose(self.kwargs["purpose"])

    def check(self) -> None:
        self.require(Permission.EDIT_BENEFICIARY, RECORDING)

    def back(self) -> str:
        return reverse("beneficiaries:consents", args=[self.association.slug, self.beneficiary.number])


class GiveConsent(SigningPage, _OnePurpose, ActionFormView):
    """The notice is read and signed."""

    template_name = "beneficiaries/consent_give.html"
    form_class = SigningForm
    success_message = _("The consent is recorded.")

    def fetch(self) -> None:
        super().fetch()
        self.text = self.association.agreed_texts.in_force(f"consent_{self.purpose}")
        if self.text is None:
            raise Http404

    def signer(self) -> Any:
        return self.beneficiary

    def signed_digest(self) -> str:
        return actions.consent_digest(self.beneficiary, self.text)

    def version(self) -> int:
        return int(self.text.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(purpose=self.purpose, text=self.text, back=self.back(), **kwargs)

    def perform(self, form: SigningForm) -> str:
        actions.give_by_signing(
            self.beneficiary,
            by=self.membership,
            purpose=self.purpose,
            signed=form.signed(self.code_uid),
            expected_number=form.cleaned_data["version"],
        )
        return self.back()


class SayNo(_OnePurpose, InAssociation, View):
    """The person refuses, or withdraws what was given: one press (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        said = ConsentState.WITHDRAWN if "withdraw" in request.POST else ConsentState.REFUSED
        try:
            actions.say(self.beneficiary, by=self.membership, purpose=self.purpose, state=said)
        except NotPermitted:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            done = _("The consent is withdrawn.") if said == ConsentState.WITHDRAWN else _("The refusal is recorded.")
            messages.success(request, str(done))
        return redirect(self.back())


class ConsentLetter(_OnePurpose, InAssociation, View):
    """A letter of what the person said, numbered and on the letterhead (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            letter = actions.consent_letter(self.beneficiary, by=self.membership, purpose=self.purpose)
        except NotPermitted:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
            return redirect(self.back())
        return redirect("correspondence:letter", self.association.slug, letter.year, letter.number)


class SignaturePicture(OfFile, InAssociation, View):
    """A drawn signature or a scanned paper, as a download; opening it is a look at the file (B4)."""

    http_method_names = ["get"]

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> HttpResponse | FileResponse:
        row = get_object_or_404(self.beneficiary.signatures.all(), uid=uid)
        if not row.has_picture:
            raise Http404
        actions.look(self.beneficiary, by=self.membership, what=FileLook.What.PAPER)
        if row.stored_as:
            name = f"signature-{self.beneficiary.number}{row.stored_as[-5:]}"
            return uploads.serve(folder_of(self.association.pk), row.stored_as, download_as=name)
        response = HttpResponse(base64.b64decode(row.drawing), content_type="image/png")
        response.headers["Content-Disposition"] = f'attachment; filename="signature-{self.beneficiary.number}.png"'
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response
