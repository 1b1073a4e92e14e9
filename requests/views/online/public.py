"""For anybody: services, what to bring, how long an answer takes and why, and the policy itself (K5, R14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views import View

from associations.clock_words import rule_text
from associations.enums import CaseKind, Channel
from associations.policy_words import policy_facts
from associations.promises import engine_rules, rule_row
from core.views import PublicPage
from correspondence import pdf
from correspondence.paper import LETTERS_LANGUAGE

from ...service_shown import terms_shown
from .at_home import applicant_of


class Home(PublicPage):
    """The association's public home."""

    template_name = "public/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.association.policy_in_force()
        row = rule_row(version, CaseKind.REQUEST)
        channels = list(version.channels.all())
        today = timezone.localdate()
        services = self.association.services.offered(on=today).with_terms(on=today)
        return super().get_context_data(
            services=[(service, terms_shown(service.current)) for service in services],
            version=version,
            rule=rule_text(engine_rules(row)[0]),
            article=row.article if row else "",
            channels=channels,
            may_apply=Channel.WEBSITE in {channel.channel for channel in channels},
            may_ask_help=Channel.HELP_REQUEST in {channel.channel for channel in channels},
            applicant=applicant_of(self.request, self.association),
            **{**kwargs, "association": self.association},
        )


class PolicyPdf(PublicPage, View):
    """The policy as a paper to keep; where no PDF can be made the page says so."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(LETTERS_LANGUAGE):
            document = render_to_string("letters/policy.html", policy_facts(self.association))
        try:
            body = pdf.document_pdf(document)
        except pdf.PdfNotAvailable as error:
            messages.warning(request, str(error.message))
            return redirect("public:policy", association=self.association.slug)
        response = HttpResponse(body, content_type="application/pdf")
        response.headers["Content-Disposition"] = 'inline; filename="policy.pdf"'
        return response
