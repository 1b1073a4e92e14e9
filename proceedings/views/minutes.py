"""The minutes of a session: page and PDF, free words, sealing, annexes. A recused member's copy lacks the item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.list_pages import ListPage
from complaints.views.compensation import OneCase
from core.forms import SentOnce
from core.views import ActionFormView, PageView
from correspondence import checking, pdf
from requests.views.base import OneRequest

from .. import actions, permissions
from ..actions.signing import name_of
from ..enums import SessionStatus
from ..forms_minutes import AnnexForm, MinutesForm
from ..lists import MINUTES
from ..minutes_paper import annex_sheet, extract_sheet, fingerprint, minutes_sheet, sheet_pdf
from ..models import Item, Minutes, Seal
from ..presenting_minutes import extract_of, hidden_items, items_to_write, shown_minutes, shown_rows
from ..record import title_of
from ..verifying import by_check_code
from ..workflow import CORRECT_MINUTES, KEEP_MINUTES, PRESIDE, SEAL_MINUTES, SIGN_MINUTES, WRITE_MINUTES
from .session import OneSession


class MinutesList(ListPage):
    """Minutes of the sessions of the member's bodies."""

    template_name = "proceedings/minutes_list.html"
    listing = MINUTES

    def shown(self, rows: list[Any]) -> list[Any]:
        return shown_rows(rows)


