"""Help is asked for without an account (C, R15): the form, its number with a code shown once, and what became of it.

The code stands in no address, and every wrong one is answered alike. Where the policy has no such channel there is
no such page.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from associations.enums import Channel
from associations.promise_words import promise_sentence
from complaints import tracking
from complaints.forms import CodeForm
from core.attempts import Attempts
from core.errors import DomainError
from core.sealed import seal, unseal
from core.views import InAssociation, PublicForm, PublicPage

from .. import actions
from ..enums import HelpStatus
from ..forms import HelpForm
from ..models import HelpRequest
from ..promising import derivation_of

ASKED = Attempts("help-request", allowed=10, seconds=60 * 60)
RECEIPT, TRACKED = "help_receipt", "help_tracked"


class ByTheChannel(InAssociation):
    """A page of an association whose policy has a help-request service; for anybody."""

    def fetch(self) -> None:
        version = self.association and self.association.policy_versions.in_force().first()
        if not version or not version.channels.filter(channel=Channel.HELP_REQUEST).exists():
            raise Http404

    def url(self, name: str) -> str:
        return reverse(f"helping:{name}", args=[self.association.slug])


class AskForHelp(ByTheChannel, PublicForm):
    """One calm page; sent, it leads to the number and the code."""

    template_name = "reception/public/ask.html"
    form_class = HelpForm

    def perform(self, form: HelpForm) -> str:
        if not ASKED.take(self.request):
            raise DomainError(_("Too much was sent from this connection. Try again in an hour, or call us."))
        help_request, code = actions.ask_for_help(self.association, **form.facts())
        uid = str(help_request.uid)
        self.request.session[RECEIPT] = {"uid": uid, "code": seal(code, context=f"{RECEIPT}|{uid}")}
        return self.url("receipt")


class Receipt(ByTheChannel, PublicPage):
    """The number and what may be promised; the code is shown once."""

    template_name = "reception/public/receipt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = request.session.get(RECEIPT) or {}
        rows = self.association.help_requests.for_pages()
        help_request = rows.filter(uid=kept["uid"]).first() if kept else None
        if help_request is None:
            return redirect(self.url("track"))
        code = unseal(kept["code"], context=f"{RECEIPT}|{kept['uid']}") if kept["code"] else ""
        request.session[RECEIPT] = {"uid": kept["uid"], "code": ""}
        return self.render_to_response(
            self.get_context_data(help_request=help_request, code=code, promise=promise_of(help_request))
        )


def promise_of(help_request: HelpRequest) -> str:
    """What may be counted on while it waits; nothing where it is done, or where the policy gives no period."""
    found = derivation_of(help_request)
    return promise_sentence(found) if found.due_on or found.answer_expected_from else ""


class Track(ByTheChannel, PublicForm):
    """The code leads to the help request. Every wrong code is answered alike; too many from one address wait."""

    template_name = "reception/public/track.html"
    form_class = CodeForm

    def form_valid(self, form: CodeForm) -> HttpResponse:
        place = tracking.WRONG_CODES.take(self.request)  # before the look-up: simultaneous tries are all counted
        if not place:
            form.add_error("code", _("Too many wrong codes. Wait a quarter of an hour, then try again."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        found = self.association.help_requests.filter(
            code_hash__in=tracking.code_hashes(form.cleaned_data["code"], association_id=self.association.pk)
        ).first()
        if found is None:
            form.add_error("code", _("Nothing has this code. Look at your receipt again."))
            return self.form_invalid(form)
        tracking.WRONG_CODES.give_back(place)
        self.request.session.cycle_key()
        self.request.session[TRACKED] = {"association": self.association.pk, "uid": str(found.uid)}
        return redirect(self.url("case"))


class Case(ByTheChannel, PublicPage):
    """Where it stands, for whoever entered the code in this session."""

    template_name = "reception/public/case.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = request.session.get(TRACKED) or {}
        rows = self.association.help_requests.for_pages()
        own = kept.get("association") == self.association.pk
        found = rows.filter(uid=kept["uid"]).first() if own else None
        if found is None:
            return redirect(self.url("track"))
        return self.render_to_response(
            self.get_context_data(
                help_request=found,
                promise=promise_of(found) if found.is_waiting else "",
                is_request=found.status == HelpStatus.REQUEST,
                is_inquiry=found.status == HelpStatus.INQUIRY,
            )
        )


class Leave(ByTheChannel, PublicForm):
    """The session forgets it: for people on a shared device."""

    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(TRACKED, None)
        return redirect(self.url("track"))
