"""Sheets of long lists: where each stands, and the file for a day, for whoever asked for it and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import NotPermitted
from core.lists import LISTINGS
from core.sealed_files import open_sealed
from core.views import InAssociation, PageView

from .list_pages import ListPage
from .lists import SHEETS, name_of
from .models import ListSheet
from .roles import Permission
from .sheets import folder_of

STILL_AFTER = timedelta(seconds=90)  # without a step: nobody seems to work


class Sheets(ListPage):
    """The long lists that this member asked for, newest first."""

    template_name = "accounts/sheets.html"
    listing = SHEETS

    def shown(self, rows: list[Any]) -> list[Any]:
        return [(row, name_of(row)) for row in rows]


class _OfSheet(InAssociation):
    """A page of one sheet, for whoever asked for it; for others it does not exist."""

    sheet: ListSheet

    def fetch(self) -> None:
        if self.membership is None:
            raise Http404
        sheets = self.association.list_sheets.filter(by=self.membership)
        self.sheet = get_object_or_404(sheets, uid=self.kwargs["uid"])

    def check(self) -> None:
        self.require(Permission.EXPORT_LISTS, _("Taking lists along is not among your tasks."))


class Sheet(_OfSheet, PageView):
    """Where the sheet stands. Asked by htmx it gives the progress alone."""

    template_name = "accounts/sheet.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "HX-Request" in request.headers:
            if not self.sheet.is_at_work:
                return HttpResponse(headers={"HX-Refresh": "true"})
            self.template_name = "accounts/sheet_progress.html"
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet, listing = self.sheet, LISTINGS.get(self.sheet.list_name)
        list_url = reverse(listing.url_name, args=[self.association.slug]) if listing else ""
        return super().get_context_data(
            sheet=sheet,
            name=name_of(sheet),
            list_url=f"{list_url}?{sheet.query}" if sheet.query and list_url else list_url,
            stands_still=sheet.is_at_work and timezone.now() - sheet.moved_at > STILL_AFTER,
            is_demo=settings.DEMO,
            **kwargs,
        )


class SheetFile(_OfSheet, PageView):
    """The sheet itself, as long as it is kept."""

    def check(self) -> None:
        super().check()
        listing = LISTINGS.get(self.sheet.list_name)
        if listing is None or not listing.needs & self.membership.permissions:
            raise NotPermitted(_("This list is not among your pages."), code="not_permitted")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        if not self.sheet.can_be_taken:
            raise Http404
        try:
            file = open_sealed(folder_of(self.association.pk), self.sheet.stored_as)
        except FileNotFoundError:
            raise Http404 from None
        return FileResponse(file, as_attachment=True, filename=f"{self.sheet.list_name}.xlsx")
