"""Reads of this room, in the domain's words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .enums import PolicyStatus


class PolicyVersionQuerySet(models.QuerySet[Any]):
    def in_force(self) -> PolicyVersionQuerySet:
        """The version new cases are opened under: at most one for each association."""
        return self.filter(status=PolicyStatus.IN_FORCE)

    def in_force_on(self, day: date) -> PolicyVersionQuerySet:
        """The version that was in force on a past day."""
        return self.filter(in_force_from__lte=day).filter(
            models.Q(in_force_until__isnull=True) | models.Q(in_force_until__gte=day)
        )


SOON_DAYS = 3  # calendar days ahead that are called "due soon"


class ClockedCaseQuerySet(models.QuerySet[Any]):
    """Queues of any kind of case under a clock: nearest due first, page by page from a key (never OFFSET)."""

    def unanswered(self) -> Self:
        """Rows whose clock runs; each kind of case says which."""
        raise NotImplementedError

    def answered_between(self, first: date, last: date) -> Self:
        """Told between these days, both included (the days of Riyadh)."""
        begin = timezone.make_aware(datetime.combine(first, time.min))
        end = timezone.make_aware(datetime.combine(last, time.min)) + timedelta(days=1)
        return self.filter(answered_at__gte=begin, answered_at__lt=end)

    def answered_on_time(self) -> Self:
        """Told at most on the promised last day."""
        return self.filter(answered_at__date__lte=F("due_on"))

    def answered_late(self) -> Self:
        """Told after the promised last day."""
        return self.filter(answered_at__date__gt=F("due_on"))

    def late(self, *, on: date) -> Self:
        """Not answered by the promised last day, then or now."""
        return self.overdue(on=on) | self.answered_late()

    def overdue(self, *, on: date) -> Self:
        """Promised at most by a day that has passed, and not answered."""
        return self.unanswered().filter(due_on__lt=on)

    def due_soon(self, *, on: date, days: int = SOON_DAYS) -> Self:
        """Last day today or within ``days`` calendar days."""
        return self.unanswered().filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))

    def nearest_due_first(self, after: tuple[date, int] | None = None) -> Self:
        """Ordered for a queue; ``after`` is the (``queue_on``, id) of the last row of the page before."""
        rows = self.order_by("queue_on", "pk")
        if after:
            day, row_id = after
            rows = rows.filter(Q(queue_on__gt=day) | Q(queue_on=day, pk__gt=row_id))
        return rows

    def newest_first(self, before: int | None = None) -> Self:
        """All of them, latest opened first; ``before`` is the id of the last row of the page before."""
        rows = self.order_by("-pk")
        return rows.filter(pk__lt=before) if before else rows
