"""Compensation: the list, the page of one case, opening one, and each event of its workflow (M1–M4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.forms import ReasonForm, SentOnce
from core.views import ActionFormView, InAssociation, PageView

from .. import compensation_permissions as permissions
from ..actions import compensation as actions
from ..actions.compensation.basis import latest_minutes, may_be_named
from ..actions.compensation.negotiating import last_offer
from ..compensation_presenting import next_steps, path_of, story_of
from ..compensation_workflow import (
    ACCEPT,
    APPROVE_MINUTES,
    CLOSE,
    COMPENSATION_WORKFLOW,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    ISSUE_SETTLEMENT,
    OFFER,
    PAY,
    RECORD_RULING,
    REJECT,
    SIGN,
    WITHDRAW,
    WRITE_MINUTES,
)
from ..enums import Side
from ..forms.compensation import (
    AcceptForm,
    HarmForm,
    MinutesForm,
    MinutesPartsForm,
    OfferForm,
    PaymentForm,
    RulingForm,
    SignaturesForm,
)
from ..lists import COMPENSATION
from ..models import CompensationCase

NOT_YOURS = _("Compensation is not among your tasks.")


class CompensationList(ListPage):
    """The cases the member may know of, newest first; all of them, or those that are the member's move."""

    template_name = "complaints/compensation/list.html"
    listing = COMPENSATION

    def check(self) -> None:
        super().check()
        permissions.check_policy(self.association.policy_in_force())


