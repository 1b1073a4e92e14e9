"""Management's figures of what follows a decision: what was granted and delivered, and what was objected to (K6).

Each figure is counted in the database and leads to its rows. Nobody answers a questionnaire here: these are cases
that the reader may open one by one, so small numbers are shown as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from accounts.models import Membership
from requests.actions.following_up import late_instalments
from requests.enums import CallResult, ObjectionOutcome, Outcome
from requests.models import Delivery

from .periods import Period

GRANTED = (Outcome.ACCEPTED.value, Outcome.PARTLY_ACCEPTED.value)
COMPLAINED = (CallResult.NOT_RECEIVED.value, CallResult.DEFECT.value)


@dataclass
class OfObjections:
    """Open and late now; of those answered in the period, how many in time and what became of the decision."""

    open: int
    late: int
    answered: int
    promised: int
    on_time: int
    upheld: int
    changed: int
    sent_back: int

    @property
    def share_on_time(self) -> int | None:
        """Per cent of the promised ones, or None where nothing was promised."""
        return round(100 * self.on_time / self.promised) if self.promised else None


@dataclass
class OfGrants:
    """Money of the period, and how many requests it was for."""

    granted: Decimal
    granted_to: int
    delivered: Decimal
    delivered_to: int


@dataclass
class OfDeliveries:
    """What should have reached people, what went wrong, and what they say on the phone."""

    late: int
    late_sum: Decimal
    problems: int
    confirmed: int
    complained: int


def of_objections(rows: Any, period: Period, *, today: date) -> OfObjections:
    """The figures of these objections against their own rule. One query."""
    answered = Q(pk__in=rows.answered_between(period.first, period.last).order_by().values("pk"))
    unanswered = Q(pk__in=rows.unanswered().order_by().values("pk"))
    became = {name.value: Count("pk", filter=answered & Q(ruling__outcome=name)) for name in ObjectionOutcome}
    counted = rows.order_by().aggregate(
        open=Count("pk", filter=unanswered),
        late=Count("pk", filter=unanswered & Q(due_on__lt=today)),
        answered=Count("pk", filter=answered),
        promised=Count("pk", filter=answered & Q(due_on__isnull=False)),
        on_time=Count("pk", filter=answered & Q(answered_at__date__lte=F("due_on"))),
        **became,
    )
    return OfObjections(**counted)


def of_grants(rows: Any, period: Period) -> OfGrants:
    """What was granted in the period and stands, and what was handed over or paid in it. Two queries."""
    granted = rows.decided_between(period.first, period.last).standing_outcome([*GRANTED])
    sums = granted.order_by().aggregate(granted=Sum("stands_amount"), granted_to=Count("pk"))
    given = Delivery.objects.filter(
        support_request__in=rows.order_by().values("pk"), delivered_on__range=(period.first, period.last)
    )
    handed = given.order_by().aggregate(delivered=Sum("amount"), delivered_to=Count("support_request", distinct=True))
    nothing = Decimal(0)
    return OfGrants(
        sums["granted"] or nothing, sums["granted_to"], handed["delivered"] or nothing, handed["delivered_to"]
    )


def of_deliveries(membership: Membership, period: Period) -> OfDeliveries:
    """For whoever follows deliveries: what this member may know of. Three queries."""
    association = membership.association
    late = (
        late_instalments(association)
        .visible_to(membership)
        .order_by()
        .aggregate(late=Count("pk"), late_sum=Sum(F("amount") - F("delivered")))
    )
    called = (
        association.delivery_checks.visible_to(membership)
        .called()
        .filter(called_at__date__range=(period.first, period.last))
    )
    calls = called.order_by().aggregate(
        confirmed=Count("pk", filter=Q(result=CallResult.RECEIVED)),
        complained=Count("pk", filter=Q(result__in=COMPLAINED)),
    )
    problems = association.delivery_problems.visible_to(membership).unsettled().count()
    return OfDeliveries(late["late"], late["late_sum"] or Decimal(0), problems, **calls)
