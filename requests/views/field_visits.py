"""Field visits: plan, the form for the way (on screen, kept on the device, or on paper), the report (R13)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.roles import Permission
from beneficiaries.actions import look
from beneficiaries.models import FileLook
from core import uploads
from core.forms import ReasonForm
from core.views import PageView

from .. import actions
from ..actions.field_visits import MOST_PHOTOS, ROOMS, folder_of
from ..assigning import chosen, researchers
from ..enums import VisitStanding
from ..facts_of_file import facts_of_file, figures_of, nameless, parts_of
from ..forms.field_visits import PlanVisitForm, VisitReportForm
from ..models import FieldVisit
from ..presenting_study import may_cancel
from ..workflow import CANCEL_VISIT, PLAN_VISIT, REPORT_VISIT
from .base import OneRequest, RequestForm


class PlanVisit(RequestForm):
    template_name = "support_requests/plan_visit.html"
    form_class = PlanVisitForm
    event = PLAN_VISIT
    success_message = _("The visit is planned.")

    def fetch(self) -> None:
        super().fetch()
        people = researchers(self.association, on=timezone.localdate())
        first = self.support_request.researcher_id
        self.people = sorted(people, key=lambda one: one.user.pk != first)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people}

    def get_initial(self) -> dict[str, Any]:
        person = self.support_request.beneficiary
        parts = (person.city, person.district, person.street, person.building, person.short_address)
        return {"address": "، ".join(part for part in parts if part)}

    def perform(self, form: PlanVisitForm) -> str:
        data = form.cleaned_data
        visit = actions.plan_visit(
            self.support_request,
            by=self.membership,
            visitor=chosen(self.people, data["visitor"]),
            planned_on=data["planned_on"].gregorian,
            address=data["address"],
            note=data["note"],
            expected_version=data["version"],
        )
        return reverse("support_requests:visit", args=[self.association.slug, self.kwargs["reference"], visit.number])


class OneVisit(OneRequest):
    """One visit of one request, for those who read studies."""

    visit: FieldVisit

    def fetch(self) -> None:
        super().fetch()
        rows = self.support_request.field_visits.select_related("visitor", "planned_by", "report__by")
        self.visit = get_object_or_404(rows, number=self.kwargs["number"])

    def check(self) -> None:
        super().check()
        self.require(Permission.READ_STUDY, _("Reports of visits are not among your pages."))

    @property
    def sees_health(self) -> bool:
        return Permission.SEE_HEALTH in self.membership.permissions


class ReadVisit(OneVisit, PageView):
    template_name = "support_requests/visit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, row = self.support_request, self.visit
        look(case.beneficiary, by=self.membership, what=FileLook.What.HOUSEHOLD)
        report = getattr(row, "report", None)
        rooms = [(VisitReportForm.base_fields[room].label, getattr(report, room)) for room in ROOMS if report]
        if report and self.sees_health:
            rooms.append((VisitReportForm.base_fields["health"].label, report.health))
        is_open = row.standing == VisitStanding.PLANNED
        return super().get_context_data(
            support_request=case,
            visit=row,
            report=report,
            rooms=[(label, words) for label, words in rooms if words],
            photos=list(report.photos.all()) if report else [],
            may_report=is_open and row.visitor_id == self.membership.user_id,
            may_cancel=may_cancel(self.membership, case, row),
            **kwargs,
        )


class _VisitForm(OneVisit, RequestForm):
    """A form on a visit that is planned; its version is the visit's standing, told by the action."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_planned = self.visit.standing == VisitStanding.PLANNED
        return super().get_context_data(visit=self.visit, is_planned=is_planned, **kwargs)

    def back(self) -> str:
        return reverse(
            "support_requests:visit", args=[self.association.slug, self.support_request.reference, self.visit.number]
        )


class CancelVisit(_VisitForm):
    template_name = "support_requests/cancel_visit.html"
    form_class = ReasonForm
    event = CANCEL_VISIT
    success_message = _("The visit is cancelled.")

    def perform(self, form: ReasonForm) -> str:
        actions.cancel_visit(
            self.support_request, by=self.membership, number=self.visit.number, reason=form.cleaned_data["reason"]
        )
        return self.address()


class ReportVisit(_VisitForm):
    """The report; with the page's script it is kept on the device while there is no connection."""

    template_name = "support_requests/report_visit.html"
    form_class = VisitReportForm
    event = REPORT_VISIT
    success_message = _("The report is there.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sees_health": self.sees_health}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(done_url=self.back(), most=MOST_PHOTOS, **kwargs)

    def perform(self, form: VisitReportForm) -> str:
        data = form.cleaned_data
        actions.report_visit(
            self.support_request,
            by=self.membership,
            number=self.visit.number,
            visited_on=data["visited_on"].gregorian,
            met=data["met"],
            met_name=data["met_name"],
            conclusion=data["conclusion"],
            rooms={room: data[room] for room in ROOMS},
            health=data.get("health", ""),
            photos=data["file"],
        )
        return self.back()


class VisitPaper(OneVisit, PageView):
    """The empty form with the facts of the case, on one A4, for those who go with paper."""

    template_name = "support_requests/visit_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        look(self.support_request.beneficiary, by=self.membership, what=FileLook.What.HOUSEHOLD)
        facts, _health = facts_of_file(self.support_request.beneficiary, on=timezone.localdate())
        if Permission.SEE_SITUATION not in self.membership.permissions:
            facts = nameless(facts)
        parts = {part.name: part for part in parts_of(facts, None)}
        labels = [VisitReportForm.base_fields[room].label for room in (*ROOMS, "conclusion")]
        return super().get_context_data(
            support_request=self.support_request,
            visit=self.visit,
            members=parts["household"].lines,
            housing=parts["housing"].lines,
            figures=figures_of(facts),
            labels=labels,
            back_url=reverse(
                "support_requests:visit",
                args=[self.association.slug, self.support_request.reference, self.visit.number],
            ),
            **kwargs,
        )


class VisitPhotoFile(OneVisit, View):
    """One photo of the page of the visit, whose opening was kept in the file's record (B4)."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> FileResponse:
        report = getattr(self.visit, "report", None)
        if report is None:
            raise Http404
        photo = get_object_or_404(report.photos.all(), uid=uid)
        return uploads.serve(folder_of(self.association.pk), photo.stored_as, download_as=photo.stored_as[-12:])
