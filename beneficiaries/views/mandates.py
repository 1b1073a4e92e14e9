"""Who may act for the person of a file: entering and ending a mandate (R2, R11)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.forms import ReasonForm
from core.views import ActionFormView

from ..actions.mandates import end_mandate, enter_mandate
from ..forms.household import MandateForm
from ..models import Mandate
from .of_file import OfFile


class _MandateForm(OfFile, ActionFormView):
    template_name = "beneficiaries/mandate_form.html"

    def check(self) -> None:
        self.require(Permission.EDIT_BENEFICIARY, gettext_lazy("Mandates are not among your tasks."))


class EnterMandate(_MandateForm):
    form_class = MandateForm
    success_message = gettext_lazy("The mandate is saved.")

    def perform(self, form: MandateForm) -> str:
        enter_mandate(self.beneficiary, by=self.membership, **form.facts())
        return self.file_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=gettext_lazy("Enter a mandate"), **kwargs)


class EndMandate(_MandateForm):
    form_class = ReasonForm
    success_message = gettext_lazy("The mandate is ended.")
    mandate: Mandate

    def fetch(self) -> None:
        super().fetch()
        found = self.beneficiary.mandates.filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise Http404
        self.mandate = found

    def perform(self, form: ReasonForm) -> str:
        end_mandate(self.mandate, by=self.membership, because=form.cleaned_data["reason"])
        return self.file_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=gettext_lazy("End a mandate"), mandate=self.mandate, **kwargs)
