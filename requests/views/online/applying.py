"""A new request in four pages: responsibilities, the need, the papers, check and sign; saved at each (R5, B3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts import codes
from accounts.models import CodePurpose
from associations.clock_words import rule_text
from associations.enums import CaseKind, TextKind
from associations.promises import engine_rules, rule_row
from beneficiaries.actions import to_be_told
from core.errors import DomainError, StaleRecord

from ... import actions
from ...actions.questions import draft_lines, draft_replies, draft_shown
from ...eligibility_shown import before_applying
from ...forms.online import BeginForm, CodeForm, NeedForm, PapersForm
from ...from_the_file import offered
from .at_home import AtHome, HomeForm, HomePage, OwnRequest
from .home import letters_of, told_now

PAGES = 4


class Begin(HomeForm):
    """First page: what one is responsible for, and for which service; a saved request goes on where it stood."""

    template_name = "public/begin.html"
    form_class = BeginForm

    def fetch(self) -> None:
        self.policy = self.association.policy_in_force()
        self.draft = waiting_draft(self)
        self.text = self.association.agreed_texts.in_force(TextKind.RESPONSIBILITIES)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.draft is not None and to_be_told(self.draft.beneficiary) is None:
            return redirect(self.address("write"))
        return super().get(request, *args, **kwargs)

    def services(self) -> Any:
        """Those open for requests; of a draft that waits, its own alone."""
        if self.draft is not None:
            return self.association.services.filter(pk=self.draft.service_id)
        return self.association.services.offered(on=timezone.localdate())

    def version(self) -> int | None:
        return self.text.number if self.text else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "services": self.services()}

    def get_initial(self) -> dict[str, Any]:
        return {"service": self.draft.service.code if self.draft else self.request.GET.get("service", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = rule_row(self.policy, CaseKind.REQUEST)
        return super().get_context_data(
            policy=self.policy,
            draft=self.draft,
            text=self.text,
            rule=rule_text(engine_rules(row)[0]),
            step=1,
            steps=PAGES,
            conditions=before_applying(self.applicant.beneficiary),
            **kwargs,
        )

    def perform(self, form: BeginForm) -> str:
        if form.cleaned_data["version"] not in (None, self.version()):
            raise StaleRecord
        if self.draft is not None and to_be_told(self.draft.beneficiary) is not None:
            actions.accept_for_draft(self.draft, by=self.applicant)
            return self.address("write")
        draft = actions.begin_draft(self.association, by=self.applicant, service=form.cleaned_data["service"])
        earlier = actions.to_be_renewed(self.applicant.beneficiary, self.request.GET.get("renews", ""))
        if earlier is not None and earlier.service_id == draft.service_id:
            actions.write_draft(draft, by=self.applicant, need=earlier.need, amount_asked=earlier.amount_asked)
        return self.address("write")


def waiting_draft(page: Any) -> Any:
    """The draft of the person at home that is not sent yet, or None."""
    rows = page.association.request_drafts.select_related(
        "service", "service_version", "beneficiary", "association", "accepted_version"
    )
    return rows.filter(beneficiary_id=page.applicant.beneficiary_id, sent_as__isnull=True).first()


class OfDraft:
    """A page of the waiting draft; without one, the first page."""

    applicant: Any
    association: Any
    step = 0

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        except NothingWaits:
            return redirect(self.instead())

    def instead(self) -> str:
        """Where to go when no draft waits."""
        return str(self.address("begin"))  # type: ignore[attr-defined]

    def fetch(self) -> None:
        self.draft = waiting_draft(self)
        if self.draft is None or to_be_told(self.draft.beneficiary) is not None:
            raise NothingWaits  # or its responsibilities have a new wording: they come first

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            draft=self.draft, step=self.step, steps=PAGES, **kwargs
        )


class NothingWaits(Exception):
    """No draft waits: nobody's error, another page."""


class Write(OfDraft, HomeForm):
    """Second page: the facts of the file, shown and not asked again, and the need."""

    template_name = "public/write.html"
    form_class = NeedForm
    step = 2

    def get_form_kwargs(self) -> dict[str, Any]:
        questions = self.draft.service_version.questions.select_related("depends_on")
        given = {"in_money": self.draft.service.is_in_money, "questions": questions}
        return {**super().get_form_kwargs(), **given, "replies": draft_replies(self.draft)}

    def get_initial(self) -> dict[str, Any]:
        return {"need": self.draft.need, "amount_asked": self.draft.amount_asked}

    def perform(self, form: NeedForm) -> str:
        data = form.cleaned_data
        actions.write_draft(
            self.draft,
            by=self.applicant,
            need=data["need"],
            amount_asked=data.get("amount_asked"),
            replies=form.replies(),
        )
        return self.address("papers")


