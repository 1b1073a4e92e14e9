"""Documents across files: which end soon or have ended, and the kinds that the association takes."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.paging import key_of
from core.views import ActionFormView, PageView

from ..actions import documents as actions
from ..forms.documents import KindForm
from .documents import NOT_YOURS

PAGE = 50


class EndingDocuments(PageView):
    """Documents that end soon, or have ended and nothing newer came: whom to ask, nearest day first."""

    template_name = "beneficiaries/documents/ending.html"
    queues = {"soon": gettext_lazy("They end soon"), "ended": gettext_lazy("They have ended")}

    def check(self) -> None:
        self.require(Permission.SEE_SITUATION, NOT_YOURS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queue, today = self.request.GET.get("queue", "soon"), timezone.localdate()
        queue = queue if queue in self.queues else "soon"
        after = key_of(self.request.GET.get("after", ""))
        documents = self.association.file_documents.of_living_files().select_related("kind", "beneficiary")
        documents = documents.exclude(beneficiary__in=self.association.beneficiaries.kept_from(self.membership))
        found = documents.ending(on=today) if queue == "soon" else documents.ended(on=today)
        rows = list(found.soonest_first(after)[: PAGE + 1])
        page, more = rows[:PAGE], len(rows) > PAGE
        return super().get_context_data(
            rows=page,
            queue=queue,
            queues=self.queues.items(),
            next_url=f"?queue={queue}&after={page[-1].valid_until}.{page[-1].pk}" if more else "",
            first_url=f"?queue={queue}" if after else "",
            today=today,
            **kwargs,
        )


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
