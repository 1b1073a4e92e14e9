"""Staff take in what came by phone, fax, letter or visit, and answer a question at the desk in two fields."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.enums import Channel
from core.views import ActionFormView, PageView

from .. import actions
from ..enums import Kind
from ..forms import OnTheSpotForm, ReceivingForm
from ..presenting import promise_of
from .base import keep_receipt, show_receipt

NOT_YOURS = _("Taking in complaints and inquiries is not among your tasks.")


class Receive(ActionFormView):
    """A complaint, inquiry, help or suggestion written down for the person."""

    template_name = "complaints/receive.html"
    form_class = ReceivingForm

    def check(self) -> None:
        self.require(Permission.RECEIVE_COMPLAINT, NOT_YOURS)
        self.policy = self.association.policy_in_force()
        rows = self.association.memberships.active().select_related("user").order_by("pk")
        self.members = {row.pk: row for row in rows}

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("kind", Kind.INQUIRY), "channel": Channel.INTERVIEW}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "fields": self.association.fields_of_work.all(),
            "categories": self.association.beneficiary_categories.all(),
            "channels": [(row.channel, Channel(row.channel).label) for row in self.policy.channels.all()],
            "members": [(row.pk, row.user.name) for row in self.members.values()],
            "file_of": partial(self.association.beneficiaries.numbered, by=self.membership),
        }

    def perform(self, form: ReceivingForm) -> str:
        data = form.cleaned_data
        complaint, code = actions.receive(
            self.association,
            by=self.membership,
            kind=data["kind"],
            channel=data["channel"],
            received_on=data["received_on"].gregorian if data["received_on"] else None,
            subjects=[self.members[pk] for pk in data["subjects"]],
            **form.facts(),
        )
        keep_receipt(self.request, complaint, code)
        return reverse("complaints:receipt", args=[self.association.slug])


class Receipt(PageView):
    """What the person takes along: number, promise and why, and the code, which is shown once."""

    template_name = "complaints/receipt.html"

    def check(self) -> None:
        self.require(Permission.SEE_COMPLAINTS, NOT_YOURS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.association.complaints.visible_to(self.membership).for_pages()
        complaint, code = show_receipt(request, rows)
        if complaint is None:
            return redirect("complaints:list", association=self.association.slug)
        today = timezone.localdate()
        context = self.get_context_data(complaint=complaint, code=code, **promise_of(complaint, today=today))
        return self.render_to_response(context)


class OnTheSpot(ActionFormView):
    """An inquiry that was answered before the visitor left."""

    template_name = "complaints/on_the_spot.html"
    form_class = OnTheSpotForm
    success_message = _("The inquiry and its answer are recorded.")

    def check(self) -> None:
        self.require(Permission.ANSWER_INQUIRY, _("Answering inquiries is not among your tasks."))

    def perform(self, form: OnTheSpotForm) -> str:
        data = form.cleaned_data
        actions.answer_on_the_spot(
            self.association,
            by=self.membership,
            channel=Channel.INTERVIEW,
            question=data["question"],
            answer=data["answer"],
        )
        return reverse("complaints:list", args=[self.association.slug])
