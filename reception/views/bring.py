"""What to bring for a service and on which conditions, on one page, for a visitor without a request yet (R3)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from associations.clock_words import rule_text
from associations.enums import CaseKind
from associations.promises import engine_rules, rule_row
from core.views import PageView
from requests.service_shown import terms_shown

from .base import AtTheCounter


class WhatToBring(AtTheCounter, PageView):
    """The paper for the visitor: documents, criteria, how long an answer takes and why."""

    template_name = "reception/bring.html"

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        today = timezone.localdate()
        services = self.association.services.offered(on=today).with_terms(on=today)
        self.service = get_object_or_404(services, code=self.kwargs["code"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = self.association.policy_in_force()
        row = rule_row(policy, CaseKind.REQUEST)
        return super().get_context_data(
            service=self.service,
            about=self.service.current.about,
            terms=terms_shown(self.service.current),
            policy=policy,
            rule=rule_text(engine_rules(row)[0]),
            article=row.article if row else "",
            channels=[channel.get_channel_display() for channel in policy.channels.all()],
            back_url=reverse("reception:counter", args=[self.association.slug]),
            today=timezone.localdate(),
            **kwargs,
        )
