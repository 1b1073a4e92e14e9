"""The household of a file: who lives in it, its money with the arithmetic, and the forms that change it (R13)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.views import ActionFormView, PageView

from .. import actions
from ..actions import households
from ..enums import Relation
from ..forms.household import (
    AddMemberForm,
    CorrectMemberForm,
    EndMoneyForm,
    IncomeForm,
    JoinForm,
    LeaveForm,
    ObligationForm,
    RelationsForm,
)
from ..household_page import household_page, kept_back
from ..models import Beneficiary, FileLook, Household, HouseholdMember
from .of_file import OfFile

NOT_YOURS = gettext_lazy("The household is not among your tasks.")
_NOT_HEAD = [choice for choice in Relation.choices if choice[0] != Relation.HEAD]


class _OfHousehold(OfFile):
    """A page on the household the person lives in now."""

    household: Household
    right: str = Permission.EDIT_SITUATION

    def fetch(self) -> None:
        super().fetch()
        self.place = households.standing_in(self.beneficiary)

    def check(self) -> None:
        self.require(self.right, NOT_YOURS)  # type: ignore[attr-defined]

    def household_url(self) -> str:
        return reverse("beneficiaries:household", args=[self.association.slug, self.beneficiary.number])

    def need_household(self) -> Household:
        """The household; one of their own is made where there is none."""
        return households.form_household(self.beneficiary, by=self.membership).household  # type: ignore[attr-defined]

    def member_named(self, uid: Any) -> HouseholdMember:
        """A standing member of this household; others are not found, nor is one whose file is hidden."""
        found = self.place and self.place.household.members.standing().filter(uid=uid).first()
        if not found or kept_back([found], self.membership):  # type: ignore[attr-defined]
            raise Http404
        return found


class HouseholdPage(_OfHousehold, PageView):
    """Members, money and its arithmetic. Opening it is a look (B4)."""

    template_name = "beneficiaries/household.html"
    right = Permission.SEE_SITUATION

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.look(self.beneficiary, by=self.membership, what=FileLook.What.HOUSEHOLD)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = household_page(self.beneficiary, self.place, by=self.membership, on=timezone.localdate())
        return super().get_context_data(**page, **kwargs)


class _HouseholdForm(_OfHousehold, ActionFormView):
    """A form that changes the household; its version notices a stale page."""

    template_name = "beneficiaries/household_form.html"
    success_message = gettext_lazy("The household is saved.")
    title: str | Promise = ""

    def version(self) -> int:
        return self.place.household.version if self.place else 1

    def expected(self, form: Any) -> int | None:
        return form.cleaned_data["version"] or 0 if self.place else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, household_url=self.household_url(), **kwargs)

    def need_place(self) -> HouseholdMember:
        if self.place is None:
            raise Http404
        return self.place


class AddMember(_HouseholdForm):
    form_class = AddMemberForm
    title = gettext_lazy("Add a member of the household")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sees_health": Permission.SEE_HEALTH in self.membership.permissions}

    def perform(self, form: AddMemberForm) -> str:
        expected, household = self.expected(form), self.need_household()
        number = form.cleaned_data["number"]
        if number:
            households.add_beneficiary(
                household,
                find_file(self.association, number, by=self.membership),
                by=self.membership,
                relation=form.cleaned_data["relation"],
                expected_version=expected,
            )
        else:
            households.add_member(household, by=self.membership, expected_version=expected, **form.facts())
        return self.household_url()


def find_file(association: Any, number: str, *, by: Any) -> Beneficiary:
    """The file that this number leads to, where this member may open it; raises ``DomainError`` beside the box."""
    found: Beneficiary | None = association.beneficiaries.numbered(number, by=by)
    if found is None:
        raise DomainError(_("No file here has this number."), code="no_file", field="number")
    return found


class _OfMember(_HouseholdForm):
    """A form on one member, named by its random id."""

    member: HouseholdMember

    def fetch(self) -> None:
        super().fetch()
        self.member = self.member_named(self.kwargs["uid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(member=self.member, **kwargs)


class CorrectMember(_OfMember):
    form_class = CorrectMemberForm
    title = gettext_lazy("Correct a member of the household")

    def get_form_kwargs(self) -> dict[str, Any]:
        sees_health = Permission.SEE_HEALTH in self.membership.permissions
        return {**super().get_form_kwargs(), "member": self.member, "sees_health": sees_health}

    def perform(self, form: CorrectMemberForm) -> str:
        households.correct_member(
            self.member, by=self.membership, expected_version=self.expected(form), **form.facts()
        )
        return self.household_url()


class MemberLeaves(_OfMember):
    form_class = LeaveForm
    title = gettext_lazy("A member left the household")

    def perform(self, form: LeaveForm) -> str:
        households.leave(
            self.member,
            by=self.membership,
            on=form.cleaned_data["left_on"].gregorian,
            because=form.cleaned_data["because"],
            expected_version=self.expected(form),
        )
        return self.household_url()


class EnterIncome(_OfMember):
    form_class = IncomeForm
    title = gettext_lazy("Enter an income")

    def perform(self, form: IncomeForm) -> str:
        facts = {name: form.cleaned_data[name] for name in form.FACTS}
        households.enter_income(
            self.member, by=self.membership, from_on=form.cleaned_data["from_on"].gregorian, **facts
        )
        return self.household_url()


class EnterObligation(_OfMember):
    form_class = ObligationForm
    title = gettext_lazy("Enter an obligation")

    def perform(self, form: ObligationForm) -> str:
        facts = {name: form.cleaned_data[name] for name in form.FACTS}
        households.enter_obligation(
            self.member, by=self.membership, from_on=form.cleaned_data["from_on"].gregorian, **facts
        )
        return self.household_url()


class EndMoney(_OfMember):
    """An income or obligation of a member ended."""

    form_class = EndMoneyForm
    title = gettext_lazy("It ended")

    def fetch(self) -> None:
        super().fetch()
        for rows in (self.member.incomes, self.member.obligations):
            found = rows.filter(uid=self.kwargs["money"]).first()
            if found:
                self.money = found
                return
        raise Http404

    def perform(self, form: EndMoneyForm) -> str:
        households.end_money(self.money, by=self.membership, on=form.cleaned_data["ended_on"].gregorian)
        return self.household_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(money=self.money, **kwargs)


class _OfAllMembers(_HouseholdForm):
    """A form with one box for each member."""

    form_class = RelationsForm
    choices: list[tuple[str, Any]] = Relation.choices
    stays: str | Promise = ""

    def check(self) -> None:
        super().check()
        if self.place and kept_back(self.place.household.members.standing(), self.membership):
            raise NotPermitted(_("Somebody of this household is for somebody else to see to."), code="aside")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.need_place().household.members.standing().order_by("pk")
        return {**super().get_form_kwargs(), "members": members, "choices": self.choices, "stays": self.stays}


class ChangeHead(_OfAllMembers):
    title = gettext_lazy("Change the head of the household")

    def perform(self, form: RelationsForm) -> str:
        households.change_head(
            self.need_place().household,
            by=self.membership,
            relations=form.relations(),
            reason=form.cleaned_data["reason"],
            expected_version=self.expected(form),
        )
        return self.household_url()


class SplitHousehold(_OfAllMembers):
    title = gettext_lazy("Split the household")
    stays = gettext_lazy("Stays in this household")

    def perform(self, form: RelationsForm) -> str:
        households.split(
            self.need_place().household,
            by=self.membership,
            relations=form.relations(),
            reason=form.cleaned_data["reason"],
            expected_version=self.expected(form),
        )
        return self.household_url()


class JoinHousehold(_OfAllMembers):
    form_class = JoinForm
    title = gettext_lazy("Join another household")
    choices = _NOT_HEAD

    def perform(self, form: RelationsForm) -> str:
        other = find_file(self.association, form.cleaned_data["number"], by=self.membership)
        there = households.standing_in(other)
        if there is None:
            message = _("The person of this file has no household yet. Add them as a member instead.")
            raise DomainError(message, code="no_household", field="number")
        households.join(
            self.need_place().household,
            there.household,
            by=self.membership,
            relations=form.relations(),
            reason=form.cleaned_data["reason"],
            expected_version=self.expected(form),
        )
        return self.household_url()
