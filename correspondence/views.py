"""Letters for those who may see them, and the public check that a paper is genuine."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.errors import NotPermitted
from core.views import InAssociation

from . import checking, pdf
from .lists import LETTERS
from .models import Letter, LetterKind
from .paper import paper
from .showing import letters_of

MAY_OPEN = frozenset({Permission.SEE_LETTERS, Permission.RECEIVE_REQUEST, Permission.SEE_REQUESTS})
MAY_OPEN_SETTLEMENT = frozenset({Permission.SEE_LETTERS, Permission.HANDLE_COMPENSATION})


class Register(ListPage):
    """The register, newest first unless another order is asked for."""

    template_name = "correspondence/register.html"
    listing = LETTERS


class _OneLetter(InAssociation):
    """A letter of the association by its year and number."""

    letter: Letter

    def fetch(self) -> None:
        letters = letters_of(self.membership).select_related("issued_by")
        self.letter = get_object_or_404(letters, year=self.kwargs["year"], number=self.kwargs["number"])

    def check(self) -> None:
        enough = MAY_OPEN_SETTLEMENT if self.letter.kind == LetterKind.SETTLEMENT else MAY_OPEN
        if not enough & self.membership.permissions:
            raise NotPermitted(_("Letters are not among your tasks."), code="not_permitted")

    def check_url(self) -> str:
        """The absolute address in the QR code."""
        return self.request.build_absolute_uri(reverse("check:letter", args=[self.letter.check_code]))

    def address(self, name: str) -> str:
        """The address of this letter's page or PDF."""
        return reverse(f"correspondence:{name}", args=[self.association.slug, self.letter.year, self.letter.number])


class LetterPage(_OneLetter, TemplateView):
    """The letter as it prints, with buttons to print it or open it as PDF."""

    template_name = "correspondence/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_register = Permission.SEE_LETTERS in self.membership.permissions
        return super().get_context_data(
            letter=self.letter,
            sheet=paper(self.letter, check_url=self.check_url()),
            pdf_url=self.address("pdf"),
            back_url=reverse("correspondence:list", args=[self.association.slug]) if sees_register else "",
            **kwargs,
        )


class LetterPdf(_OneLetter, View):
    """The letter as a PDF shown in the browser; where none can be made, the print view says so."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            body = pdf.letter_pdf(self.letter, check_url=self.check_url())
        except pdf.PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect(self.address("letter"))
        response = HttpResponse(body, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{pdf.file_name(self.letter)}"'
        return response


@method_decorator(login_not_required, name="dispatch")
class Check(View):
    """Whoever holds the paper sees whose it is, its number and dates, and whether its facts are untouched."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        if checking.asked_too_often(request):
            response = render(request, "correspondence/too_often.html", status=429)
            response.headers["Retry-After"] = str(checking.MINUTE)
            return response
        letter = checking.by_check_code(code)
        if letter is None:
            raise Http404
        context = {
            "letter": letter,
            "fingerprint": checking.fingerprint(letter),
            "is_unchanged": checking.is_unchanged(letter),
            "is_emptied": letter.is_emptied,
        }
        response = render(request, "correspondence/check.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
