"""Register a person, open and correct the file, see a number in full for a reason (R2, R8, B2, B4)."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.views import ActionFormView, PageView

from .. import actions
from ..asking import asked_for
from ..file_sections import sections_of
from ..forms import BeneficiaryForm, CorrectForm, RevealForm
from ..models import Beneficiary, FileLook
from ..rooms import is_own
from .of_file import NOT_YOURS, OfFile

PHONES = (FileLook.What.MOBILE, FileLook.What.OTHER_MOBILE)
PREFILLED = {"name": "full_name", "national_id": "national_id", "mobile": "mobile"}


def add_differences(context: dict[str, Any], beneficiary: Beneficiary, error: DomainError | None) -> dict[str, Any]:
    """Of a page that has become stale: who changed the file meanwhile, and what is not as typed."""
    form = context["form"]
    if error is not None and error.code == "stale":
        form.beneficiary = beneficiary
        latest = beneficiary.changes.select_related("by").first()
        context.update(
            changed_by=latest.by.name if latest else "",
            changed_at=latest.at if latest else None,
            differences=form.differences(),
        )
    return context


class _FactsView(ActionFormView):
    """A form of the facts: an ID that another file has is answered with a link to that file."""

    def check(self) -> None:
        self.require(Permission.EDIT_BENEFICIARY, gettext_lazy("Registering and correcting are not among your tasks."))

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        may_find = Permission.FIND_BENEFICIARY in self.membership.permissions
        if isinstance(error, actions.AlreadyRegistered) and may_find and self._may_open(error.number):
            form.lead_to(reverse("beneficiaries:file", args=[self.association.slug, error.number]), error.number)
        return super().refused(form, error)

    def _may_open(self, number: str) -> bool:
        return self.association.beneficiaries.numbered(number, by=self.membership) is not None


class Register(_FactsView):
    """A new file. The search page sends what was typed there by POST with ``start``, which changes nothing."""

    form_class = BeneficiaryForm
    template_name = "beneficiaries/register.html"
    success_message = gettext_lazy("The file is saved.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "start" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = request.POST.get("q", "")[:150]
        field = PREFILLED.get(asked_for(typed).kind)
        form = BeneficiaryForm(initial={field: typed} if field else {})
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: BeneficiaryForm) -> str:
        made = actions.register(self.association, by=self.membership, **form.facts())
        return reverse("beneficiaries:file", args=[self.association.slug, made.number])


class File(OfFile, PageView):
    """The facts with numbers masked, the requests, who looked, what changed. Opening it is itself a look (B4)."""

    template_name = "beneficiaries/file.html"

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.look(self.beneficiary, by=self.membership)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**sections_of(self.beneficiary, by=self.membership), **kwargs)


class Correct(OfFile, _FactsView):
    """The file corrected; a page that has become stale shows what is saved now beside what was typed."""

    form_class = CorrectForm
    template_name = "beneficiaries/correct.html"
    success_message = gettext_lazy("The file is corrected.")

    def version(self) -> int:
        return self.beneficiary.version

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "beneficiary": self.beneficiary}

    def perform(self, form: CorrectForm) -> str:
        expected = form.cleaned_data["version"] or 0  # a page without its version is taken as stale
        actions.correct(self.beneficiary, by=self.membership, expected_version=expected, **form.facts())
        return self.file_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return add_differences(super().get_context_data(**kwargs), self.beneficiary, kwargs.get("error"))


class Reveal(OfFile, ActionFormView):
    """A number in full, once, in the answer to the form that says why; its address never holds the number."""

    form_class = RevealForm
    template_name = "beneficiaries/reveal.html"

    def check(self) -> None:
        if not {Permission.REVEAL_NUMBERS, Permission.SEE_HEALTH} & self.membership.permissions:
            self.require(Permission.REVEAL_NUMBERS, gettext_lazy("Seeing numbers in full is not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        own = is_own(self.beneficiary, self.membership)
        return {**super().get_form_kwargs(), "is_own": own, "permissions": self.membership.permissions}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("what", "")
        return {"what": asked if asked in (*actions.REVEALED, FileLook.What.HEALTH) else FileLook.What.NATIONAL_ID}

    def form_valid(self, form: RevealForm) -> HttpResponse:
        what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
        try:
            number = actions.reveal(self.beneficiary, by=self.membership, what=what, reason=reason)
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        if what == FileLook.What.HEALTH:
            return redirect(self._where_the_note_is())
        shown = f"0{number.removeprefix('+966')}" if what in PHONES else number
        label = dict(form.fields["what"].choices)[what]
        return self.render_to_response(self.get_context_data(form=form, shown=shown, label=label))

    def _where_the_note_is(self) -> str:
        """The page that asked for the reason: a report of this file, or the part of the file itself."""
        uid, named = self.request.GET.get("change", ""), [self.association.slug, self.beneficiary.number]
        if re.fullmatch(r"[0-9a-f-]{36}", uid) and self.beneficiary.change_reports.filter(uid=uid).exists():
            return reverse("beneficiaries:change", args=[*named, uid])
        return reverse("beneficiaries:edit_section", args=[*named, "health"])
