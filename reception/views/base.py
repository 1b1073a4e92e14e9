"""What reception's pages share: who may open them, and how a person is found by the one box."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.roles import Permission
from beneficiaries.finding import find
from core.views import InAssociation

from ..models import Visit
from ..permissions import NOT_YOURS

CANDIDATES = 6


class AtTheCounter(InAssociation):
    """A page for whoever receives visitors."""

    def check(self) -> None:
        self.require(Permission.RECEIVE_VISITORS, NOT_YOURS)

    def find(self, text: str) -> list[Any]:
        """The first people whom the box finds, of those whose files this member may open."""
        return find(self.association, text, by=self.membership).people[:CANDIDATES]

    def counter_url(self) -> str:
        return reverse("reception:counter", args=[self.association.slug])


class OfVisit(AtTheCounter):
    """A page about one visit; to other associations, and to members it is kept from, it does not exist."""

    visit: Visit

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        rows = self.association.visits.visible_to(self.membership).for_pages()
        self.visit = get_object_or_404(rows, uid=self.kwargs["uid"])

    def visit_url(self) -> str:
        return reverse("reception:visit", args=[self.association.slug, self.visit.uid])
