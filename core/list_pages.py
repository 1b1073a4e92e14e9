"""The page of a list: its queues, what may be asked of it, what is asked, its rows, and the pages beside it.

The form of filters is sent by POST and led to the address it means, so that what was typed stands in no address
that a server or a browser writes down.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .errors import NotPermitted
from .list_filters import Asker
from .lists import Asked, Listing
from .views import PageView


class ListPage(PageView):
    """A list as its declaration says. Subclasses give ``listing`` and what their rows need beside it."""

    listing: Listing

    def check(self) -> None:
        if not self.listing.needs & self.membership.permissions:
            raise NotPermitted(_("This list is not among your pages."), code="not_permitted")

    @cached_property
    def asked(self) -> Asked:
        return self.listing.asked(self.request.GET, Asker(self.association, self.membership))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was filled in leads to its own address."""
        form = self.asked.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(filter_form=form), status=422)
        return redirect(request.path + self.asked.address_of(form.cleaned_data))

    def shown(self, rows: list[Any]) -> list[Any]:
        """The rows of one page, as the template needs them."""
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, page = self.asked, self.asked.page()
        kwargs.setdefault("filter_form", asked.form())
        return super().get_context_data(
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
            today=asked.asker.today,
            **kwargs,
        )

    def queues(self) -> Any:
        return self.listing.queues.items()
