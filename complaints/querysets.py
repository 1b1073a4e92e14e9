"""Reads of complaints and inquiries. Staff's pages begin with ``visible_to``: to its subject a case does not exist."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Permission
from associations.querysets import ClockedCaseQuerySet
from requests.hidden import hidden_from as with_hidden_request

from .enums import UNANSWERED, Body, Kind, Status
from .hidden import hidden_from


class ComplaintQuerySet(ClockedCaseQuerySet):
    """Rows are reached through ``association.complaints``."""

    def visible_to(self, membership: Any) -> Self:
        """What this member may know of; never what is or may be about them.

        Management: all. The follow-up committee: complaints before it. Those who answer inquiries: what nobody
        owns yet. Everybody with the page: what they own or took in themselves.
        """
        held = membership.permissions
        if Permission.SEE_COMPLAINTS not in held:
            return self.none()
        own = Q(owner=membership) | Q(received_by=membership)
        if Permission.OVERSEE_COMPLAINTS in held:
            own = Q(pk__isnull=False)
        if Permission.HANDLE_COMPLAINT in held:
            own |= Q(kind=Kind.COMPLAINT, body=Body.FOLLOW_UP)
        if Permission.ANSWER_INQUIRY in held:
            own |= Q(body=Body.OFFICERS, owner__isnull=True)
        return self.filter(own, association_id=membership.association_id).exclude_subject(membership)

    def referred_to(self, membership: Any) -> Self:
        """A question about it waits for this member, who holds the role that answers and did not ask (R4)."""
        from .models import ComplaintReferral

        waiting = ComplaintReferral.objects.filter(
            case=OuterRef("pk"), ended_at__isnull=True, role__in=membership.roles
        ).exclude(asked_by=membership.user_id)
        rows = self.filter(Exists(waiting), association_id=membership.association_id)
        return rows.exclude_subject(membership).order_by("pk")

    def exclude_subject(self, membership: Any) -> Self:
        """Without the cases that are, or may be, about this member, or of whose person or harm they must not know."""
        from .models import ComplaintSubject

        about = ComplaintSubject.objects.filter(
            complaint=OuterRef("pk"), membership=membership, cleared_at__isnull=True
        )
        hidden = hidden_from(membership, "compensation_cases")
        close_to = with_hidden_request(membership, "beneficiary__support_requests")
        return self.exclude(Exists(about)).exclude(hidden).exclude(close_to)

    def for_lists(self) -> Self:
        """With what a row of a list shows. One query."""
        return self.select_related("owner__user", "field", "policy_version")

    def for_pages(self) -> Self:
        """With what the page of one case shows. One query, and one for the rules of its policy."""
        return self.select_related(
            "association", "policy_version", "owner__user", "received_by__user", "category", "field", "beneficiary"
        ).prefetch_related("policy_version__response_rules")

    def unanswered(self) -> Self:
        return self.filter(status__in=UNANSWERED)

    def untouched(self) -> Self:
        """Nobody began yet (K6)."""
        return self.filter(status=Status.RECEIVED)

    def reopened(self) -> Self:
        """Came back after an answer, and not closed again (K6)."""
        return self.filter(reopened_count__gt=0).exclude(status=Status.CLOSED)

    def waiting_for_the_person(self) -> Self:
        return self.filter(status=Status.ANSWERED)

    def in_queue(self, queue: str, *, on: date, membership: Any) -> Self:
        """One of the list's queues by name; an unknown name is the queue of all unanswered."""
        queues = {
            "overdue": lambda: self.overdue(on=on),
            "soon": lambda: self.due_soon(on=on),
            "mine": lambda: self.filter(owner=membership).exclude(status=Status.CLOSED),
            "untouched": self.untouched,
            "answered": self.waiting_for_the_person,
            "reopened": self.reopened,
        }
        return queues.get(queue, self.unanswered)()
