"""What a person has open, for the officer before whom they stand: whose move it is, and what can be done at once.

Read from the other rooms' rows in a fixed number of queries; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Permission
from beneficiaries.models import Beneficiary
from requests.enums import Status
from requests.handed_in import to_be_checked
from requests.presenting import Step, next_steps, waiting_for

from .enums import VisitStatus

AT_THE_DESK = (Status.INCOMPLETE, Status.RETURNED)
SHOWN = 20


@dataclass
class OpenRequest:
    """One open request as the counter shows it."""

    row: Any
    waiting: str
    missing: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass
class Standing:
    """Everything open of one person; ``hints`` are sentences about the file with where to see to them."""

    requests: list[OpenRequest] = field(default_factory=list)
    inquiries: list[Any] = field(default_factory=list)
    hints: list[Step] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.inquiries or self.hints)


def standing_of(file: Beneficiary, *, by: Any) -> Standing:
    """What is open of this person and this member may know of."""
    held = by.permissions
    return Standing(
        requests=_requests(file, by) if Permission.SEE_REQUESTS in held else [],
        inquiries=_inquiries(file, by) if Permission.SEE_COMPLAINTS in held else [],
        hints=_hints(file, by),
    )


def _requests(file: Beneficiary, by: Any) -> list[OpenRequest]:
    rows = file.support_requests.filter(closed_at__isnull=True).for_pages()
    return [_open(row, by) for row in rows.prefetch_related("checklist__item", "papers").order_by("-pk")[:SHOWN]]


def _open(row: Any, by: Any) -> OpenRequest:
    entries, today = list(row.checklist.all()), timezone.localdate()
    unseen = to_be_checked(entries, row.papers.all())
    at_desk = row.status in AT_THE_DESK
    missing = [one.item.name for one in entries if at_desk and one.is_missing(today) and one.pk not in unseen]
    steps = [step for step in next_steps(by, row) if step.is_main]
    if at_desk and Permission.RECEIVE_REQUEST in by.permissions:
        checklist = Step(_("Go through the checklist"), _url(row, "checklist"), True)
        steps = [checklist, Step(_("Print what is missing"), _url(row, "missing"), False)]
    return OpenRequest(row, waiting_for(row), missing, steps)


def _url(row: Any, name: str) -> str:
    return reverse(f"support_requests:{name}", args=[row.association.slug, row.reference])


def _inquiries(file: Beneficiary, by: Any) -> list[Any]:
    """Complaints and inquiries not closed yet; never one that is, or may be, about this member."""
    rows = file.complaints.filter(closed_at__isnull=True)
    return list(rows.visible_to(by).for_lists().order_by("-pk")[:SHOWN])


def _hints(file: Beneficiary, by: Any) -> list[Step]:
    """What the file waits for: a confirmation that is due, documents that ended."""
    held, today, slug, hints = by.permissions, timezone.localdate(), file.association.slug, []
    if (
        Permission.EDIT_BENEFICIARY in held
        and not file.closed_on
        and file.confirm_due_on
        and file.confirm_due_on <= today
    ):
        url = reverse("beneficiaries:confirm", args=[slug, file.number])
        hints.append(Step(_("The file is to be confirmed"), url, False))
    if Permission.EDIT_SITUATION in held and file.documents.ended(on=today).exists():
        url = reverse("beneficiaries:file", args=[slug, file.number])
        hints.append(Step(_("A document of the file has ended"), url, False))
    return hints


def known_before(file: Beneficiary, by: Any) -> dict[str, Any]:
    """By which channel the person whom this member serves now came, and who brought them. One query."""
    visit = file.visits.filter(status=VisitStatus.BEING_SERVED, served_by_id=by.pk).first() if by.pk else None
    return {"channel": visit.channel, "brought_by": visit.brought_by} if visit else {}
