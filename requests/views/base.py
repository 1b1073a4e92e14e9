"""What the forms on one request share: found through the association, checked against the workflow's row."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.views import ActionFormView, InAssociation

from .. import permissions
from ..models import SupportRequest
from ..workflow import WORKFLOW


class OneRequest(InAssociation):
    """A page about one request of the association; to others it does not exist."""

    support_request: SupportRequest

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        self.support_request = get_object_or_404(
            self.association.support_requests.visible_to(self.membership).for_pages(),
            reference=self.kwargs["reference"].upper(),
        )
        if self.support_request.has_papers:
            prefetch_related_objects([self.support_request], "papers")
        else:  # most have none: not asked for
            self.support_request._prefetched_objects_cache["papers"] = self.support_request.papers.none()

    def check(self) -> None:
        self.require(Permission.SEE_REQUESTS, _("Requests are not among your pages."))

    def address(self) -> str:
        """The page of the request."""
        return reverse("support_requests:detail", args=[self.association.slug, self.support_request.reference])


class RequestForm(OneRequest, ActionFormView):
    """A form that is one event of the workflow. ``event`` names its row; the title is the row's label."""

    event = ""

    def check(self) -> None:
        super().check()
        permissions.check(self.membership, self.event, self.support_request)

    def version(self) -> int:
        return self.support_request.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = WORKFLOW.rows[self.event]
        return super().get_context_data(
            support_request=self.support_request,
            event=row,
            is_possible=self.support_request.status in row.sources,
            **kwargs,
        )
