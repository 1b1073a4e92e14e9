"""Taking files in from a sheet: hand it in, name its columns, see what is wrong, enter, undo.

The work goes on in the background, whoever looks; the page shows where it stands each time it is asked.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.sheets import write_csv, write_xlsx
from core.views import ActionFormView, InAssociation, PageView

from ..actions import imports as verbs
from ..forms.imports import ColumnsForm, SheetForm, StartForm
from ..imports import showing
from ..lists_of_work import IMPORTS
from ..models import ImportRun, ImportStatus, RowState
from ..workflow import DISCARD, IMPORT_WORKFLOW, NAME_COLUMNS, START, STOP, UNDO

STILL_AFTER = timedelta(seconds=90)  # without a batch: nobody seems to work
NOT_YOURS = gettext_lazy("Importing files is not among your tasks.")


class _Import(InAssociation):
    """Whoever may import."""

    def check(self) -> None:
        self.require(Permission.IMPORT_FILES, NOT_YOURS)


class _OfRun(_Import):
    """A page of one import of this association."""

    run: ImportRun

    def fetch(self) -> None:
        runs = self.association.imports.select_related("by", "started_by", "undone_by")
        run = runs.filter(uid=self.kwargs["uid"]).first()
        if run is None:
            raise Http404
        self.run = run

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)  # type: ignore[misc]

    def run_url(self) -> str:
        return reverse("beneficiaries:import", args=[self.association.slug, self.run.uid])


class _Step(_OfRun, ActionFormView):
    """A move of the import; where it is not possible now, the page leads to where the import stands."""

    event = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run.status not in IMPORT_WORKFLOW.rows[self.event].sources:
            return redirect(self.run_url())
        return super().get(request, *args, **kwargs)


class Imports(ListPage):
    """The imports of the association, newest first."""

    template_name = "beneficiaries/imports/list.html"
    listing = IMPORTS


class BeginImport(_Import, ActionFormView):
    """The sheet is handed in."""

    form_class = SheetForm
    template_name = "beneficiaries/imports/begin.html"
    largest_body = verbs.LARGEST_SHEET + 1024 * 1024

    def perform(self, form: SheetForm) -> str:
        run = verbs.begin_import(self.association, by=self.membership, upload=form.cleaned_data["sheet"])
        return reverse("beneficiaries:import_columns", args=[self.association.slug, run.uid])


class EmptySheet(_Import, PageView):
    """A sheet with our headings, to be filled in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        headings = showing.empty_sheet(has_assembly=_has_assembly(self.association))
        sheet = write_xlsx(headings, [], title=_("Beneficiaries"), rtl=get_language_bidi())
        return FileResponse(sheet, as_attachment=True, filename="beneficiaries.xlsx")


class NameColumns(_Step):
    """What stands in which column, guessed from the headings or remembered from the last time."""

    form_class = ColumnsForm
    event = NAME_COLUMNS
    template_name = "beneficiaries/imports/columns.html"

    def get_initial(self) -> dict[str, Any]:
        return {"columns": self.run.columns, "means_where_missing": self.run.means_where_missing}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = json.loads(self.run.first_rows or "[[]]")
        return {**super().get_form_kwargs(), "rows": rows, "has_assembly": _has_assembly(self.association)}

    def perform(self, form: ColumnsForm) -> str:
        means = form.cleaned_data["means_where_missing"]
        verbs.name_columns(self.run, by=self.membership, columns=form.columns(), means_where_missing=means)
        return self.run_url()


