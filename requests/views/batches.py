"""Many requests at once: say what is to be done, watch it, and see what became of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.errors import NotPermitted
from core.list_filters import Asker
from core.lists import Sort, page_of
from core.sealed_files import open_sealed
from core.views import ActionFormView, InAssociation, PageView

from ..actions import batches as actions
from ..batches.verbs import VERBS, BatchForm, Verb
from ..batches.worker import folder_of
from ..hidden import hidden_from
from ..lists import REQUESTS
from ..lists_of_batches import BATCHES
from ..models import RequestBatch, RowResult
from ..workflow import WORKFLOW

NOT_YOURS = _("Requests are not among your pages.")
STILL_AFTER = timedelta(seconds=90)  # without a row: nobody seems to work
BY_NUMBER = Sort("number", _("In their order"), ("number", "pk"))


class BeginBatch(ActionFormView):
    """What is to be done to the chosen requests: once more in words, with what the verb asks."""

    template_name = "support_requests/batches/begin.html"
    verb: Verb

    def check(self) -> None:
        self.require(Permission.SEE_REQUESTS, NOT_YOURS)
        verb = VERBS.get(self.request.GET.get("verb", ""))
        if verb is None:
            raise Http404
        if not verb.needs & self.membership.permissions:
            raise NotPermitted(_("This is not among your tasks."), code="not_permitted")
        self.verb = verb

    def elsewhere(self) -> HttpResponse | None:
        """Without a choice, back to the list."""
        self.chosen = self.rows()
        if self.chosen:
            return None
        messages.warning(self.request, _("No request is chosen. Tick some in the list first."))
        return redirect(self.list_url())

    def rows(self) -> list[int]:
        """Ids of the ticked requests, or of all that the list was asked for; at most one more than is possible."""
        asker, most = Asker(self.association, self.membership), actions.MOST_ROWS + 1
        if self.request.GET.get("which") == "all":
            asked = REQUESTS.asked(QueryDict(self.request.GET.get("list", "")), asker)
            return list(asked.sort.ordered(asked.rows()).values_list("pk", flat=True)[:most])
        ticked = self.request.GET.getlist("row")[:most]
        found = dict(REQUESTS.rows(asker).filter(reference__in=ticked).values_list("reference", "pk"))
        return [found[reference] for reference in dict.fromkeys(ticked) if reference in found]

    def list_url(self) -> str:
        query = REQUESTS.asked(
            QueryDict(self.request.GET.get("list", "")), Asker(self.association, self.membership)
        ).said
        return f"{reverse('support_requests:list', args=[self.association.slug])}{f'?{query}' if query else ''}"

    def get_form_class(self) -> type[BatchForm]:
        return self.verb.form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "association": self.association}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            verb=self.verb, count=len(self.chosen), list_url=self.list_url(), most=actions.MOST_ROWS, **kwargs
        )

    def perform(self, form: BatchForm) -> str:
        batch = actions.begin_batch(
            self.association,
            by=self.membership,
            verb=self.verb,
            facts=form.facts(),
            rows=self.chosen,
            origin=self.request.build_absolute_uri("/").rstrip("/"),
        )
        return reverse("support_requests:batch", args=[self.association.slug, batch.uid])


class Batches(ListPage):
    """What this member asked for, newest first."""

    template_name = "support_requests/batches/list.html"
    listing = BATCHES

    def shown(self, rows: list[Any]) -> list[Any]:
        return [(batch, VERBS.get(batch.verb)) for batch in rows]


class _OfBatch(InAssociation):
    """A page of one batch, for whoever started it; for others it does not exist."""

    batch: RequestBatch

    def fetch(self) -> None:
        if self.membership is None:
            raise Http404
        batches = self.association.request_batches.filter(by=self.membership)
        self.batch = get_object_or_404(batches, uid=self.kwargs["uid"])

    def check(self) -> None:
        self.require(Permission.SEE_REQUESTS, NOT_YOURS)

    def batch_url(self) -> str:
        return reverse("support_requests:batch", args=[self.association.slug, self.batch.uid])


class Batch(_OfBatch, PageView):
    """Where the batch stands, and a result for each row. Asked by htmx it gives the progress alone."""

    template_name = "support_requests/batches/batch.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "HX-Request" in request.headers:
            if not self.batch.is_at_work:
                return HttpResponse(headers={"HX-Refresh": "true"})
            self.template_name = "support_requests/batches/progress.html"
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, rows = self.batch, self.batch.rows.select_related("support_request__beneficiary", "letter")
        rows = rows.exclude(hidden_from(self.membership, "support_request"))
        counts = {result: batch.rows.filter(result=result).count() for result in RowResult}
        only = self.request.GET.get("only", "")
        if only in RowResult.values:
            rows = rows.filter(result=only)
        page = page_of(rows, BY_NUMBER, self.request.GET)
        kept = f"only={only}&" if only in RowResult.values else ""
        return super().get_context_data(
            batch=batch,
            verb=VERBS.get(batch.verb),
            counts=counts,
            gone_through=batch.row_count - counts[RowResult.WAITING],
            rows=[(row, self.mended_at(row)) for row in page.rows],
            only=only,
            next_url=f"?{kept}after={page.after}" if page.after else "",
            previous_url=f"?{kept}before={page.before}" if page.before else "",
            stands_still=batch.is_at_work and timezone.now() - batch.moved_at > STILL_AFTER,
            is_demo=settings.DEMO,
            **kwargs,
        )

    def mended_at(self, row: Any) -> str:
        """Where what is missing is written, for a row that was not done."""
        verb, case = VERBS.get(self.batch.verb), row.support_request
        if verb is None or not verb.event or row.result != RowResult.REFUSED:
            return ""
        if case.status not in WORKFLOW.rows[verb.event].sources:
            return ""
        return reverse(f"support_requests:{verb.event}", args=[self.association.slug, case.reference])


class StopBatch(_OfBatch, ActionFormView):
    """No further row, by a button."""

    http_method_names = ["post"]
    success_message = _("It stops after the request in hand.")

    def perform(self, form: Any) -> str:
        actions.stop_batch(self.batch, by=self.membership)
        return self.batch_url()


class BatchLetters(_OfBatch, PageView):
    """The letters in one PDF, for a week; not any more for whoever may not read letters now."""

    def check(self) -> None:
        super().check()
        if not VERBS[self.batch.verb].needs & self.membership.permissions:
            raise NotPermitted(_("This is not among your tasks."), code="not_permitted")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        hidden = self.batch.rows.filter(hidden_from(self.membership, "support_request"))
        if not self.batch.stored_as or hidden.exists():  # one file for all: with a hidden case in it, it is gone
            raise Http404
        try:
            file = open_sealed(folder_of(self.association.pk), self.batch.stored_as)
        except FileNotFoundError:
            raise Http404 from None
        return FileResponse(file, content_type="application/pdf", filename="letters.pdf")
