"""The policy in force as a page, and the working calendar with the association's own changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from core import uploads
from core.views import ActionFormView, InAssociation, PageView

from . import actions
from .amending import next_version
from .documents import FOLDER, not_added
from .forms import DayForm, DocumentForm
from .official_holidays import official
from .policy_words import policy_facts
from .workflow import MANAGE_POLICY


class PolicyPage(PageView):
    """What the board approved, in the words of this portal."""

    template_name = "associations/policy.html"

    def check(self) -> None:
        self.require("see_policy", _("The policy is not among your pages."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_amend = MANAGE_POLICY in self.membership.permissions
        return super().get_context_data(
            **{**kwargs, **policy_facts(self.association)},
            may_amend=may_amend,
            next=next_version(self.association) if may_amend else None,
        )


def changed(moved: int) -> str:
    """What is said after the calendar changed."""
    if not moved:
        return _("The calendar was changed; no open promise moved.")
    return ngettext(
        "The calendar was changed; %(count)s open promise moved, and the earlier one stays readable.",
        "The calendar was changed; %(count)s open promises moved, and the earlier ones stay readable.",
        moved,
    ) % {"count": moved}


class CalendarPage(ActionFormView):
    """Official holidays around today, the association's changes, and a form that adds one."""

    template_name = "associations/calendar.html"
    form_class = DayForm

    def check(self) -> None:
        permission = "manage_calendar" if self.request.method == "POST" else "see_policy"
        self.require(permission, _("Changing the calendar is not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        holidays = official(today.year, today.year + 1).items()
        overrides = list(self.association.calendar_overrides.select_related("by"))
        return super().get_context_data(
            holidays=[(day, name) for day, name in holidays if day >= today],
            past_holidays=[(day, name) for day, name in holidays if day < today],
            overrides=overrides,
            changed={row.day for row in overrides},
            may_change="manage_calendar" in self.membership.permissions,
            **kwargs,
        )

    def perform(self, form: DayForm) -> str:
        data = form.cleaned_data
        moved = actions.change_day(
            self.association, by=self.membership, day=data["day"].gregorian, kind=data["kind"], reason=data["reason"]
        )
        self.success_message = changed(moved)
        return reverse("associations:calendar", args=[self.association.slug])


class Documents(ActionFormView):
    """The documents at hand with their versions, and a form that adds one (D)."""

    template_name = "associations/documents.html"
    form_class = DocumentForm
    success_message = gettext_lazy("The document is at everybody's hand now.")

    def check(self) -> None:
        permission = "manage_documents" if self.request.method == "POST" else "see_policy"
        self.require(permission, _("The association's documents are not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.association.policy_in_force().documents.all()
        return {**super().get_form_kwargs(), "documents": [(row.document, str(row)) for row in rows]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=self.association.documents_at_hand.select_related("added_by"),
            missing=not_added(self.association, self.association.policy_in_force()),
            may_add="manage_documents" in self.membership.permissions,
            **kwargs,
        )

    def perform(self, form: DocumentForm) -> str:
        data = form.cleaned_data
        actions.add_document(
            self.association,
            by=self.membership,
            document=data["document"],
            version_label=data["version_label"],
            dated_on=data["dated_on"].gregorian,
            upload=data["file"],
        )
        return reverse("associations:documents", args=[self.association.slug])


class DocumentFile(InAssociation, View):
    """The file of one document, as a download."""

    http_method_names = ["get"]

    def check(self) -> None:
        self.require("see_policy", _("The association's documents are not among your tasks."))

    def get(self, request: HttpRequest, association: str, uid: UUID) -> FileResponse:
        row = get_object_or_404(self.association.documents_at_hand.all(), uid=uid)
        return uploads.serve(FOLDER, row.stored_as, download_as=f"{row.document}-{row.dated_on}.pdf")


class RestoreDay(InAssociation, View):
    """Take a change of the calendar back (POST only)."""

    http_method_names = ["post"]

    def check(self) -> None:
        self.require("manage_calendar", _("Changing the calendar is not among your tasks."))

    def post(self, request: HttpRequest, association: str, day: int) -> HttpResponse:
        override = next((row for row in self.association.calendar_overrides.all() if row.day.toordinal() == day), None)
        if override is None:
            raise Http404
        messages.success(request, changed(actions.restore_day(override, by=self.membership)))
        return redirect("associations:calendar", association=association)
