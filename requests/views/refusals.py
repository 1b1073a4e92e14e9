"""The association's reasons of refusal, for whoever keeps its texts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.roles import Permission
from core.views import ActionFormView, InAssociation

from ..actions import refusals
from ..forms.refusals import RefusalReasonForm


class _Catalogue(InAssociation):
    def check(self) -> None:
        self.require(Permission.MANAGE_TEXTS, _("The reasons of refusal are not among your tasks."))

    def address(self) -> str:
        return reverse("support_requests:refusal_reasons", args=[self.association.slug])


class RefusalReasons(_Catalogue, ActionFormView):
    """All reasons with their clauses, and a form for one more."""

    template_name = "support_requests/refusal_reasons.html"
    form_class = RefusalReasonForm
    success_message = _("The reason is in the catalogue.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=self.association.refusal_reasons.all(), **kwargs)

    def perform(self, form: RefusalReasonForm) -> str:
        words = {name: form.cleaned_data[name] for name in ("text_ar", "text_en", "clause_ar", "clause_en")}
        refusals.add_reason(by=self.membership, **words)
        return self.address()


class OfferReason(_Catalogue, View):
    """A button of the list: offered no longer, or again."""

    http_method_names = ["post"]

    def fetch(self) -> None:
        self.reason = get_object_or_404(self.association.refusal_reasons.all(), code=self.kwargs["code"])
        self.request.refusal_goes_to = self.address()  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        offered = request.POST.get("offered") == "1"
        refusals.offer_reason(self.reason, by=self.membership, offered=offered)
        messages.success(request, _("Offered again.") if offered else _("Not offered any more."))
        return redirect(self.address())
