"""Who looked, a copy for the person, closing, and forgetting when the time is over (B4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.forms import ReasonForm
from core.lists import Listing
from core.views import ActionFormView, PageView
from correspondence.pdf import PdfNotAvailable

from ..actions import closing, copying
from ..forms.privacy import CopyForm, ForgetForm
from ..lists_of_files import OVER
from ..lists_of_work import LOOKS, looks_at
from ..models import Beneficiary
from ..own_copy import as_pdf
from ..rooms import open_cases
from .of_file import NUMBER, OfFile

TYPES = {copying.PDF: "application/pdf", copying.JSON: "application/json"}


def download(made: bytes, form: str, name: str) -> HttpResponse:
    """A file to be saved, that no browser keeps a copy of."""
    response = HttpResponse(made, content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


class Looks(OfFile, ListPage):
    """Every look at the file, latest first."""

    template_name = "beneficiaries/looks.html"

    @cached_property
    def listing(self) -> Listing:  # type: ignore[override]
        return looks_at(self.beneficiary)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.membership.permissions
        return super().get_context_data(
            may_print=Permission.EXPORT_FILE in held, may_see_all=bool(LOOKS.needs & held), **kwargs
        )


class AllLooks(ListPage):
    """Who looked at which file, latest first, for whoever answers for the files."""

    template_name = "beneficiaries/all_looks.html"
    listing = LOOKS


class LooksPaper(OfFile, PageView):
    """Who looked, as a paper for the person: by role and day."""

    def check(self) -> None:
        self.require(Permission.EXPORT_FILE, gettext_lazy("Giving copies of files is not among your tasks."))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = as_pdf(self.beneficiary, about="looks")
        except PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect("beneficiaries:looks", self.association.slug, self.beneficiary.number)
        return download(made, copying.PDF, f"looks-{self.beneficiary.number}")


class Copy(OfFile, ActionFormView):
    """A copy of all that is kept, handed to the person at the desk."""

    form_class = CopyForm
    template_name = "beneficiaries/copy.html"

    def check(self) -> None:
        self.require(Permission.EXPORT_FILE, gettext_lazy("Giving copies of files is not among your tasks."))

    def form_valid(self, form: CopyForm) -> HttpResponse:
        asked = {name: form.cleaned_data[name] for name in ("checked", "form")}
        try:
            made = copying.hand_over_copy(self.beneficiary, by=self.membership, **asked)
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        return download(made, asked["form"], f"copy-{self.beneficiary.number}")


class _Closing(OfFile, ActionFormView):
    form_class = ReasonForm
    template_name = "beneficiaries/close.html"

    def check(self) -> None:
        self.require(Permission.CLOSE_FILES, gettext_lazy("Closing files is not among your tasks."))

    def version(self) -> int:
        return self.beneficiary.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=open_cases(self.beneficiary), **kwargs)


class Close(_Closing):
    """Close the file for a reason."""

    success_message = gettext_lazy("The file is closed.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        closing.close_file(
            self.beneficiary, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.file_url()


class Reopen(_Closing):
    """Open a closed file again."""

    success_message = gettext_lazy("The file is open again.")

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        closing.reopen_file(
            self.beneficiary, by=self.membership, reason=data["reason"], expected_version=data["version"]
        )
        return self.file_url()


class TimeIsOver(ListPage):
    """Closed files whose time is over, longest ago first; the chosen ones go to the page that confirms."""

    template_name = "beneficiaries/time_is_over.html"
    listing = OVER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.association.anonymisations.select_related("by", "beneficiary")[:10]
        return super().get_context_data(forgotten=list(last), **kwargs)


class Forget(ActionFormView):
    """Says once more what is chosen and what it means; without a choice it leads back to the list."""

    form_class = ForgetForm
    template_name = "beneficiaries/forget.html"
    files: list[Beneficiary]

    def fetch(self) -> None:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        numbers = [number for number in asked.getlist("file")[: closing.AT_ONCE + 1] if NUMBER.fullmatch(number)]
        files = self.association.beneficiaries.open_to(self.membership)
        self.files = list(files.filter(number__in=numbers).order_by("keep_until", "pk"))
        if len(self.files) != len(set(numbers)):
            raise Http404

    def check(self) -> None:
        self.require(Permission.CLOSE_FILES, gettext_lazy("Closing files is not among your tasks."))

    def list_url(self) -> str:
        return reverse("beneficiaries:time_is_over", args=[self.association.slug])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        return response if self.files or response.status_code == 302 else redirect(self.list_url())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "numbers": [file.number for file in self.files]}

    def perform(self, form: ForgetForm) -> str:
        done = closing.anonymise(self.files, by=self.membership, reason=form.cleaned_data["reason"])
        words = ngettext("%(count)s file was made anonymous.", "%(count)s files were made anonymous.", len(done))
        messages.success(self.request, words % {"count": len(done)})
        return self.list_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(files=self.files, heading=_("Make files anonymous"), **kwargs)