class Import(_OfRun, PageView):
    """Where the import stands. Asked by htmx it gives that part alone, and asks for the whole page at the end."""

    template_name = "beneficiaries/imports/run.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "HX-Request" not in request.headers:
            return super().get(request, *args, **kwargs)
        if not self.run.is_at_work:
            return HttpResponse(headers={"HX-Refresh": "true"})
        self.template_name = "beneficiaries/imports/progress.html"
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, counts = self.run, showing.figures(self.run)
        reads: dict[str, Any] = {"counts": counts, "progress": showing.progress(run, counts)}
        if run.is_at_work:
            reads["stands_still"] = timezone.now() - run.moved_at > STILL_AFTER
            reads["is_demo"] = settings.DEMO
        elif counts["all"]:
            reads["mistakes"] = showing.mistakes(run)
            reads["not_taken"] = showing.first_not_taken(run, self.membership)
            reads["can_be_corrected"] = bool(run.first_rows_sealed) and counts["not_taken"] > 0
            reads["as_xlsx"] = counts["not_taken"] <= showing.MOST_IN_XLSX
        if run.status == ImportStatus.CHECKED:
            reads["first_good"] = showing.first_good(run, self.membership)
            reads["form"] = StartForm()
            reads["to_enter"] = counts[RowState.GOOD] + counts[RowState.KNOWN]
        if run.status in (ImportStatus.DONE, ImportStatus.UNDONE):
            reads["kept"] = showing.first_kept(run, self.membership)
        may_open = Permission.FIND_BENEFICIARY in self.membership.permissions
        return super().get_context_data(may_open=may_open, **reads, **kwargs)


class StartImport(_Step):
    """The rows that are right are entered."""

    form_class = StartForm
    event = START
    template_name = "beneficiaries/imports/start.html"

    def perform(self, form: StartForm) -> str:
        verbs.start_import(self.run, by=self.membership, known_people=form.cleaned_data["known_people"])
        return self.run_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(counts=showing.figures(self.run), **kwargs)


class StopImport(_Step):
    """No further row after those in hand."""

    event = STOP
    template_name = "beneficiaries/imports/stop.html"
    success_message = gettext_lazy("It stops after the rows in hand.")

    def perform(self, form: Any) -> str:
        verbs.stop_import(self.run, by=self.membership)
        return self.run_url()


class UndoImport(_Step):
    """The files that the import made are removed again, those in use excepted, which are listed first."""

    event = UNDO
    template_name = "beneficiaries/imports/undo.html"

    def perform(self, form: Any) -> str:
        verbs.undo_import(self.run, by=self.membership)
        return self.run_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts, used = showing.figures(self.run), showing.use(self.run, self.membership)
        removed = counts[RowState.MADE] - used["count"]
        may_open = Permission.FIND_BENEFICIARY in self.membership.permissions
        return super().get_context_data(counts=counts, used=used, removed=removed, may_open=may_open, **kwargs)


class DiscardImport(_Step):
    """The sheet is dropped; nothing of it was entered."""

    event = DISCARD
    template_name = "beneficiaries/imports/discard.html"
    success_message = gettext_lazy("The sheet is discarded.")

    def perform(self, form: Any) -> str:
        verbs.discard_import(self.run, by=self.membership)
        return reverse("beneficiaries:imports", args=[self.association.slug])


class RowsToCorrect(_OfRun, PageView):
    """The rows that were not taken with what is wrong beside each, as XLSX or CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.run.first_rows_sealed or self.kwargs["ending"] not in ("xlsx", "csv"):
            raise Http404
        headings, rows = showing.to_correct(self.run, self.membership)
        if self.kwargs["ending"] == "csv":
            headers = {"Content-Disposition": 'attachment; filename="rows-to-correct.csv"'}
            return StreamingHttpResponse(write_csv(headings, rows), content_type="text/csv", headers=headers)
        if showing.figures(self.run)["not_taken"] > showing.MOST_IN_XLSX:
            raise Http404
        sheet = write_xlsx(headings, rows, title=_("Rows to correct"), rtl=get_language_bidi())
        return FileResponse(sheet, as_attachment=True, filename="rows-to-correct.xlsx")


def _has_assembly(association: Any) -> bool:
    return bool(association.policy_in_force().files.has_assembly)
