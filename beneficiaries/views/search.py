"""Find a person by one box (R2). An ID or mobile never stands in an address: it is sent by POST."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.roles import Permission
from core.templatetags.ui import isolated
from core.views import PageView

from ..models import Beneficiary
from ..querysets import Asked, asked_for, whole_words_first
from .of_file import NOT_YOURS, NUMBER

PAGE = 20


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
        found = self.association.beneficiaries.open_to(self.membership).find(text, association_id=self.association.pk)
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
            may_close=Permission.CLOSE_FILES in may,
            **kwargs,
        )

    def _asked_by_address(self) -> dict[str, Any]:
        numbers = [number for number in self.request.GET.getlist("file")[:PAGE] if NUMBER.fullmatch(number)]
        if numbers:
            rows = self.association.beneficiaries.open_to(self.membership).filter(number__in=numbers)
            return {"text": "", "asked": Asked("number"), "rows": self._rows(list(rows))}
        text = self.request.GET.get("q", "").strip()[:150]
        asked = asked_for(text)
        if asked.is_identifier:  # an address made by hand: the number goes to the box, to be sent from there
            return {"text": text, "asked": Asked("nothing"), "send_from_box": True, "rows": []}
        return {"text": text, "asked": asked, **self._page(text)}

    def _page(self, text: str) -> dict[str, Any]:
        before = self.request.GET.get("before", "")
        last = int(before) if re.fullmatch(r"[0-9]{1,18}", before) else None
        found = self.association.beneficiaries.open_to(self.membership).find(text, association_id=self.association.pk)
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
