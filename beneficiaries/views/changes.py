"""Reported changes and confirmations for staff: report, look at both sides, apply or refuse, confirm (B2)."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core import uploads
from core.errors import NotPermitted, StaleRecord
from core.forms import SentOnce
from core.views import ActionFormView, InAssociation

from .. import actions
from ..field_words import HEALTH, REPORTABLE, SITUATION, for_others, in_words, label_of
from ..forms import DecideForm, RefuseForm, ReportForm
from ..lists_of_files import CONFIRMATIONS, REPORTS
from ..models import ChangeReport, FileLook, ReportedValue
from ..models.changes import key_of_asking
from .of_file import OfFile

PAGE = 30
REPORTING = _("Reporting changes is not among your tasks.")
APPLYING = _("Applying reported changes is not among your tasks.")


class WaitingReports(ListPage):
    """What was reported and not looked at yet, oldest first."""

    template_name = "beneficiaries/changes/waiting.html"
    listing = REPORTS


class DueConfirmations(ListPage):
    """Living files whose confirmation is due, longest due first, and when their owner was asked."""

    template_name = "beneficiaries/changes/due.html"
    listing = CONFIRMATIONS

    def shown(self, rows: list[Any]) -> list[Any]:
        asked = self._asked_at(rows)
        return [(row, asked.get(key_of_asking(row, row.confirm_due_on))) for row in rows]

    def _asked_at(self, rows: list[Any]) -> dict[str, Any]:
        """When each was asked, by the notice's key. One query."""
        keys = [key_of_asking(row, row.confirm_due_on) for row in rows]
        return dict(self.association.notices.filter(key__in=keys).values_list("key", "created_at"))


class Report(OfFile, ActionFormView):
    """What the person says has changed, taken down by staff; the file itself stays as it is."""

    template_name = "beneficiaries/changes/report.html"
    form_class = ReportForm
    success_message = _("The change is reported. The file changes once it is looked at and applied.")

    def check(self) -> None:
        if not actions.MAY_REPORT & self.membership.permissions:
            raise NotPermitted(REPORTING, code="not_permitted")

    def get_form_kwargs(self) -> dict[str, Any]:
        sees_health = Permission.SEE_HEALTH in self.membership.permissions
        without = () if sees_health else ("health_note",)
        return {**super().get_form_kwargs(), "file": self.beneficiary, "without": without}

    def perform(self, form: ReportForm) -> str:
        data = form.cleaned_data
        report = actions.report_change(
            self.beneficiary,
            by=self.membership,
            values=form.values(),
            words=data["words"],
            upload=data["file"],
        )
        if Permission.APPLY_CHANGES not in self.membership.permissions:
            return self.file_url()
        return reverse("beneficiaries:change", args=[self.association.slug, self.beneficiary.number, report.uid])