class Papers(OfDraft, HomeForm):
    """Third page: the papers, one box a line; what is good is kept even where another is refused."""

    template_name = "public/papers.html"
    form_class = PapersForm
    step = 3

    def fetch(self) -> None:
        super().fetch()
        self.items = draft_lines(self.draft)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": self.items}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        kept: dict[int, list[Any]] = {}
        for row in self.draft.papers.all():
            kept.setdefault(row.item_id, []).append((row, self.address("remove_paper", row.uid)))
        in_file = offered(self.draft.beneficiary, self.items, on=timezone.localdate())
        lines = [(form[name], item, kept.get(item.pk, []), in_file.get(item.pk)) for name, item in form.lines.items()]
        return super().get_context_data(**{**kwargs, "form": form, "lines": lines})

    def form_valid(self, form: Any) -> HttpResponse:
        for name, item, upload in form.uploads():
            try:
                actions.add_draft_paper(self.draft, by=self.applicant, item=item, upload=upload)
            except DomainError as error:
                form.add_error(name, str(error.message))
        if form.errors:
            return self.form_invalid(form)
        if "more" in self.request.POST:
            return redirect(self.address("papers"))
        return redirect(self.address("check"))


class RemovePaper(OfDraft, AtHome, View):
    """Take one paper out again (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> HttpResponse:
        paper = get_object_or_404(self.draft.papers.select_related("draft"), uid=uid)
        actions.take_out_draft_paper(paper, by=self.applicant)
        return redirect(self.address("papers"))


class Check(OfDraft, HomeForm):
    """Fourth page: everything as it will be sent, the declaration, and the code that signs it."""

    template_name = "public/check.html"
    form_class = CodeForm
    step = 4

    def code(self) -> Any:
        return codes.waiting(
            self.association,
            mobile=self.draft.beneficiary.mobile,
            purpose=CodePurpose.SIGN,
            bound_to=self.draft.digest(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = draft_lines(self.draft)
        papers = list(self.draft.papers.all())
        counted = [(item, sum(row.item_id == item.pk for row in papers)) for item in items]
        text = self.association.agreed_texts.in_force(TextKind.DECLARATION)
        return super().get_context_data(
            replies=draft_shown(self.draft), papers=counted, text=text, code_sent=self.code() is not None, **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        self.code_uid = str(getattr(self.code(), "uid", "") or UUID(int=0))
        codes.count_guess(self.association, self.code_uid)
        return super().form_valid(form)

    def instead(self) -> str:
        """A form sent twice, or opened again after it was sent, leads to the receipt."""
        rows = self.association.request_drafts.filter(beneficiary_id=self.applicant.beneficiary_id)
        sent = rows.filter(changed_at__gt=timezone.now() - timedelta(hours=1)).select_related("sent_as").first()
        return self.address("sent", sent.sent_as.reference) if sent and sent.sent_as else super().instead()

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        return redirect(self.instead()) if error.code == "sent" else super().refused(form, error)

    def perform(self, form: CodeForm) -> str:
        support_request = actions.submit_draft(
            self.draft, by=self.applicant, code_uid=self.code_uid, code=form.cleaned_data["code"]
        )
        return self.address("sent", support_request.reference)


class AskCode(OfDraft, AtHome, View):
    """Send the code that signs the draft as it is now (POST only)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            actions.ask_signing_code(self.draft, by=self.applicant)
            messages.success(request, _("The code is on its way. It signs the request exactly as you see it."))
        except DomainError as error:
            messages.error(request, str(error.message))
        return redirect(self.address("check") + "#code")


class Discard(OfDraft, HomeForm):
    """Delete the draft with its papers."""

    template_name = "public/discard.html"
    success_message = gettext_lazy("The saved request is deleted.")

    def perform(self, form: Any) -> str:
        actions.discard_draft(self.draft, by=self.applicant)
        return self.address("my")


class Sent(OwnRequest, HomePage):
    """The receipt: its number, when the answer comes and why, and what is still missing."""

    template_name = "public/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = letters_of(self.association, self.support_request)
        if not letters:
            raise Http404
        return super().get_context_data(
            told=told_now(self.association, self.support_request), letter=letters[0], **kwargs
        )
