"""The page of a list: its queues, what may be asked of it, what is asked, its rows, and the pages beside it.

The form of filters is sent by POST and led to the address it means, so that what was typed stands in no address
that a server or a browser writes down. The same list can be kept under a name, and taken along as a sheet.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, NotPermitted
from core.list_filters import Asker
from core.lists import Asked, Listing
from core.views import PageView

from . import sheets
from .list_actions import record_export
from .roles import Permission


class ListPage(PageView):
    """A list as its declaration says. Subclasses give ``listing`` and what their rows need beside it."""

    listing: Listing

    def check(self) -> None:
        if not self.listing.needs & self.membership.permissions:
            raise NotPermitted(_("This list is not among your pages."), code="not_permitted")

    @cached_property
    def asked(self) -> Asked:
        return self.listing.asked(self.request.GET, Asker(self.association, self.membership))

    @cached_property
    def views(self) -> list[Any]:
        """None where the list is of one case: its address names the case."""
        shown = self.association.saved_views.shown_to(self.membership, self.listing.name)
        return list(shown) if self.listing.url_name else []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With nothing asked for, the view with which this member opens the list."""
        usual = next((view for view in self.views if view.is_default), None) if not request.GET else None
        if usual is not None and usual.query:
            return redirect(f"{request.path}?{usual.query}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What was filled in leads to its own address; asked for as a sheet, the list comes as one."""
        if request.POST.get("do") == "sheet":
            return self.sheet()
        form = self.asked.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(filter_form=form), status=422)
        return redirect(request.path + self.asked.address_of(form.cleaned_data))

    def sheet(self) -> HttpResponseBase:
        """All rows asked for as XLSX, in the columns that this member may see; who took it is recorded (B4).

        A short list comes at once, a long one is written in the background, and one that is too long is refused
        before anything is written.
        """
        self.require(Permission.EXPORT_LISTS, _("Taking lists along is not among your tasks."))
        if not self.listing.columns:
            raise NotPermitted(_("This list is read on screen alone."), code="not_permitted")
        asked, name = self.asked, self.listing.name
        most = sheets.MOST_ROWS if self.listing.url_name else sheets.AT_ONCE
        count = asked.rows()[: most + 1].count()
        if count > most:
            sentence = _("The list has more than %(count)s rows. Narrow it, then take it along.")
            messages.warning(self.request, sentence % {"count": f"{most:,}"})
            return redirect(self.request.get_full_path())
        if count > sheets.AT_ONCE:
            return self.later(count)
        rows = Counted(asked.every_row())
        made = sheets.xlsx_of(asked, rows)
        record_export(self.membership, list_name=name, query=asked.said, row_count=rows.count)
        return FileResponse(made, as_attachment=True, filename=f"{name}.xlsx")

    def later(self, count: int) -> HttpResponse:
        """To the page that says when the sheet is ready."""
        try:
            sheet = sheets.begin_sheet(
                self.membership, list_name=self.listing.name, query=self.asked.said, row_count=count
            )
        except AlreadyHandled as refusal:
            messages.warning(self.request, str(refusal.message))
            return redirect("accounts:sheets", self.association.slug)
        return redirect("accounts:sheet", self.association.slug, sheet.uid)

    def shown(self, rows: list[Any]) -> list[Any]:
        """The rows of one page, as the template needs them."""
        return rows

    def queues(self) -> Any:
        return self.listing.queues.items()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, page = self.asked, self.asked.page()
        form = kwargs.setdefault("filter_form", asked.form())
        days, said = [name for name, one in form.fields.items() if one.shape == "days"], asked.said
        return super().get_context_data(
            listing=self.listing,
            rows=self.shown(page.rows),
            queue=asked.queue,
            queues=[(label, asked.address(queue=name), name == asked.queue) for name, label in self.queues()],
            sorts=[(sort.label, asked.address(sort=sort.name), sort == asked.sort) for sort in self.listing.sorts],
            sort=asked.sort,
            chips=asked.chips(),
            gone=asked.gone,
            nothing=self.listing.nothing,
            all_url=asked.address(*(part for wanted in self.listing.filters for part in wanted.parts)),
            next_url=asked.address(after=page.after) if page.after else "",
            previous_url=asked.address(before=page.before) if page.before else "",
            filter_days=bool(days),
            filter_days_open=any(name in form.errors or form.initial.get(name) for name in days),
            views=[(view, view.query == said) for view in self.views],
            said=said,
            may_export=Permission.EXPORT_LISTS in self.membership.permissions and bool(self.listing.columns),
            today=asked.asker.today,
            **kwargs,
        )


class Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Any) -> None:
        self.rows, self.count = iter(rows), 0

    def __iter__(self) -> Counted:
        return self

    def __next__(self) -> Any:
        row = next(self.rows)
        self.count += 1
        return row