class _OfReport(OfFile):
    """A page of one report of one file."""

    def fetch(self) -> None:
        super().fetch()
        rows = self.beneficiary.change_reports.select_related("reported_by", "decided_by")
        self.report: ChangeReport = get_object_or_404(rows, uid=self.kwargs["uid"])

    def check(self) -> None:
        self.require(Permission.APPLY_CHANGES, APPLYING)

    @cached_property
    def values(self) -> list[ReportedValue]:
        return list(self.report.values.all())

    @cached_property
    def unread(self) -> frozenset[str]:
        """Fields whose values are not shown: facts of health to the desk; a note to whoever gave no reason yet."""
        if Permission.SEE_HEALTH not in self.membership.permissions:
            return frozenset(HEALTH)
        asked = any(value.field == "health_note" for value in self.values)
        may = asked and actions.may_read_health(self.beneficiary, by=self.membership)
        return frozenset() if may else frozenset({"health_note"})

    def words(self, field: str, value: str) -> str:
        return for_others() if value and field in self.unread else in_words(field, value, sees_health=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = Permission.SEE_HEALTH in self.membership.permissions
        asks = may and any(value.field in self.unread for value in self.values)
        return super().get_context_data(report=self.report, lines=self.lines(), asks_reason=asks, **kwargs)

    def lines(self) -> list[dict[str, Any]]:
        """Each field before and after; and as the file says now, where that is neither."""
        found = []
        for value in self.values:
            now = getattr(self.beneficiary, value.field)
            differs = now not in (value.found, value.reported)
            found.append(
                {
                    "field": value.field,
                    "label": label_of(value.field),
                    "before": self.words(value.field, value.found),
                    "after": self.words(value.field, value.reported),
                    "now": self.words(value.field, now),
                    "differs": differs and self.report.decided_at is None,
                    "is_taken": value.is_taken,
                    "may_take": value.field not in self.unread,
                }
            )
        return found


class Change(_OfReport, ActionFormView):
    """Before and after side by side; what is ticked goes into the file. Opening it is a look at the file (B4)."""

    template_name = "beneficiaries/changes/change.html"
    form_class = DecideForm
    success_message = _("The change is in the file, and the person is told.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        health = any(value.field == "health_note" and value.field not in self.unread for value in self.values)
        actions.look(self.beneficiary, by=self.membership, what=FileLook.What.HEALTH if health else FileLook.What.FILE)
        return super().get(request, *args, **kwargs)

    def version(self) -> int:
        return int(self.beneficiary.version)

    def get_form_kwargs(self) -> dict[str, Any]:
        lines = [line for line in self.lines() if line["may_take"]]
        return {
            **super().get_form_kwargs(),
            "fields": [(line["field"], line["label"]) for line in lines],
            "taken": [line["field"] for line in lines if not line["differs"]],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_apply=actions.may_apply(self.membership, self.report), **kwargs)

    def refused(self, form: Any, error: Any) -> Any:
        response = super().refused(form, error)  # drawn later, with what is set below
        if isinstance(error, StaleRecord):
            same = {line["field"] for line in self.lines() if not line["differs"]}
            form.data.setlist("take", [field for field in form.data.getlist("take") if field in same])
        return response

    def perform(self, form: DecideForm) -> str:
        actions.apply_report(
            self.report,
            by=self.membership,
            take=form.cleaned_data["take"],
            expected_version=form.cleaned_data["version"] or 0,
        )
        return self.file_url()


class RefuseChange(_OfReport, ActionFormView):
    """The file stays as it is, for a reason that the person reads."""

    template_name = "beneficiaries/changes/refuse.html"
    form_class = RefuseForm
    success_message = _("The report is not taken, and the person is told.")

    def perform(self, form: RefuseForm) -> str:
        actions.refuse_report(self.report, by=self.membership, reason=form.cleaned_data["reason"])
        return self.file_url()


class ChangePaper(_OfReport, InAssociation, View):
    """The paper that came with a report, as a download; opening it is a look at the file (B4)."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        if not self.report.stored_as:
            raise Http404
        actions.look(self.beneficiary, by=self.membership, what=FileLook.What.PAPER)
        folder = actions.report_folder(self.association.pk)
        return uploads.serve(folder, self.report.stored_as, download_as=self.report.stored_as[-12:])


class Confirm(OfFile, ActionFormView):
    """Read the facts with the person: still right in one press, or a change is reported. Opening it is a look (B4)."""

    template_name = "beneficiaries/changes/confirm.html"
    form_class = SentOnce
    success_message = _("The file is confirmed.")

    def check(self) -> None:
        if not actions.MAY_REPORT & self.membership.permissions:
            raise NotPermitted(_("Confirming files is not among your tasks."), code="not_permitted")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        note = self.reads_note and bool(self.beneficiary.health_note_sealed)
        actions.look(self.beneficiary, by=self.membership, what=FileLook.What.HEALTH if note else FileLook.What.FILE)
        return super().get(request, *args, **kwargs)

    @cached_property
    def reads_note(self) -> bool:
        may = Permission.SEE_HEALTH in self.membership.permissions
        return may and actions.may_read_health(self.beneficiary, by=self.membership)

    def version(self) -> int:
        return int(self.beneficiary.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees = self.membership.permissions
        hidden = () if Permission.SEE_SITUATION in sees else SITUATION
        hidden += () if Permission.SEE_HEALTH in sees else HEALTH
        return super().get_context_data(
            **facts_to_confirm(self.beneficiary, hidden=hidden, sees_health=self.reads_note),
            **kwargs,
        )

    def perform(self, form: SentOnce) -> str:
        actions.confirm(self.beneficiary, by=self.membership, expected_version=form.cleaned_data["version"] or 0)
        return self.file_url()


def facts_to_confirm(
    beneficiary: Any, *, hidden: tuple[str, ...] = (), sees_health: bool = False
) -> dict[str, list[Any]]:
    """What the file says of everything that a report may change, in words; and what was never entered."""
    known: list[Any] = []
    missing: list[Any] = []
    for field in REPORTABLE:
        if field in hidden:
            continue
        words = in_words(field, getattr(beneficiary, field), sees_health=sees_health)
        if words:
            known.append({"label": label_of(field), "value": words})
        else:
            missing.append(label_of(field))
    return {"facts": known, "never_entered": missing}
