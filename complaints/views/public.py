"""Without an account: the right door, the form, the receipt, and the talk behind the tracking code (K1, K4, B8).

The code stands in no address. After it was entered the session remembers the case, until the person leaves.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from associations.enums import Channel
from associations.objecting import objection_rules, within_days
from core.errors import DomainError
from core.forms import ReasonForm
from core.views import InAssociation, PublicForm, PublicPage

from .. import actions, tracking
from ..actions.closing import REOPENED_ONCE
from ..enums import Kind, Status
from ..forms import MATTERS, CodeForm, MessageForm, OwnConfirmationForm, SendingForm
from ..models import Complaint
from ..presenting import clarified_with, path_of, promise_of
from ..workflow import CONFIRM, REOPEN, WORKFLOW, WRITE
from .base import keep_receipt, show_receipt

TRACKED = "contact_tracked"


class Open(InAssociation):
    """A page of an association that exists; for anybody."""

    def fetch(self) -> None:
        if self.association is None:
            raise Http404

    def url(self, name: str) -> str:
        return reverse(f"contact:{name}", args=[self.association.slug])


class Triage(Open, PublicPage):
    """What brings you here? Each answer leads to the right form."""

    template_name = "complaints/public/triage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.association.policy_versions.in_force().first()
        return super().get_context_data(version=version, **kwargs)


class Explained(Open, PublicPage):
    """A matter that has its own way: said honestly, with what to do now."""


class ObjectionExplained(Explained):
    """The way to object: from the answered request, within the policy's days; as a complaint where it has none."""

    template_name = "complaints/public/objection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.association.policy_versions.in_force().first()
        rules = objection_rules(version) if version else None
        return super().get_context_data(rules=rules, days=within_days(rules) if rules else "", **kwargs)


class Officers(Open, PublicPage):
    """Who answers on what (K4)."""

    template_name = "complaints/public/officers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officers = self.association.contact_officers.in_office_on(timezone.localdate()).for_pages()
        return super().get_context_data(officers=officers, **kwargs)


class Send(Open, PublicForm):
    """One calm page; sent, it leads to the receipt. ``?about=`` names the matter that the triage knows."""

    template_name = "complaints/public/send.html"
    form_class = SendingForm
    kind = Kind.COMPLAINT

    @property
    def matter(self) -> Any:
        return MATTERS.get(self.request.GET.get("about", ""))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "kind": self.kind,
            "matter": self.matter,
            "fields": self.association.fields_of_work.all(),
            "categories": self.association.beneficiary_categories.all(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=Kind(self.kind), matter=self.matter, **kwargs)

    def perform(self, form: SendingForm) -> str:
        if not tracking.SENDINGS.take(self.request):
            raise DomainError(_("Too much was sent from this connection. Try again in an hour, or call us."))
        complaint, code = actions.receive(
            self.association, by=None, kind=self.kind, channel=Channel.WEBSITE, **form.facts()
        )
        keep_receipt(self.request, complaint, code)
        return self.url("receipt")


class Receipt(Open, PublicPage):
    """Number, promise and why; the code is shown once."""

    template_name = "complaints/public/receipt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        complaint, code = show_receipt(request, self.association.complaints.for_pages())
        if complaint is None:
            return redirect(self.url("track"))
        told = promise_of(complaint, today=timezone.localdate())
        return self.render_to_response(self.get_context_data(complaint=complaint, code=code, **told))


class Track(Open, PublicForm):
    """The code leads to the case. Every wrong code is answered alike; too many from one address wait."""

    template_name = "complaints/public/track.html"
    form_class = CodeForm

    def form_valid(self, form: CodeForm) -> HttpResponse:
        place = tracking.WRONG_CODES.take(self.request)  # before the look-up: simultaneous tries are all counted
        if not place:
            form.add_error("code", _("Too many wrong codes. Wait a quarter of an hour, then try again."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        complaint = tracking.find(self.association, form.cleaned_data["code"])
        if complaint is None:
            form.add_error("code", _("No case has this code. Look at your receipt again."))
            return self.form_invalid(form)
        tracking.WRONG_CODES.give_back(place)
        self.request.session.cycle_key()
        self.request.session[TRACKED] = {
            "association": self.association.pk,
            "uid": str(complaint.uid),
            "code": complaint.code_hash,  # with a new code the old one's sessions end
        }
        return redirect(self.url("case"))


class CodeNeeded(Exception):
    """No code was entered in this session, or it was another association's."""


@method_decorator(login_not_required, name="dispatch")
class Tracked(Open):
    """A page about the case whose code was entered in this session; without it, the page of the code."""

    complaint: Complaint

    def fetch(self) -> None:
        super().fetch()
        kept = self.request.session.get(TRACKED) or {}
        if kept.get("association") != self.association.pk:
            raise CodeNeeded
        rows = self.association.complaints.for_pages()
        found = rows.filter(uid=kept["uid"], code_hash=kept.get("code", "")).first()
        if found is None:
            raise CodeNeeded
        self.complaint = found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except CodeNeeded:
            return redirect(self.url("track"))


class Case(Tracked, PublicPage):
    """Where it stands, what was promised, what was answered, and the talk."""

    template_name = "complaints/public/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.complaint
        is_told = case.status in (Status.ANSWERED, Status.CLOSED)
        told = [row for row in case.resolutions.all() if is_told or row.round < case.round]
        return super().get_context_data(
            complaint=case,
            path=path_of(case),
            clarified_with=clarified_with(case),
            told=told,
            talk=list(case.messages.all()),
            may_write=case.status in WORKFLOW.rows[WRITE].sources,
            may_confirm=case.status in WORKFLOW.rows[CONFIRM].sources,
            may_reopen=case.can_be_reopened and case.status in WORKFLOW.rows[REOPEN].sources,
            **promise_of(case, today=timezone.localdate()),
            **kwargs,
        )


class OfThePerson(Tracked, PublicForm):
    """A form of whoever holds the code."""

    template_name = "complaints/public/form.html"
    heading: Any = ""
    about: Any = ""

    def version(self) -> int:
        return self.complaint.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(complaint=self.complaint, heading=self.heading, about=self.about, **kwargs)


class Message(OfThePerson):
    form_class = MessageForm
    heading = _("Write a message")
    about = _("Whoever handles it reads it. A message cannot be changed afterwards.")
    success_message = _("Your message was sent.")

    def perform(self, form: MessageForm) -> str:
        actions.write(self.complaint, by=None, text=form.cleaned_data["text"])
        return self.url("case")


class Confirm(OfThePerson):
    form_class = OwnConfirmationForm
    heading = _("The matter is settled")
    about = _("With your word it is closed.")
    success_message = _("Thank you. It is closed.")

    def perform(self, form: OwnConfirmationForm) -> str:
        actions.confirm(self.complaint, by=None, note=form.cleaned_data["note"])
        return self.url("case")


class Reopen(OfThePerson):
    form_class = ReasonForm
    heading = _("It is not settled")
    about = _("Say what is missing. It can be reopened once.")
    success_message = _("It is open again.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.complaint.can_be_reopened:  # said before a reason is typed in vain
            messages.warning(request, str(REOPENED_ONCE))
            return redirect(self.url("case"))
        return super().get(request, *args, **kwargs)

    def perform(self, form: ReasonForm) -> str:
        actions.reopen(
            self.complaint, by=None, reason=form.cleaned_data["reason"], expected_version=form.cleaned_data["version"]
        )
        return self.url("case")


class Leave(Open, PublicForm):
    """The session forgets the case: for people on a shared device."""

    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(TRACKED, None)
        return redirect(self.url("track"))