class OneMinutes(OneSession):
    """The minutes of a closed session; ``hidden`` are the items that this member takes no part in."""

    minutes: Minutes

    def fetch(self) -> None:
        super().fetch()
        if self.session.status != SessionStatus.CLOSED:
            raise Http404
        self.minutes = actions.draft_of(self.session)
        self.hidden = hidden_items(self.session, self.membership)

    @cached_property
    def seals(self) -> list[Seal]:
        """The sealed papers, the minutes themselves first."""
        return list(self.minutes.seals.select_related("sealed_by", "minutes").prefetch_related("sections"))

    @property
    def first(self) -> Seal | None:
        return self.seals[0] if self.seals else None

    def paper(self) -> Seal:
        """The sealed paper that the address numbers."""
        found = next((seal for seal in self.seals if seal.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found

    def address(self) -> str:
        return reverse("proceedings:minutes", args=[self.association.slug, self.session.reference])

    def check_url(self, seal: Seal | None) -> str:
        return check_url(self.request, seal) if seal else ""


def check_url(request: HttpRequest, seal: Seal) -> str:
    """The absolute address in the QR code."""
    return request.build_absolute_uri(reverse("check_minutes", args=[seal.check_code]))


class MinutesPage(OneMinutes, PageView):
    """The paper as it prints, who signed, and what may be done now."""

    template_name = "proceedings/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = (*KEEP_MINUTES, *PRESIDE, SIGN_MINUTES)
        return super().get_context_data(
            session=self.session,
            minutes=self.minutes,
            sheet=minutes_sheet(
                self.minutes, seal=self.first, hidden=self.hidden, check_url=self.check_url(self.first)
            ),
            may={event: self.may(event) for event in events},
            **shown_minutes(self.minutes, self.seals, by=self.membership, hidden=self.hidden),
            **kwargs,
        )


class MinutesPdf(OneMinutes, View):
    """Draft or sealed minutes as PDF; where none can be made, the page itself prints."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sheet = minutes_sheet(self.minutes, seal=self.first, hidden=self.hidden, check_url=self.check_url(self.first))
        return as_pdf(
            request, sheet, title=f"محضر الجلسة {self.session.reference}", minutes=self.minutes, back=self.address()
        )


class AnnexPdf(OneMinutes, View):
    """An annex as PDF."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seal = self.paper()
        if not seal.is_annex:
            raise Http404
        sheet = annex_sheet(self.minutes, seal, hidden=self.hidden, check_url=self.check_url(seal))
        title = f"ملحق {seal.number} للمحضر {self.minutes.reference}"
        return as_pdf(request, sheet, title=title, minutes=self.minutes, back=self.address(), name=f"-{seal.number}")


def as_pdf(
    request: HttpRequest, sheet: Any, *, title: str, minutes: Minutes, back: str, name: str = "", kind: str = "minutes"
) -> HttpResponse:
    try:
        body = sheet_pdf(sheet, title=title, minutes=minutes, kind=kind)
    except pdf.PdfNotAvailable as error:
        messages.warning(request, str(error.message))
        return redirect(back)
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{minutes.reference.lower()}{name}.pdf"'
    return response


class MinutesForms(OneMinutes, ActionFormView):
    """A form of minutes that is one event; ``event`` names its row."""

    event = ""

    def check(self) -> None:
        super().check()
        permissions.check(self.membership, self.event, self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, minutes=self.minutes, back=self.address(), **kwargs)


class WriteMinutes(MinutesForms):
    """The free words; all else is read from the record."""

    template_name = "proceedings/minutes_write.html"
    form_class = MinutesForm
    event = WRITE_MINUTES
    success_message = gettext_lazy("The draft is kept.")

    def version(self) -> int | None:
        return self.minutes.version

    def elsewhere(self) -> HttpResponse | None:
        if self.first is not None:
            messages.warning(self.request, _("These minutes are sealed. A correction is an annex."))
            return redirect(self.address())
        return None

    @cached_property
    def items(self) -> list[Any]:
        return items_to_write(self.minutes, self.hidden)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": [(row.position, row.title) for row in self.items]}

    def get_initial(self) -> dict[str, Any]:
        free = {row.part: row.text for row in self.minutes.texts.filter(item=None)}
        return {**free, **{f"discussion-{row.position}": row.text for row in self.items}}

    def perform(self, form: MinutesForm) -> str:
        actions.write(
            self.minutes,
            by=self.membership,
            texts=form.texts(),
            discussions=form.discussions(),
            expected_version=form.cleaned_data["version"],
        )
        return self.address()


class SealMinutes(MinutesForms):
    """One question before nothing can be changed any more."""

    template_name = "proceedings/minutes_seal.html"
    form_class = SentOnce
    event = SEAL_MINUTES
    success_message = gettext_lazy("The minutes are sealed. Members who attended are asked to sign.")

    def version(self) -> int | None:
        return self.minutes.version

    def perform(self, form: SentOnce) -> str:
        actions.seal(self.minutes, by=self.membership, expected_version=form.cleaned_data["version"])
        return self.address()


class Correct(MinutesForms):
    """An annex, sealed at once."""

    template_name = "proceedings/minutes_correct.html"
    form_class = AnnexForm
    event = CORRECT_MINUTES
    success_message = gettext_lazy("The annex is sealed. Members who attended are asked to sign it.")

    def elsewhere(self) -> HttpResponse | None:
        if self.first is None:
            messages.warning(self.request, _("These minutes are not sealed: correct the draft."))
            return redirect(self.address())
        return None

    @cached_property
    def items(self) -> list[Item]:
        return [item for item in self.session.items.for_docket() if item.pk not in self.hidden]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": [(item.position, title_of(item)) for item in self.items]}

    def perform(self, form: AnnexForm) -> str:
        data = form.cleaned_data
        item = next((item for item in self.items if item.position == data["item"]), None)
        actions.correct(self.minutes, by=self.membership, text=data["text"], reason=data["reason"], item=item)
        return self.address()


class _Extract(View):
    """What the minutes say of one item, for staff who may see its case: its decision and reasons, and no vote (8)."""

    about = ""  # where the page keeps the case

    def address(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        item = kwargs.get("item") or kwargs["reference"]
        found = extract_of(getattr(self, self.about), kwargs["minutes"].upper(), item.upper())
        if found is None:
            raise Http404
        seal, item = found
        sheet = extract_sheet(seal.minutes, seal, item=item.pk, check_url=check_url(request, seal))
        title = f"مستخرج من المحضر {seal.minutes.reference}"
        return as_pdf(
            request, sheet, title=title, minutes=seal.minutes, back=self.address(), name="-extract", kind="extract"
        )


class Extract(OneRequest, _Extract):
    """Of a support request, and of what hangs on it."""

    about = "support_request"


class ExtractOfHarm(OneCase, _Extract):
    """Of a case of compensation."""

    about = "case"


@method_decorator(login_not_required, name="dispatch")
class CheckMinutes(View):
    """Whoever holds the paper sees whose it is, its number and day, and whether it is as it was sealed."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        if checking.asked_too_often(request):
            response = render(request, "correspondence/too_often.html", status=429)
            response.headers["Retry-After"] = str(checking.MINUTE)
            return response
        found = by_check_code(code)
        if found is None:
            raise Http404
        seal, is_unaltered = found
        context = {"seal": seal, "name": name_of(seal), "fingerprint": fingerprint(seal), "is_unaltered": is_unaltered}
        response = render(request, "proceedings/check.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