class Open(ActionFormView):
    """A new case; ``?complaint=C-…`` names the complaint it grew out of."""

    template_name = "complaints/compensation/open.html"
    form_class = HarmForm
    success_message = _("The case is open. Its basis comes next.")

    def fetch(self) -> None:
        self.complaint = None
        reference = self.request.GET.get("complaint", "").upper()
        if reference and Permission.HANDLE_COMPENSATION in self.membership.permissions:
            rows = self.association.complaints.visible_to(self.membership)
            self.complaint = get_object_or_404(rows, reference=reference)

    def check(self) -> None:
        permissions.check_opening(self.membership, self.complaint)

    def get_initial(self) -> dict[str, Any]:
        if self.complaint is None:
            return {}
        known = self.complaint.beneficiary
        return {"person_name": self.complaint.person_name, "file_number": known.number if known else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        file_of = partial(self.association.beneficiaries.numbered, by=self.membership)
        return {**super().get_form_kwargs(), "file_of": file_of}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(complaint=self.complaint, **kwargs)

    def perform(self, form: HarmForm) -> str:
        case = actions.open_case(self.association, by=self.membership, complaint=self.complaint, **form.facts())
        return reverse("compensation:detail", args=[self.association.slug, case.reference])


class OneCase(InAssociation):
    """A page about one case; to the subject of its complaint, and to other associations, it does not exist."""

    case: CompensationCase

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        self.require(Permission.HANDLE_COMPENSATION, NOT_YOURS)
        rows = self.association.compensation_cases.visible_to(self.membership).for_pages()
        self.case = get_object_or_404(rows, reference=self.kwargs["reference"].upper())

    def address(self) -> str:
        return reverse("compensation:detail", args=[self.association.slug, self.case.reference])


class Detail(OneCase, PageView):
    """The harm, its basis, the offers, the settlement, the payment, and the next step."""

    template_name = "complaints/compensation/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        minutes = case.minutes.select_related("by").prefetch_related("named__membership__user", "approvals")
        acceptance = self.association.compensation_cases.filter(pk=case.pk, acceptance__isnull=False).exists()
        return super().get_context_data(
            case=case,
            path=path_of(case),
            all_minutes=[_with_approvals(row) for row in minutes.order_by("-number")],
            rulings=list(case.rulings.select_related("by")),
            offers=list(case.offers.select_related("by")),
            acceptance=case.acceptance if acceptance else None,
            settlement=_one(case, "settlement"),
            payment=_one(case, "payment"),
            steps_now=next_steps(self.membership, case),
            story=story_of(list(case.events.select_related("by"))),
            **kwargs,
        )


def _one(case: CompensationCase, name: str) -> Any:
    """The row of the case that stands once, or None."""
    return getattr(case, name) if hasattr(case, name) else None


def _with_approvals(minutes: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """Minutes with (name, moment of approval or None) of each named member."""
    approved = {row.membership_id: row.at for row in minutes.approvals.all()}
    return minutes, [(row.membership.user.name, approved.get(row.membership_id)) for row in minutes.named.all()]


class CaseForm(OneCase, ActionFormView):
    """A form that is one event; its fields are the verb's own words."""

    template_name = "complaints/compensation/form.html"
    form_class = SentOnce
    event = ""
    about: Any = ""

    def check(self) -> None:
        permissions.check(self.membership, self.event, self.case)

    def version(self) -> int:
        return self.case.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = COMPENSATION_WORKFLOW.rows[self.event]
        is_possible = self.case.status in row.sources
        return super().get_context_data(case=self.case, event=row, about=self.about, is_possible=is_possible, **kwargs)

    def facts(self, form: Any) -> dict[str, Any]:
        """What the verb takes; days in both calendars become plain days."""
        data = {name: value for name, value in form.cleaned_data.items() if name not in ("token", "version")}
        return {name: getattr(value, "gregorian", value) for name, value in data.items()}

    def perform(self, form: Any) -> str:
        verb = getattr(actions, self.event)
        verb(self.case, by=self.membership, expected_version=form.cleaned_data["version"], **self.facts(form))
        return self.address()


class WriteMinutes(CaseForm):
    event = WRITE_MINUTES
    form_class = MinutesForm
    about = _("Minutes state their day, the harm, its extent and its causes. They replace earlier minutes.")
    success_message = _("The minutes are written. Each named member approves them.")

    def check(self) -> None:
        super().check()
        rows = self.association.memberships.active().with_roles().select_related("user").order_by("pk")
        self.members = {row.pk: row for row in rows if may_be_named(row, self.case)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": [(row.pk, row.user.name) for row in self.members.values()]}

    def facts(self, form: Any) -> dict[str, Any]:
        facts = super().facts(form)
        return {**facts, "members": [self.members[pk] for pk in facts["members"]]}


class CorrectMinutes(CaseForm):
    event = CORRECT_MINUTES
    form_class = MinutesPartsForm
    about = _("Possible until the first member approves; after that write new minutes.")
    success_message = _("The minutes are corrected.")

    def get_initial(self) -> dict[str, Any]:
        minutes = latest_minutes(self.case)
        names = ("dated_on", "harm", "extent", "causes")
        return {name: getattr(minutes, name) for name in names} if minutes else {}


class ApproveMinutes(CaseForm):
    event = APPROVE_MINUTES
    template_name = "complaints/compensation/approve.html"
    about = _("You approve for yourself alone. From the first approval on the minutes stay as they are.")
    success_message = _("Your approval is recorded.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(minutes=latest_minutes(self.case), **kwargs)


class RecordRuling(CaseForm):
    event = RECORD_RULING
    form_class = RulingForm
    about = _("A ruling that became final later is recorded again, as final.")
    success_message = _("The ruling is recorded.")

    def facts(self, form: Any) -> dict[str, Any]:
        facts = super().facts(form)
        return {**facts, "is_final": facts.pop("finality") == "final"}


class EstablishBasis(CaseForm):
    event = ESTABLISH_BASIS
    about = _("All named members approved the minutes, or a ruling is final: then the two sides negotiate.")
    success_message = _("The basis is established. Now record the first offer.")


class Offer(CaseForm):
    event = OFFER
    form_class = OfferForm
    about = _("An offer is never changed. The other side accepts it, or makes one of its own.")
    success_message = _("The offer is recorded. The other side answers it.")

    def get_initial(self) -> dict[str, Any]:
        last = last_offer(self.case)
        is_theirs = last is not None and last.side == Side.ASSOCIATION
        return {"side": Side.BENEFICIARY if is_theirs else Side.ASSOCIATION}


class Accept(CaseForm):
    event = ACCEPT
    template_name = "complaints/compensation/accept.html"
    form_class = AcceptForm
    about = _("The side it was made to accepts it, on its last day at the latest. This cannot be undone.")
    success_message = _("Both sides agree. Issue the settlement now.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(offer=last_offer(self.case), **kwargs)


class IssueSettlement(CaseForm):
    event = ISSUE_SETTLEMENT
    about = _("The settlement and release enters the register of letters. Print it, and both sides sign.")
    success_message = _("The settlement is in the register. Print it and record both signatures.")


class Sign(CaseForm):
    event = SIGN
    form_class = SignaturesForm
    about = _("You sign for the association, in your own name.")
    success_message = _("Both signatures are recorded. The payment is due.")

    def get_initial(self) -> dict[str, Any]:
        return {"signed_name": self.case.person_name}


class Pay(CaseForm):
    event = PAY
    form_class = PaymentForm
    about = _("What was agreed, in one sum, and who received it.")
    success_message = _("The payment and its receipt are recorded.")

    def get_initial(self) -> dict[str, Any]:
        acceptance = _one(self.case, "acceptance")
        amount = acceptance.offer.amount if acceptance else None
        return {"received_by": self.case.person_name, "amount": amount}

    def get_form_kwargs(self) -> dict[str, Any]:
        acceptance = _one(self.case, "acceptance")
        is_in_money = acceptance is None or acceptance.offer.amount is not None
        return {**super().get_form_kwargs(), "is_in_money": is_in_money}


class Close(CaseForm):
    event = CLOSE
    about = _("It was paid and receipted: nothing remains to be done.")
    success_message = _("The case is closed.")


class Reject(CaseForm):
    event = REJECT
    form_class = ReasonForm
    about = _("Neither minutes nor a final ruling bear it out.")
    success_message = _("The case is rejected, with its reason.")


class Withdraw(CaseForm):
    event = WITHDRAW
    form_class = ReasonForm
    about = _("Only if the person told you so.")
    success_message = _("The case is withdrawn.")
