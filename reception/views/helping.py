"""The desk's list of help requests, and what becomes of each (C, R15): a request, an inquiry, or a reason why not."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from beneficiaries.finding import find
from beneficiaries.forms import BeneficiaryForm
from beneficiaries.views.file import Register
from core.views import ActionFormView, InAssociation, PageView

from .. import actions
from ..forms import AskForm, DeclineForm, TakeUpForm
from ..lists import HELPS
from ..models import HelpRequest
from ..notices import is_told_by_hand
from ..permissions import HELP_NOT_YOURS
from ..promising import derivation_of
from .base import CANDIDATES


class AtTheSorting(InAssociation):
    """A page for whoever sorts help requests."""

    def check(self) -> None:
        self.require(Permission.TRIAGE_HELP, HELP_NOT_YOURS)

    def find(self, text: str) -> list[Any]:
        return find(self.association, text, by=self.membership).people[:CANDIDATES]


class HelpList(ListPage):
    """Those that wait, the longest waiting first; or those that were handled, the latest first."""

    template_name = "reception/helps.html"
    listing = HELPS


class OfHelp(AtTheSorting):
    """A page about one help request; to other associations it does not exist."""

    help_request: HelpRequest

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        rows = self.association.help_requests.visible_to(self.membership).for_pages()
        self.help_request = get_object_or_404(rows, reference=self.kwargs["reference"].upper())

    def version(self) -> int:
        return self.help_request.version

    def url(self, name: str) -> str:
        return reverse(f"reception:{name}", args=[self.association.slug, self.help_request.reference])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(help_request=self.help_request, **kwargs)  # type: ignore[misc]


class OneHelp(OfHelp, PageView):
    """What was asked for, who may be known already, and the three ways on."""

    template_name = "reception/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.help_request
        others = self.association.help_requests.by_mobile(self.association, case.mobile).exclude(pk=case.pk)
        known = self.association.beneficiaries.open_to(self.membership)
        return super().get_context_data(
            known=self.find(case.mobile) if case.mobile else [],
            others=others.order_by("-pk")[:CANDIDATES],
            promise=derivation_of(case),
            file=known.filter(pk=case.beneficiary_id).first() if case.beneficiary_id else None,
            events=case.events.select_related("by"),
            **kwargs,
        )


class TakeUp(OfHelp, ActionFormView):
    """A support request for the person, found or registered first, with the words that were sent."""

    template_name = "reception/take_up.html"
    form_class = TakeUpForm
    success_message = _("It is a support request now. Go on with its checklist.")

    def get_initial(self) -> dict[str, Any]:
        return {
            "who": self.help_request.mobile_as_dialled or self.help_request.person_name,
            "need": self.help_request.need,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        services = self.association.services.offered(on=timezone.localdate())
        return {**super().get_form_kwargs(), "find": self.find, "services": services}

    def perform(self, form: TakeUpForm) -> str:
        data = form.cleaned_data
        made = actions.take_up(
            self.help_request,
            by=self.membership,
            beneficiary=data["beneficiary"],
            service=data["service"],
            need=data["need"],
            expected_version=data["version"],
        )
        return reverse("support_requests:detail", args=[self.association.slug, made.reference])


class RegisterFor(OfHelp, Register):
    """A new file for whoever asked, with what was sent already in its fields."""

    def check(self) -> None:
        AtTheSorting.check(self)
        Register.check(self)

    def version(self) -> None:  # type: ignore[override]  # the form is of a new file
        return None

    def get_initial(self) -> dict[str, Any]:
        case = self.help_request
        return {"full_name": case.person_name, "mobile": case.mobile, "city": case.city}

    def perform(self, form: BeneficiaryForm) -> str:
        super().perform(form)
        return self.url("take_up")


class Ask(OfHelp, ActionFormView):
    """An inquiry in the complaints room, with its own number and clock."""

    template_name = "reception/help_form.html"
    form_class = AskForm
    heading = _("Make it an inquiry")
    success_message = _("It is an inquiry now, in your hand.")

    def get_initial(self) -> dict[str, Any]:
        return {"question": self.help_request.need}

    def perform(self, form: AskForm) -> str:
        data = form.cleaned_data
        made = actions.make_inquiry(
            self.help_request, by=self.membership, question=data["question"], expected_version=data["version"]
        )
        if self.association.complaints.visible_to(self.membership).filter(pk=made.pk).exists():
            return reverse("complaints:detail", args=[self.association.slug, made.reference])
        return reverse("reception:helps", args=[self.association.slug])


class Decline(OfHelp, ActionFormView):
    """Not taken up: the person is told why."""

    template_name = "reception/help_form.html"
    form_class = DeclineForm
    heading = _("Decline the help request")
    success_message = _("It is declined, and the person is told why.")

    def perform(self, form: DeclineForm) -> str:
        data = form.cleaned_data
        actions.decline(self.help_request, by=self.membership, reason=data["reason"], expected_version=data["version"])
        if is_told_by_hand(self.help_request):
            self.success_message = _("It is declined. The person is to be told by hand: see the notices.")
        return reverse("reception:helps", args=[self.association.slug])
