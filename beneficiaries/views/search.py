"""Find a person by one box (R2). An ID or mobile never stands in an address: it is sent by POST."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Permission
from core.templatetags.ui import isolated
from core.views import PageView

from ..asking import Asked, asked_for
from ..finding import PAGE, find, led_on
from ..lists_of_work import LOOKS
from ..models import Beneficiary
from .of_file import NOT_YOURS, NUMBER

LONGEST = 150


class Search(PageView):
    """One box finds a person by name, ID, mobile or file number.

    The box is sent by POST to this address. A name or file number is led to ``?q=``, an ID or mobile to the numbers
    of the files it belongs to (``?file=``), so the browser's back button works and no identifier is in an address.
    Only a number that leads nowhere is answered at once, with what was typed still in the box. While a person types,
    htmx sends the same box and is answered with the people alone.
    """

    template_name = "beneficiaries/search.html"

    def check(self) -> None:
        self.require(Permission.FIND_BENEFICIARY, NOT_YOURS)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        text = request.POST.get("q", "").strip()[:LONGEST]
        asked = asked_for(text)
        if request.headers.get("HX-Request") == "true":
            self.template_name = "beneficiaries/found.html"
            return self.render_to_response(self.get_context_data(**self._page(text, asked)))
        if not asked.is_identifier:
            return redirect(self._address(**({"q": text} if text else {})))
        found = find(self.association, text, by=self.membership).people
        if found:
            return redirect(self._address(file=[person.number for person in found]))
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
            may_close=Permission.CLOSE_FILES in may,
            may_import=Permission.IMPORT_FILES in may,
            may_see_looks=bool(LOOKS.needs & may),
            how_many="" if nothing_asked else _how_many(len(kwargs["rows"]), more=bool(kwargs.get("next_url"))),
            **kwargs,
        )

    def _asked_by_address(self) -> dict[str, Any]:
        numbers = [number for number in self.request.GET.getlist("file")[:PAGE] if NUMBER.fullmatch(number)]
        if numbers:
            rows = self.association.beneficiaries.filter(number__in=numbers)
            return {
                "text": "",
                "asked": Asked("number"),
                "rows": self._rows(led_on(self.association, list(rows), by=self.membership)),
            }
        text = self.request.GET.get("q", "").strip()[:LONGEST]
        asked = asked_for(text)
        if asked.is_identifier:  # an address made by hand: the number goes to the box, to be sent from there
            return {"text": text, "asked": Asked("nothing"), "send_from_box": True, "rows": []}
        return self._page(text, asked, key=self.request.GET.get("after", ""))

    def _page(self, text: str, asked: Asked, *, key: str = "") -> dict[str, Any]:
        found = find(self.association, text, key=key, by=self.membership)
        return {
            "text": text,
            "asked": asked,
            "rows": self._rows(found.people),
            "next_url": self._address(q=text, after=found.next_key) if found.next_key else "",
            "first_url": self._address(q=text) if key else "",
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


def _how_many(count: int, *, more: bool) -> str:
    """What is said of the people found, also to those who hear the page."""
    if more:
        return _("More match than are shown: type another word of the name.")
    if not count:
        return ""
    return ngettext("%(count)s person found", "%(count)s people found", count) % {"count": count}
