"""My home: what is under way, what is next and what is asked of me; one request, its papers and letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from associations.calendars import working_calendar
from core import uploads
from core.forms import ReasonForm
from correspondence import pdf
from correspondence.models import Letter, LetterKind
from correspondence.paper import paper

from ... import actions
from ...actions.online import folder_of
from ...actions.renewing import ending
from ...forms.online import PaperForm
from ...granting import is_told
from ...presenting_conditions import state_of
from ...telling import Told, tell
from .at_home import AtHome, HomeForm, HomePage, OwnRequest
from .my_file import is_due
from .objecting import door_to_objecting, objections_of

SHOWN = 20  # requests on the home page; nobody has more under way


class MyHome(HomePage):
    """No click: what is under way and what is asked stand on this page."""

    template_name = "public/my_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.association.support_requests.for_home().filter(beneficiary_id=self.applicant.beneficiary_id)
        calendar, today = working_calendar(self.association), timezone.localdate()
        told = [tell(case, calendar, on=today) for case in mine.order_by("-pk")[:SHOWN]]
        drafts = self.association.request_drafts.filter(
            beneficiary_id=self.applicant.beneficiary_id, sent_as__isnull=True
        )
        return super().get_context_data(
            under_way=[row for row in told if not row.is_over],
            over=[row for row in told if row.is_over],
            objections=self.association.objections.unanswered()
            .for_lists()
            .filter(support_request__beneficiary_id=self.applicant.beneficiary_id),
            draft=drafts.select_related("service").first(),
            ending=ending(self.association).filter(support_request__beneficiary=self.applicant.beneficiary_id),
            confirmation_is_due=is_due(self.applicant.beneficiary),
            **kwargs,
        )


class MyRequest(OwnRequest, HomePage):
    """One request: where it stands and why, what happened, and its letters."""

    template_name = "public/my_request.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.support_request
        window, too_late = door_to_objecting(case)
        return super().get_context_data(
            told=told_now(self.association, case),
            papers=[
                (row, self.address("paper", case.reference, row.uid)) for row in case.papers.select_related("item")
            ],
            letters=letters_of(self.association, case),
            objections=objections_of(case),
            may_object=window is not None,
            object_until=window.sentence if window else too_late,
            decision=getattr(case, "decision", None) if case.answered_at else None,
            conditions=conditions_told(case) if case.answered_at else [],
            was_revised=bool(case.revised_outcome) and is_told(case),
            **kwargs,
        )


def conditions_told(case: Any) -> list[tuple[Any, str, str]]:
    """What is asked of the person by what they were told, with what became of it: nobody's name, no words of staff."""
    if not is_told(case):
        return []
    today = timezone.localdate()
    return [(row, *state_of(row, today)) for row in case.stipulations.for_pages()]


def told_now(association: Any, case: Any) -> Told:
    return tell(case, working_calendar(association), on=timezone.localdate())


def letters_of(association: Any, case: Any) -> list[Letter]:
    """The person's letters: receipts, and the decision once its answer was given."""
    kinds = [LetterKind.RECEIPT, *([LetterKind.DECISION] if case.answered_at else [])]
    if case.objections.filter(answered_at__isnull=False).exists():
        kinds.append(LetterKind.OBJECTION)
    letters = association.letters.filter(about=case.reference, kind__in=kinds).order_by("-pk")
    if not is_told(case):
        letters = letters.exclude(pk__in=case.revisions.values("letter"))
    return list(letters[:SHOWN])


class SendPaper(OwnRequest, HomeForm):
    """Exactly the missing paper: choose or photograph it, and send."""

    template_name = "public/send_paper.html"
    form_class = PaperForm
    success_message = _("Your paper arrived. The association looks at it.")

    def fetch(self) -> None:
        super().fetch()
        entries = list(self.support_request.checklist.all())
        if not 1 <= self.kwargs["line"] <= len(entries):
            raise Http404
        self.item = entries[self.kwargs["line"] - 1].item

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case=self.support_request, item=self.item, back=self.back(), **kwargs)

    def back(self) -> str:
        return self.address("request", self.support_request.reference)

    def perform(self, form: PaperForm) -> str:
        actions.add_paper(self.support_request, by=self.applicant, item=self.item, upload=form.cleaned_data["file"])
        return self.back()


class Withdraw(OwnRequest, HomeForm):
    """The person no longer wants it, and says why."""

    template_name = "public/withdraw.html"
    form_class = ReasonForm
    success_message = _("Your request is withdrawn.")

    def version(self) -> int:
        return int(self.support_request.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(told=told_now(self.association, self.support_request), **kwargs)

    def perform(self, form: ReasonForm) -> str:
        data = form.cleaned_data
        actions.withdraw(
            self.support_request, by=self.applicant, reason=data["reason"], expected_version=data["version"]
        )
        return self.address("request", self.support_request.reference)


class MyPaper(OwnRequest, AtHome, View):
    """A paper the person sent, as a download."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> FileResponse:
        row = get_object_or_404(self.support_request.papers.all(), uid=uid)
        return uploads.serve(folder_of(self.association.pk), row.stored_as, download_as=row.stored_as[-12:])


class OwnLetter(AtHome):
    """A letter about a request or a consent of the person at home; anybody else's does not exist."""

    def fetch(self) -> None:
        letters = self.association.letters.select_related("association", "issued_by")
        self.letter = get_object_or_404(letters, year=self.kwargs["year"], number=self.kwargs["number"])
        if self.letter.kind == LetterKind.CONSENT and self.letter.about == self.applicant.beneficiary.number:
            self.back = self.address("consents")
            return
        mine = self.association.support_requests.for_home().filter(beneficiary_id=self.applicant.beneficiary_id)
        case = get_object_or_404(mine, reference=self.letter.about)
        if self.letter not in letters_of(self.association, case):
            raise Http404
        self.back = self.address("request", case.reference)

    def check_url(self) -> str:
        return self.request.build_absolute_uri(reverse("check:letter", args=[self.letter.check_code]))


class MyLetter(OwnLetter, HomePage):
    """The letter as it prints."""

    template_name = "public/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            letter=self.letter,
            sheet=paper(self.letter, check_url=self.check_url()),
            pdf_url=self.address("letter_pdf", self.letter.year, self.letter.number),
            back_url=self.back,
            **kwargs,
        )


class MyLetterPdf(OwnLetter, View):
    """The letter as a PDF; where none can be made, the print view says so."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            body = pdf.letter_pdf(self.letter, check_url=self.check_url())
        except pdf.PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect(self.address("letter", self.letter.year, self.letter.number))
        response = HttpResponse(body, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{pdf.file_name(self.letter)}"'
        return response
