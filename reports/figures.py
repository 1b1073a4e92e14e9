"""Management's figures (K6): what is open, late, and why; what was answered, against the promise.

Each figure is computed from the rows and leads to them. Answered cases are read in one streaming pass.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from associations.querysets import SOON_DAYS
from complaints.enums import UNANSWERED as UNANSWERED_COMPLAINTS
from complaints.enums import Status as ComplaintStatus
from requests.enums import Status
from requests.lateness import CAUSES, causes_of

from .periods import Period


@dataclass
class Answered:
    """Answered cases of a group: how many, how many with a last day, how many of those in time, and their days."""

    count: int = 0
    promised: int = 0
    on_time: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def add(self, days: int, *, promised: bool, on_time: bool) -> None:
        self.count += 1
        self.promised += promised
        self.on_time += on_time
        self.days[days] += 1

    @property
    def share_on_time(self) -> int | None:
        """Per cent of the promised ones, or None where nothing was promised."""
        return round(100 * self.on_time / self.promised) if self.promised else None

    @property
    def late(self) -> int:
        return self.promised - self.on_time

    @property
    def median_days(self) -> int | None:
        """The middle of the days from receipt to answer; the lower of two middles."""
        middle, seen = (self.count + 1) // 2, 0
        for days in sorted(self.days):
            seen += self.days[days]
            if seen >= middle:
                return days
        return None


@dataclass
class Group:
    """One line of a table: ``key`` is what the list's address takes."""

    key: str
    label: str
    figures: Answered


@dataclass
class Cause:
    """Why some are late: still open now, and answered late in the period; ``key`` is what the list's address takes."""

    key: str
    label: Any
    open: int
    answered: int


@dataclass
class Figures:
    """All that the page shows of requests."""

    open: int
    late: int
    due_soon: int
    paused: int
    causes: list[Cause]
    answered: Answered
    by_service: list[Group]
    by_channel: list[Group]
    by_body: list[Group]


@dataclass
class OfComplaints:
    """Management's eye on complaints and inquiries (K6)."""

    open: int
    untouched: int
    late: int
    reopened: int


def of_complaints(rows: Any, *, today: date) -> OfComplaints:
    """The figures of these cases in one query; the caller has left out what is about the reader."""
    unanswered = Q(status__in=UNANSWERED_COMPLAINTS)
    counted = rows.order_by().aggregate(
        open=Count("pk", filter=unanswered),
        untouched=Count("pk", filter=Q(status=ComplaintStatus.RECEIVED)),
        late=Count("pk", filter=unanswered & Q(due_on__lt=today)),
        reopened=Count("pk", filter=Q(reopened_count__gt=0) & ~Q(status=ComplaintStatus.CLOSED)),
    )
    return OfComplaints(**counted)


def open_now(rows: Any, *, today: date) -> dict[str, int]:
    """How many are open, due soon, late, and with the applicant. One query."""
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
    counted: dict[str, int] = (
        rows.unanswered()
        .order_by()
        .aggregate(
            open=Count("pk"),
            due_soon=Count("pk", filter=soon),
            late=Count("pk", filter=Q(due_on__lt=today)),
            paused=Count("pk", filter=Q(status__in=[Status.INCOMPLETE, Status.RETURNED])),
        )
    )
    return counted


def late_by_cause(rows: Any, period: Period, *, now: datetime) -> list[Cause]:
    """The late ones by cause, the open ones and those answered in the period; causes of none are left out."""
    late = rows.overdue(on=timezone.localdate(now)) | rows.answered_between(period.first, period.last).answered_late()
    counted = Counter((row.cause, row.is_answered) for row in causes_of(late, now=now))
    causes = [Cause(key, label, counted[key, False], counted[key, True]) for key, label in CAUSES.items()]
    return [cause for cause in causes if cause.open or cause.answered]


def answered_in(rows: Any, period: Period) -> tuple[Answered, dict[str, dict[str, Answered]]]:
    """The whole and its groups by service, channel and body, in one streaming pass over narrow rows."""
    whole = Answered()
    groups: dict[str, dict[str, Answered]] = {"service": {}, "channel": {}, "body": {}}
    answered = rows.answered_between(period.first, period.last).order_by()
    for row in answered.values_list(
        "received_at", "answered_at", "due_on", "service__code", "channel", "reviewing_body__kind"
    ).iterator(chunk_size=2000):
        received_at, answered_at, due_on, *keys = row
        told_on = timezone.localdate(answered_at)
        days = (told_on - timezone.localdate(received_at)).days
        on_time = due_on is not None and told_on <= due_on
        for target in (
            whole,
            *(groups[name].setdefault(key, Answered()) for name, key in zip(groups, keys, strict=True)),
        ):
            target.add(days, promised=due_on is not None, on_time=on_time)
    return whole, groups


def _lines(groups: dict[str, Answered], labels: dict[str, str]) -> list[Group]:
    return [Group(key, labels.get(key, key), groups[key]) for key in sorted(groups, key=lambda k: -groups[k].count)]


def of_requests(rows: Any, period: Period, *, now: datetime, labels: dict[str, dict[str, str]]) -> Figures:
    """The figures of these requests; ``labels`` names services, channels and bodies by key."""
    whole, groups = answered_in(rows, period)
    return Figures(
        **open_now(rows, today=timezone.localdate(now)),
        causes=late_by_cause(rows, period, now=now),
        answered=whole,
        by_service=_lines(groups["service"], labels["service"]),
        by_channel=_lines(groups["channel"], labels["channel"]),
        by_body=_lines(groups["body"], labels["body"]),
    )
