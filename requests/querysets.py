"""Reads of support requests, in the domain's words. Rows are reached through ``association.support_requests``.

Queues run nearest due date first, those without a date after them, page by page from a key (never OFFSET).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from .enums import UNANSWERED, Status


class SupportRequestQuerySet(models.QuerySet[Any]):
    def for_lists(self) -> SupportRequestQuerySet:
        """With what a row of a list shows. One query."""
        return self.select_related("beneficiary", "service", "researcher")

    def for_pages(self) -> SupportRequestQuerySet:
        """With what the page of one request shows. One query, and one for the rules of its policy."""
        return self.select_related(
            "association",
            "beneficiary",
            "service",
            "researcher",
            "reviewing_body",
            "policy_version",
            "opened_by",
            "decision__decided_by",
            "decision__letter",
            "answer__by",
            "delivery__by",
        ).prefetch_related("policy_version__response_rules")

    def in_queue(self, queue: str, *, on: date, user: Any) -> SupportRequestQuerySet:
        """One of the list's queues by name; an unknown name is the queue of all unanswered."""
        queues = {
            "overdue": lambda: self.overdue(on=on),
            "soon": lambda: self.due_soon(on=on),
            "applicant": self.waiting_for_applicant,
            "researcher": self.waiting_for_researcher,
            "mine": lambda: self.waiting_for_researcher().filter(researcher=user),
            "body": self.waiting_for_body,
            "desk": self.waiting_for_desk,
        }
        return queues.get(queue, self.unanswered)()

    def unanswered(self) -> SupportRequestQuerySet:
        return self.filter(status__in=UNANSWERED)

    def overdue(self, *, on: date) -> SupportRequestQuerySet:
        """Promised at most by a day that has passed, and not answered."""
        return self.unanswered().filter(due_on__lt=on)

    def due_soon(self, *, on: date, days: int = 3) -> SupportRequestQuerySet:
        """Last day today or within ``days`` calendar days."""
        return self.unanswered().filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))

    def waiting_for_applicant(self) -> SupportRequestQuerySet:
        return self.filter(status__in=[Status.INCOMPLETE, Status.RETURNED])

    def waiting_for_researcher(self) -> SupportRequestQuerySet:
        return self.filter(status__in=[Status.AWAITING_STUDY, Status.UNDER_STUDY])

    def waiting_for_body(self) -> SupportRequestQuerySet:
        return self.filter(status=Status.AWAITING_DECISION)

    def waiting_for_desk(self) -> SupportRequestQuerySet:
        """Decided and to be told, or told and to be delivered or closed."""
        return self.filter(status__in=[Status.DECIDED, Status.ANSWERED, Status.DELIVERED])

    def received_on(self, day: date) -> SupportRequestQuerySet:
        return self.filter(received_at__date=day)

    def nearest_due_first(self, after: tuple[date, int] | None = None) -> SupportRequestQuerySet:
        """Ordered for a queue; ``after`` is the (``queue_on``, id) of the last row of the page before."""
        rows = self.order_by("queue_on", "pk")
        if after:
            day, row_id = after
            rows = rows.filter(Q(queue_on__gt=day) | Q(queue_on=day, pk__gt=row_id))
        return rows

    def newest_first(self, before: int | None = None) -> SupportRequestQuerySet:
        """All of them, latest opened first; ``before`` is the id of the last row of the page before."""
        rows = self.order_by("-pk")
        return rows.filter(pk__lt=before) if before else rows
