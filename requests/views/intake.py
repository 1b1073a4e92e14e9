"""Reception on screen, once a request is open: checklist, declaration, take in as complete, receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.promises import derivation_of
from beneficiaries.actions import to_be_told
from beneficiaries.models import Beneficiary
from beneficiaries.views.signing import SigningPage
from core.errors import DomainError, StaleRecord
from core.views import PageView

from .. import actions
from ..actions.intake import current_declaration, declaration_text, missing_items, signed_facts_digest
from ..enums import ItemState, Status
from ..forms import ChecklistForm, CorrectionForm, DeclarationForm
from ..from_the_file import in_the_file
from ..presenting import promise_of
from ..service_shown import note_of, terms_shown
from ..workflow import COMPLETE
from .base import OneRequest, RequestForm


class Correct(RequestForm):
    """Change what is asked for while the request is at the desk."""

    template_name = "support_requests/correct.html"
    form_class = CorrectionForm
    event = COMPLETE
    success_message = _("Saved. A changed fact needs a new signature.")

    def get_initial(self) -> dict[str, Any]:
        case = self.support_request
        return {"need": case.need, "amount_asked": case.amount_asked, "agreed_means": case.agreed_means}

    def perform(self, form: CorrectionForm) -> str:
        data = form.cleaned_data
        actions.correct(
            self.support_request,
            by=self.membership,
            need=data["need"],
            amount_asked=data["amount_asked"],
            agreed_means=data["agreed_means"],
            expected_version=data["version"],
        )
        return self.address()


class Checklist(RequestForm):
    """Tick what is there, matches the file and is valid today."""

    template_name = "support_requests/checklist.html"
    form_class = ChecklistForm
    event = COMPLETE

    def get_form_kwargs(self) -> dict[str, Any]:
        entries = list(self.support_request.checklist.select_related("item", "from_document"))
        items = [entry.item for entry in entries]
        in_file = in_the_file(self.support_request.beneficiary, items, on=timezone.localdate())
        return {**super().get_form_kwargs(), "entries": entries, "offered": in_file}

    def perform(self, form: ChecklistForm) -> str:
        from_file = form.from_file()
        actions.check_item(
            self.support_request,
            by=self.membership,
            findings=form.findings(),
            from_file=from_file,
            dated=form.dated(),
        )
        if from_file:
            return self.request.path
        if missing_items(self.support_request, on=timezone.localdate()):
            return self.address()
        return reverse("support_requests:declaration", args=[self.association.slug, self.support_request.reference])


class Missing(OneRequest, PageView):
    """One page to print for the visitor: what is still missing, what is there, and the service's criteria (R3)."""

    template_name = "support_requests/missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, today = self.support_request, timezone.localdate()
        checklist = list(case.checklist.select_related("item"))
        needs_signature = case.policy_version.needs_declaration and case.status in (Status.INCOMPLETE, Status.RETURNED)
        terms = self.association.service_versions.with_parts().get(pk=case.service_version_id)
        return super().get_context_data(
            support_request=case,
            missing=[
                (one.item.name, note_of(one.item), one.why_not(today)) for one in checklist if one.is_missing(today)
            ],
            found=[one for one in checklist if one.state == ItemState.MATCHED and not one.is_missing(today)],
            if_it_applies=[one for one in checklist if one.state == ItemState.MISSING and not one.item.is_mandatory],
            needs_signature=needs_signature and current_declaration(case) is None,
            terms=terms_shown(terms),
            promise=promise_of(case, derivation_of(case)),
            channels=[row.get_channel_display() for row in case.policy_version.channels.all()],
            today=today,
            **kwargs,
        )


class Declare(SigningPage, RequestForm):
    """The declaration, and the responsibilities where they were not accepted yet, are read and signed."""

    template_name = "support_requests/declaration.html"
    form_class = DeclarationForm
    event = COMPLETE

    def signer(self) -> Beneficiary:
        return self.support_request.beneficiary

    def signed_digest(self) -> str:
        return signed_facts_digest(self.support_request)

    def get_initial(self) -> dict[str, Any]:
        text = declaration_text(self.support_request)
        return {"reading": text.number if text else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            signed=current_declaration(self.support_request),
            text=declaration_text(self.support_request),
            to_be_told=to_be_told(self.support_request.beneficiary),
            **kwargs,
        )

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        response = super().refused(form, error)
        if isinstance(error, StaleRecord):  # another text is on the page now; it is read before it is signed
            form.data["reading"], form.data["was_read"] = self.get_initial()["reading"], ""
        return response

    def perform(self, form: DeclarationForm) -> str:
        actions.sign_declaration(
            self.support_request,
            by=self.membership,
            signed=form.signed(self.code_uid),
            expected_text=form.cleaned_data["reading"],
        )
        return self.address()


class Complete(RequestForm):
    """Take the request in as complete, and go on to its receipt."""

    template_name = "support_requests/confirm.html"
    event = COMPLETE
    success_message = _("The request is complete and waits for its study. Print the receipt for the visitor.")

    def perform(self, form: Any) -> str:
        case = actions.complete(
            self.support_request, by=self.membership, expected_version=form.cleaned_data["version"]
        )
        letter = actions.issue_receipt(case, by=self.membership)
        return reverse("correspondence:letter", args=[self.association.slug, letter.year, letter.number])


class Receipt(RequestForm):
    """Issue the receipt of the request as it stands: of an incomplete one it says what is missing."""

    template_name = "support_requests/receipt.html"
    event = COMPLETE

    def perform(self, form: Any) -> str:
        letter = actions.issue_receipt(self.support_request, by=self.membership)
        return reverse("correspondence:letter", args=[self.association.slug, letter.year, letter.number])
