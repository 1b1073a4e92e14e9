"""One visit: what the person has open, what can be done at once, and its end (R1, R2, R3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from complaints.views.base import keep_receipt
from core.errors import DomainError
from core.views import ActionFormView, PageView

from .. import actions
from ..enums import VisitStatus
from ..forms import InquiryForm, KnowForm
from ..models import Visit
from ..standing import standing_of
from .base import OfVisit


class OneVisit(OfVisit, PageView):
    """Who is here, what they have open with whose move it is, and the ways on."""

    template_name = "reception/visit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, held = self.visit, self.membership.permissions
        is_mine = visit.status == VisitStatus.BEING_SERVED and visit.served_by == self.membership
        return super().get_context_data(
            visit=visit,
            is_mine=is_mine,
            is_waiting=visit.status == VisitStatus.WAITING,
            today=timezone.localdate(),
            standing=standing_of(visit.beneficiary, by=self.membership) if visit.beneficiary else None,
            may_open_file=Permission.FIND_BENEFICIARY in held,
            may_register=Permission.EDIT_BENEFICIARY in held,
            may_open=Permission.RECEIVE_REQUEST in held,
            inquiry=InquiryForm(is_known=visit.beneficiary is not None)
            if is_mine and Permission.ANSWER_INQUIRY in held
            else None,
            services=self.association.services.offered(on=timezone.localdate()) if is_mine else [],
            may_complain=Permission.RECEIVE_COMPLAINT in held,
            **kwargs,
        )


class _Press(OfVisit, ActionFormView):
    """One press of a button; a refusal is said on the page of the visit."""

    http_method_names = ["post"]

    def act(self) -> Visit:
        raise NotImplementedError

    def perform(self, form: Any) -> str:
        self.act()
        return self.visit_url()

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        messages.warning(self.request, str(error.message))
        return redirect(self.visit_url())


class Serve(_Press):
    """This member serves the visitor; whoever comes second is told by whom."""

    def act(self) -> Visit:
        return actions.serve(self.visit, by=self.membership)


class TakeOver(_Press):
    success_message = _("You serve this visitor now.")

    def act(self) -> Visit:
        return actions.take_over(self.visit, by=self.membership)


class PutBack(_Press):
    success_message = _("The visitor waits again.")

    def act(self) -> Visit:
        return actions.put_back(self.visit, by=self.membership)

    def perform(self, form: Any) -> str:
        super().perform(form)
        return self.counter_url()


class Finish(_Press):
    """Served: on to the next visitor."""

    success_message = _("The visit is over.")

    def act(self) -> Visit:
        return actions.finish(self.visit, by=self.membership)

    def perform(self, form: Any) -> str:
        super().perform(form)
        return self.counter_url()


class Leave(Finish):
    success_message = _("It is recorded that the visitor left without being served.")

    def act(self) -> Visit:
        return actions.leave(self.visit, by=self.membership)


class Know(OfVisit, ActionFormView):
    """The file of a visitor of whom only the name is known."""

    template_name = "reception/know.html"
    form_class = KnowForm
    success_message = _("The visit is joined to the file.")

    def get_initial(self) -> dict[str, Any]:
        return {"who": self.visit.person_name}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "find": self.find}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(visit=self.visit, **kwargs)

    def perform(self, form: KnowForm) -> str:
        actions.attach(self.visit, by=self.membership, beneficiary=form.cleaned_data["beneficiary"])
        return self.visit_url()


class Inquiry(OfVisit, ActionFormView):
    """What was asked and answered, recorded at once; or a question for later, with its number and code."""

    template_name = "reception/inquiry.html"
    form_class = InquiryForm

    def check(self) -> None:
        super().check()
        self.require(Permission.ANSWER_INQUIRY, _("Answering inquiries is not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_known": self.visit.beneficiary is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(visit=self.visit, **kwargs)

    def perform(self, form: InquiryForm) -> str:
        data = form.cleaned_data
        if form.is_for_later:
            inquiry, code = actions.keep_inquiry(
                self.visit, by=self.membership, question=data["question"], mobile=data.get("mobile", "")
            )
            keep_receipt(self.request, inquiry, code)
            return reverse("complaints:receipt", args=[self.association.slug])
        inquiry = actions.answer_inquiry(
            self.visit, by=self.membership, question=data["question"], answer=data["answer"]
        )
        said = _("The inquiry and its answer are recorded under %(reference)s.")
        self.success_message = said % {"reference": inquiry.reference}
        return self.visit_url()
