"""Find or register a person, open and correct the file, see a number in full for a reason (R2, R8, B2, B4).

An ID or mobile never stands in an address: it is sent by POST, and a file is named by its number.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from core.date_words import hijri_long
from core.errors import DomainError, NotPermitted
from core.hijri import HijriDate
from core.templatetags.ui import isolated
from core.views import ActionFormView, InAssociation, PageView

from . import actions
from .forms import BeneficiaryForm, CorrectForm, RevealForm
from .models import Beneficiary, ContactMeans, FileLook
from .querysets import Asked, asked_for, whole_words_first

PAGE = 20
LATEST = 10
NUMBER = re.compile(r"B-[0-9]{4}-[0-9]{6,10}")
NOT_YOURS = gettext_lazy("The files of beneficiaries are not among your tasks.")
PREFILLED = {"name": "full_name", "national_id": "national_id", "mobile": "mobile"}


class Search(PageView):
    """One box finds a person by name, ID, mobile or file number.

    The box is sent by POST to this address. A name or file number is led to ``?q=``, an ID or mobile to the numbers
    of the files it belongs to (``?file=``), so the browser's back button works and no identifier is in an address.
    Only a number that leads nowhere is answered at once, with what was typed still in the box.
    """

    template_name = "beneficiaries/search.html"

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        text = request.POST.get("q", "").strip()[:150]
        asked = asked_for(text)
        if not asked.is_identifier:
            return redirect(self._address(**({"q": text} if text else {})))
        found = self.association.beneficiaries.find(text, association_id=self.association.pk)
        numbers = list(found.values_list("number", flat=True)[:PAGE])
        if numbers:
            return redirect(self._address(file=numbers))
        return self.render_to_response(self.get_context_data(text=text, asked=asked, rows=[]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "asked" not in kwargs:
            kwargs.update(self._asked_by_address())
        may, asked = self.membership.permissions, kwargs["asked"]
        nothing_asked = asked.kind == "nothing"
        return super().get_context_data(
            nothing_asked=nothing_asked,
            offers_what_was_typed=not (nothing_asked or asked.error or kwargs["rows"]),
            may_register=Permission.EDIT_BENEFICIARY in may,
            may_open=Permission.RECEIVE_REQUEST in may,
            **kwargs,
        )

    def _asked_by_address(self) -> dict[str, Any]:
        numbers = [number for number in self.request.GET.getlist("file")[:PAGE] if NUMBER.fullmatch(number)]
        if numbers:
            rows = self.association.beneficiaries.filter(number__in=numbers)
            return {"text": "", "asked": Asked("number"), "rows": self._rows(list(rows))}
        text = self.request.GET.get("q", "").strip()[:150]
        asked = asked_for(text)
        if asked.is_identifier:  # an address made by hand: the number goes to the box, to be sent from there
            return {"text": text, "asked": Asked("nothing"), "send_from_box": True, "rows": []}
        return {"text": text, "asked": asked, **self._page(text)}

    def _page(self, text: str) -> dict[str, Any]:
        before = self.request.GET.get("before", "")
        last = int(before) if re.fullmatch(r"[0-9]{1,18}", before) else None
        found = self.association.beneficiaries.find(text, association_id=self.association.pk)
        rows = list(found.page_before(last, size=PAGE))
        page = rows[:PAGE]
        more = len(rows) > PAGE
        return {
            "rows": self._rows(whole_words_first(page, text)),
            "next_url": self._address(q=text, before=page[-1].pk) if more else "",
            "first_url": self._address(q=text) if last else "",
        }

    def _rows(self, people: list[Beneficiary]) -> list[dict[str, Any]]:
        """What a row shows. One query for the requests of all rows."""
        open_requests = self.association.support_requests.filter(
            beneficiary__in=[person.pk for person in people], closed_at__isnull=True
        ).order_by("pk")
        latest = {row.beneficiary_id: row for row in open_requests} if people else {}
        words = _("ID ending in {number}")
        return [
            {
                "person": person,
                "id_ending": format_html(words, number=isolated(f"…{person.national_id[-3:]}")),
                "open_request": latest.get(person.pk),
            }
            for person in people
        ]

    def _address(self, **query: Any) -> str:
        address = reverse("beneficiaries:search", args=[self.association.slug])
        return f"{address}?{urlencode(query, doseq=True)}" if query else address


class _OfFile(InAssociation):
    """A page of one file, found by its number in this association."""

    beneficiary: Beneficiary

    def fetch(self) -> None:
        number = self.kwargs["number"]
        found = NUMBER.fullmatch(number) and self.association.beneficiaries.filter(number=number).first()
        if not found:
            raise Http404
        self.beneficiary = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(beneficiary=self.beneficiary, **kwargs)  # type: ignore[misc,no-any-return]

    def file_url(self) -> str:
        return reverse("beneficiaries:file", args=[self.association.slug, self.beneficiary.number])


class _FactsView(ActionFormView):
    """A form of the facts: an ID that another file has is answered with a link to that file."""

    def check(self) -> None:
        self.require(Permission.EDIT_BENEFICIARY, gettext_lazy("Registering and correcting are not among your tasks."))

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        if isinstance(error, actions.AlreadyRegistered):
            form.lead_to(reverse("beneficiaries:file", args=[self.association.slug, error.number]), error.number)
        return super().refused(form, error)


class Register(_FactsView):
    """A new file. The search page sends what was typed there by POST with ``start``, which changes nothing."""

    form_class = BeneficiaryForm
    template_name = "beneficiaries/register.html"
    success_message = gettext_lazy("The file is saved.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "start" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = request.POST.get("q", "")[:150]
        field = PREFILLED.get(asked_for(typed).kind)
        form = BeneficiaryForm(initial={field: typed} if field else {})
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: BeneficiaryForm) -> str:
        made = actions.register(self.association, by=self.membership, **form.facts())
        return reverse("beneficiaries:file", args=[self.association.slug, made.number])


class File(_OfFile, PageView):
    """The facts with numbers masked, the requests, who looked, what changed. Opening it is itself a look (B4)."""

    template_name = "beneficiaries/file.html"

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.look(self.beneficiary, by=self.membership)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.membership.permissions
        return super().get_context_data(
            age=self.beneficiary.age_on(timezone.localdate()),
            requests=self._requests() if Permission.SEE_REQUESTS in may else None,
            looks=self.beneficiary.looks.select_related("by")[:LATEST],
            changes=_told(self.beneficiary),
            may_edit=Permission.EDIT_BENEFICIARY in may,
            may_open=Permission.RECEIVE_REQUEST in may,
            may_reveal=Permission.REVEAL_NUMBERS in may,
            **kwargs,
        )

    def _requests(self) -> Any:
        rows = self.association.support_requests.filter(beneficiary=self.beneficiary)
        return rows.select_related("service").order_by("-pk")[:PAGE]


def _told(beneficiary: Beneficiary) -> list[dict[str, Any]]:
    """The latest corrections, each in the words of its field. One query."""
    labels = {name: field.label for name, field in BeneficiaryForm.base_fields.items()}
    return [
        {
            "label": labels.get(change.field, change.field),
            "before": _in_words(change.field, change.before),
            "after": _in_words(change.field, change.after),
            "is_hidden": change.field in actions.SEALED,
            "by": change.by,
            "at": change.at,
        }
        for change in beneficiary.changes.select_related("by")[:LATEST]
    ]


def _in_words(field: str, kept: str) -> Any:
    if field == "agreed_means":
        return dict(ContactMeans.choices).get(kept, kept)
    if field == "born" and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kept):
        return hijri_long(HijriDate(*(int(part) for part in kept.split("-"))))
    return kept


class Correct(_OfFile, _FactsView):
    """The file corrected; a page that has become stale shows what is saved now beside what was typed."""

    form_class = CorrectForm
    template_name = "beneficiaries/correct.html"
    success_message = gettext_lazy("The file is corrected.")

    def version(self) -> int:
        return self.beneficiary.version

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "beneficiary": self.beneficiary}

    def perform(self, form: CorrectForm) -> str:
        expected = form.cleaned_data["version"] or 0  # a page without its version is taken as stale
        actions.correct(self.beneficiary, by=self.membership, expected_version=expected, **form.facts())
        return self.file_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        error, form = kwargs.get("error"), context["form"]
        if error is not None and error.code == "stale":
            form.beneficiary = self.beneficiary
            latest = self.beneficiary.changes.select_related("by").first()
            context.update(
                changed_by=latest.by.name if latest else "",
                changed_at=latest.at if latest else None,
                differences=form.differences(),
            )
        return context


class Reveal(_OfFile, ActionFormView):
    """A number in full, once, in the answer to the form that says why; its address never holds the number."""

    form_class = RevealForm
    template_name = "beneficiaries/reveal.html"

    def check(self) -> None:
        self.require(Permission.REVEAL_NUMBERS, gettext_lazy("Seeing numbers in full is not among your tasks."))

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("what", "")
        return {"what": asked if asked in actions.SEALED else FileLook.What.NATIONAL_ID}

    def form_valid(self, form: RevealForm) -> HttpResponse:
        what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
        try:
            number = actions.reveal(self.beneficiary, by=self.membership, what=what, reason=reason)
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        shown = f"0{number.removeprefix('+966')}" if what == FileLook.What.MOBILE else number
        label = dict(form.fields["what"].choices)[what]
        return self.render_to_response(self.get_context_data(form=form, shown=shown, label=label))
