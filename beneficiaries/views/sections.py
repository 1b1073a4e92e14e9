"""One theme of a file changed on a page of its own; a page that has become stale shows both (R13, B2, B4)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.views import ActionFormView

from .. import actions
from ..forms import SECTION_FORMS, SectionForm
from ..models import FileLook
from .file import add_differences
from .of_file import OfFile


class EditSection(OfFile, ActionFormView):
    """The form of one theme, named in the address."""

    template_name = "beneficiaries/edit_section.html"
    success_message = gettext_lazy("The file is saved.")
    reported_message = gettext_lazy(
        "What was stated before is reported as a change: by the policy, someone else looks at it and applies it."
    )

    def fetch(self) -> None:
        super().fetch()
        if self.kwargs["section"] not in SECTION_FORMS:
            raise Http404

    def get_form_class(self) -> type[SectionForm]:
        return SECTION_FORMS[self.kwargs["section"]]

    def check(self) -> None:
        for right in self.get_form_class().needs:
            self.require(right, gettext_lazy("This part of the file is not among your tasks."))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kwargs["section"] == "health":  # the form shows the note
            if not actions.may_read_health(self.beneficiary, by=self.membership):
                address = reverse("beneficiaries:reveal", args=[self.association.slug, self.beneficiary.number])
                return redirect(f"{address}?what={FileLook.What.HEALTH}")
            actions.look(self.beneficiary, by=self.membership, what=FileLook.What.HEALTH)
        return super().get(request, *args, **kwargs)

    def version(self) -> int:
        return self.beneficiary.version

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "beneficiary": self.beneficiary}

    def perform(self, form: SectionForm) -> str:
        expected = form.cleaned_data["version"] or 0  # a page without its version is taken as stale
        reported = actions.correct_or_report(
            self.beneficiary, by=self.membership, expected_version=expected, **form.facts()
        )
        if reported:
            self.success_message = self.reported_message
        return self.file_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["title"] = self.get_form_class().title
        rules = self.association.file_rules()
        context["is_reported"] = rules.change_needs_another and self.kwargs["section"] in ("situation", "health")
        return add_differences(context, self.beneficiary, kwargs.get("error"))
