"""Reception on screen: open, checklist, declaration, take in as complete, receipt."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.documents import OPENING, at_hand
from associations.enums import Channel
from core.views import ActionFormView, PageView

from .. import actions
from ..actions.intake import current_declaration, missing_items
from ..forms import ChecklistForm, CorrectionForm, DeclarationForm, OpeningForm
from ..workflow import COMPLETE
from .base import OneRequest, RequestForm


class Create(ActionFormView):
    """A new request for a beneficiary found before; saved incomplete, it starts with its checklist."""

    template_name = "support_requests/create.html"
    form_class = OpeningForm

    def fetch(self) -> None:
        number = self.request.GET.get("beneficiary", "")
        self.beneficiary = self.association.beneficiaries.open_to(self.membership).filter(number=number).first()
        if self.beneficiary is None:
            raise Http404
        self.policy = self.association.policy_in_force()

    def check(self) -> None:
        self.require(Permission.RECEIVE_REQUEST, _("Opening a request is not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        channels = [(row.channel, Channel(row.channel).label) for row in self.policy.channels.all()]
        services = self.association.services.filter(is_open=True)
        return {**super().get_form_kwargs(), "services": services, "channels": channels}

    def get_initial(self) -> dict[str, Any]:
        return {"agreed_means": self.beneficiary.agreed_means, "channel": Channel.INTERVIEW}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = at_hand(self.association, OPENING)
        return super().get_context_data(
            beneficiary=self.beneficiary, policy=self.policy, documents=documents, **kwargs
        )

    def perform(self, form: OpeningForm) -> str:
        data = form.cleaned_data
        support_request = actions.open_request(
            self.association,
            by=self.membership,
            beneficiary=self.beneficiary,
            service=data["service"],
            channel=data["channel"],
            need=data["need"],
            amount_asked=data["amount_asked"],
            agreed_means=data["agreed_means"],
            brought_by=data["brought_by"],
            received_on=data["received_on"].gregorian if data["received_on"] else None,
        )
        return reverse("support_requests:checklist", args=[self.association.slug, support_request.reference])


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
        entries = list(self.support_request.checklist.select_related("item"))
        return {**super().get_form_kwargs(), "entries": entries}

    def perform(self, form: ChecklistForm) -> str:
        actions.check_item(self.support_request, by=self.membership, findings=form.findings())
        if missing_items(self.support_request, on=timezone.localdate()):
            return self.address()
        return reverse("support_requests:declaration", args=[self.association.slug, self.support_request.reference])


class Missing(OneRequest, PageView):
    """One page to print for the visitor: what is asked for this service, and what is still missing (R3)."""

    template_name = "support_requests/missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            support_request=self.support_request,
            checklist=list(self.support_request.checklist.select_related("item")),
            missing={entry.pk for entry in missing_items(self.support_request, on=timezone.localdate())},
            today=timezone.localdate(),
            **kwargs,
        )


class Declare(RequestForm):
    """The declaration is read and signed."""

    template_name = "support_requests/declaration.html"
    form_class = DeclarationForm
    event = COMPLETE

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "full_name": self.support_request.beneficiary.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(signed=current_declaration(self.support_request), **kwargs)

    def perform(self, form: DeclarationForm) -> str:
        data = form.cleaned_data
        actions.sign_declaration(
            self.support_request, by=self.membership, method=data["method"], signed_name=data["signed_name"]
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
