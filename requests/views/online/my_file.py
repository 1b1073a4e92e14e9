"""My file at home: is it still right, what I report as changed, and what I agree to (B2, B5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from beneficiaries import actions
from beneficiaries.enums import ConsentPurpose, ConsentState
from beneficiaries.field_words import label_of
from beneficiaries.forms import ReportForm
from beneficiaries.models.consent import kind_of_notice
from beneficiaries.views.changes import facts_to_confirm
from beneficiaries.views.consent import standing
from core.errors import DomainError
from core.forms import SentOnce

from .at_home import AtHome, HomeForm, HomePage

REPORTS = 10


class MyFacts(HomeForm):
    """What the association knows: one press says that it is still right; reports and what became of them below."""

    template_name = "public/my_facts.html"
    form_class = SentOnce
    success_message = _("Thank you. Your file is confirmed.")

    def version(self) -> int:
        return int(self.applicant.beneficiary.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file = self.applicant.beneficiary
        reports = file.change_reports.prefetch_related("values")[:REPORTS]
        return super().get_context_data(
            file=file,
            **facts_to_confirm(file, sees_health=True),
            is_due=is_due(file),
            reports=[(report, [label_of(value.field) for value in report.values.all()]) for report in reports],
            **kwargs,
        )

    def perform(self, form: SentOnce) -> str:
        file = self.applicant.beneficiary
        actions.confirm(file, by=self.applicant, expected_version=form.cleaned_data["version"] or 0)
        return self.address("facts")


def is_due(file: Any) -> bool:
    """Whether the person is asked now."""
    return file.confirm_due_on is not None and file.confirm_due_on <= timezone.localdate()


class MyChange(HomeForm):
    """What has changed; the association looks at it before the file changes."""

    template_name = "public/my_change.html"
    form_class = ReportForm
    success_message = _("Your report arrived. The association looks at it and tells you.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "file": self.applicant.beneficiary}

    def perform(self, form: ReportForm) -> str:
        data = form.cleaned_data
        actions.report_change(
            self.applicant.beneficiary,
            by=self.applicant,
            values=form.values(),
            words=data["words"],
            upload=data["file"],
        )
        return self.address("facts")


class MyConsents(HomePage):
    """Each purpose with its notice; agreeing, refusing and withdrawing are one press each."""

    template_name = "public/my_consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = standing(self.applicant.beneficiary)
        texts = {text.kind: text for text in reversed(self.association.agreed_texts.published())}
        for row in rows:
            row["text"] = texts.get(kind_of_notice(row["purpose"]))
        return super().get_context_data(rows=rows, **kwargs)


class _OnePurpose(AtHome, View):
    """One press on one purpose (POST only)."""

    http_method_names = ["post"]

    def fetch(self) -> None:
        if self.kwargs["purpose"] not in ConsentPurpose.values:
            raise Http404
        self.purpose = ConsentPurpose(self.kwargs["purpose"])

    def act(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return self.act(request)
        except DomainError as error:
            messages.error(request, str(error.message))
            return redirect(self.address("consents"))


class Say(_OnePurpose):
    """I agree, I do not, or I withdraw; ``notice`` is the version that was read."""

    DONE = {
        ConsentState.GIVEN: _("Your consent is recorded."),
        ConsentState.REFUSED: _("It is recorded that you do not agree."),
        ConsentState.WITHDRAWN: _("Your consent is withdrawn."),
    }

    def act(self, request: HttpRequest) -> HttpResponse:
        state, notice = request.POST.get("state", ""), request.POST.get("notice", "")
        if state not in ConsentState.values:
            raise Http404
        actions.say(
            self.applicant.beneficiary,
            by=self.applicant,
            purpose=self.purpose,
            state=state,
            expected_number=int(notice) if notice.isdecimal() and len(notice) < 6 else 0,
        )
        messages.success(request, str(self.DONE[ConsentState(state)]))
        return redirect(self.address("consents"))


class MyConsentLetter(_OnePurpose):
    """What I said, as a letter to keep."""

    def act(self, request: HttpRequest) -> HttpResponse:
        letter = actions.consent_letter(self.applicant.beneficiary, by=self.applicant, purpose=self.purpose)
        return redirect(self.address("letter", letter.year, letter.number))
