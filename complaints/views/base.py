"""What the pages on one case share: found among what the member may know of, checked against the workflow's row."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.sealed import seal, unseal
from core.views import ActionFormView, InAssociation

from .. import permissions
from ..models import Complaint
from ..workflow import WORKFLOW

RECEIPT = "contact_receipt"


class OneComplaint(InAssociation):
    """A page about one case; to its subject, and to other associations, it does not exist."""

    complaint: Complaint

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        self.require(Permission.SEE_COMPLAINTS, _("Complaints and inquiries are not among your pages."))
        rows = self.association.complaints.visible_to(self.membership).for_pages()
        self.complaint = get_object_or_404(rows, reference=self.kwargs["reference"].upper())

    def address(self) -> str:
        """The page of the case, or the list where the member may no longer know of it."""
        slug, reference = self.association.slug, self.complaint.reference
        if self.association.complaints.visible_to(self.membership).filter(pk=self.complaint.pk).exists():
            return reverse("complaints:detail", args=[slug, reference])
        return reverse("complaints:list", args=[slug])


class ComplaintForm(OneComplaint, ActionFormView):
    """A form that is one event of the workflow. ``event`` names its row; the title is the row's label."""

    template_name = "complaints/form.html"
    event = ""
    about: Any = ""

    def check(self) -> None:
        permissions.check(self.membership, self.event, self.complaint)

    def version(self) -> int:
        return self.complaint.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = WORKFLOW.rows[self.event]
        return super().get_context_data(
            complaint=self.complaint,
            event=row,
            about=self.about,
            is_possible=self.complaint.status in row.sources,
            **kwargs,
        )


def keep_receipt(request: Any, complaint: Complaint, code: str) -> None:
    """The code waits, sealed, in the sender's session until the receipt page shows it."""
    uid = str(complaint.uid)
    request.session[RECEIPT] = {"uid": uid, "code": seal(code, context=f"{RECEIPT}|{uid}")}


def show_receipt(request: Any, rows: Any) -> tuple[Complaint | None, str]:
    """The case just received, and its code the first time only."""
    kept = request.session.get(RECEIPT) or {}
    complaint = rows.filter(uid=kept["uid"]).first() if kept else None
    if complaint is None:
        return None, ""
    code = unseal(kept["code"], context=f"{RECEIPT}|{kept['uid']}") if kept["code"] else ""
    request.session[RECEIPT] = {"uid": kept["uid"], "code": ""}
    return complaint, code
