"""The case study: written beside the facts of the file, read by the body, printed with the letterhead (R13)."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.roles import Permission
from beneficiaries.actions import look
from beneficiaries.models import FileLook
from core.views import PageView
from correspondence import pdf
from correspondence.paper import LETTERS_LANGUAGE, letter_day, prose

from .. import actions
from ..facts_of_file import facts_of_file, figures_of, nameless, parts_of
from ..forms.case_study import StudyForm
from ..models import CaseStudy
from ..workflow import WRITE_STUDY
from .base import OneRequest, RequestForm


class WriteStudy(RequestForm):
    """The file's facts stand beside the form; only what they do not say is typed."""

    template_name = "support_requests/write_study.html"
    form_class = StudyForm
    event = WRITE_STUDY
    success_message = _("The case study is saved. It goes to the body with your recommendation.")

    def fetch(self) -> None:
        super().fetch()
        self.draft = getattr(self.support_request, "study_draft", None)

    def sees_health(self) -> bool:
        return Permission.SEE_HEALTH in self.membership.permissions

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sees_health": self.sees_health()}

    def get_initial(self) -> dict[str, Any]:
        last = self.draft or self.support_request.studies.first()
        if last is None:
            return {"need": self.support_request.need}
        return {"need": last.need, "alternatives": last.alternatives, "health_words": last.health_words}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        look(self.support_request.beneficiary, by=self.membership, what=FileLook.What.HOUSEHOLD)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts, health = facts_of_file(self.support_request.beneficiary, on=timezone.localdate())
        return super().get_context_data(
            parts=parts_of(facts, health if self.sees_health() else None), figures=figures_of(facts), **kwargs
        )

    def perform(self, form: StudyForm) -> str:
        data = form.cleaned_data
        actions.write_study(
            self.support_request,
            by=self.membership,
            need=data["need"],
            alternatives=data["alternatives"],
            health_words=data.get("health_words", ""),
            expected_version=data["version"],
        )
        return self.address()


class OfStudy(OneRequest):
    """The latest study of the request; where none was made the page does not exist."""

    study: CaseStudy

    def check(self) -> None:
        super().check()
        self.require(Permission.READ_STUDY, _("Case studies are not among your pages."))
        found = self.support_request.studies.select_related("recommendation__by", "written_by").first()
        if found is None:
            raise Http404
        self.study = found

    def told(self) -> dict[str, Any]:
        """Words on health and facts of health only for those who may read them; reading is a look."""
        look(self.support_request.beneficiary, by=self.membership, what=FileLook.What.HOUSEHOLD)
        sees_health = Permission.SEE_HEALTH in self.membership.permissions
        facts = json.loads(self.study.facts or "null")
        if facts and Permission.SEE_SITUATION not in self.membership.permissions:
            facts = nameless(facts)
        health = json.loads(self.study.health_facts or "null") if sees_health else None
        return {
            "study": self.study,
            "parts": parts_of(facts, health) if facts else [],
            "figures": figures_of(facts) if facts else None,
            "health_words": self.study.health_words if sees_health else "",
        }


class ReadStudy(OfStudy, PageView):
    template_name = "support_requests/study.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(support_request=self.support_request, **self.told(), **kwargs)


class StudyPaper(OfStudy, View):
    """The study as a paper with the association's letterhead; where no PDF can be made the page says so."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = self.support_request
        with translation.override(LETTERS_LANGUAGE):
            told = self.told()
            parts = [(part, [(line.label, prose(line.value)) for line in part.lines]) for part in told["parts"]]
            words = {name: prose(getattr(self.study, name)) for name in ("need", "alternatives")}
            context = {
                **told,
                **words,
                "case": case,
                "parts": parts,
                "health_words": prose(told["health_words"]),
                "findings": prose(self.study.recommendation.findings),
                "day": letter_day(timezone.localdate(self.study.frozen_at).isoformat()),
            }
            document = render_to_string("letters/study.html", context)
        try:
            body = pdf.document_pdf(document)
        except pdf.PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect("support_requests:study", case.association.slug, case.reference)
        response = HttpResponse(body, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="study-{case.reference}.pdf"'
        return response
