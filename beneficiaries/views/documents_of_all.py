"""Documents across files: which end soon or have ended, and the kinds that the association takes."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.views import ActionFormView

from ..actions import documents as actions
from ..forms.documents import KindForm
from ..lists_of_files import ENDING


class EndingDocuments(ListPage):
    """Documents that end soon, or have ended and nothing newer came: whom to ask, nearest day first."""

    template_name = "beneficiaries/documents/ending.html"
    listing = ENDING


class _KindForm(ActionFormView):
    """A form of one kind."""

    form_class = KindForm

    def check(self) -> None:
        self.require(Permission.MANAGE_TEXTS, gettext_lazy("The kinds of documents are not among your tasks."))

    def kinds_url(self) -> str:
        return reverse("beneficiaries:document_kinds", args=[self.association.slug])


class Kinds(_KindForm):
    """The kinds that the association takes, and a form that adds one."""

    template_name = "beneficiaries/documents/kinds.html"
    success_message = gettext_lazy("The kind is added.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=list(self.association.document_kinds.all()), **kwargs)

    def perform(self, form: KindForm) -> str:
        actions.add_kind(self.association, by=self.membership, **form.facts())
        return self.kinds_url()


class ChangeKind(_KindForm):
    """One kind under other words or rules."""

    template_name = "beneficiaries/documents/kind.html"
    success_message = gettext_lazy("The kind is changed.")

    def fetch(self) -> None:
        self.kind = get_object_or_404(self.association.document_kinds.all(), uid=self.kwargs["uid"])

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.kind, name) for name in KindForm.FACTS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kind, **kwargs)

    def perform(self, form: KindForm) -> str:
        actions.change_kind(self.kind, by=self.membership, **form.facts())
        return self.kinds_url()
