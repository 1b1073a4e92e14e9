"""The texts people agree to, for whoever writes them: what is in force, the draft, and publishing it (B3, R5, B5)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce
from core.views import ActionFormView, PageView

from . import texts
from .enums import TextKind
from .forms import TextForm

NOT_YOURS = _("The texts people agree to are not among your tasks.")


class Texts(PageView):
    """Every kind with the version in force."""

    template_name = "associations/texts.html"

    def check(self) -> None:
        self.require("see_policy", NOT_YOURS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_write = "manage_texts" in self.membership.permissions
        return super().get_context_data(rows=texts.texts_of(self.association), may_write=may_write, **kwargs)


class _OneKind(ActionFormView):
    """A form on one kind of text."""

    def fetch(self) -> None:
        if self.association is None or self.kwargs["kind"] not in TextKind.values:
            raise Http404
        kind = TextKind(self.kwargs["kind"])
        self.text = next(row for row in texts.texts_of(self.association) if row.kind == kind)

    def check(self) -> None:
        self.require("manage_texts", NOT_YOURS)

    def version(self) -> int:
        return self.text.draft.version if self.text.draft else 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)

    def address(self, name: str, *args: str) -> str:
        return reverse(f"associations:{name}", args=[self.association.slug, *args])


class WriteText(_OneKind):
    """The draft is written; until it is published people go on agreeing to the version in force."""

    template_name = "associations/text_write.html"
    form_class = TextForm

    def get_initial(self) -> dict[str, Any]:
        start = self.text.draft or self.text.in_force
        return {"text_ar": start.text_ar, "text_en": start.text_en} if start else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = self.association.agreed_texts.published().filter(kind=self.text.kind).select_related("published_by")
        return super().get_context_data(earlier=earlier, **kwargs)

    def perform(self, form: TextForm) -> str:
        data = form.cleaned_data
        texts.write_draft(
            self.association,
            by=self.membership,
            kind=self.text.kind,
            text_ar=data["text_ar"],
            text_en=data["text_en"],
            expected_version=data["version"] or 0,
        )
        return self.address("publish_text", self.text.kind)


class PublishText(_OneKind):
    """The draft as people will read it, beside the version in force; one press publishes it."""

    template_name = "associations/text_publish.html"
    form_class = SentOnce
    success_message = _("The text is published: from now on people agree to this version.")

    def fetch(self) -> None:
        super().fetch()
        if self.text.draft is None and self.request.method == "GET":
            raise Http404  # a form sent twice still leads to the first one's outcome

    def perform(self, form: SentOnce) -> str:
        if self.text.draft is None:
            raise Http404
        texts.publish(self.text.draft, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address("texts")
