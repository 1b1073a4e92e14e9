"""The budget of a service for its period, and what is committed of it: what was granted in it (R14), and what was
given urgently that no grant includes.

A budget that is exceeded warns and never blocks; the body decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from core.hijri import HijriDate

from .enums import BudgetPeriod
from .models import Decision, ServiceVersion
from .urgent import beside_grants

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Budget:
    """Riyals of one period. ``left`` is below zero where more was granted than there is."""

    total: Decimal
    committed: Decimal
    first: date
    last: date

    @property
    def left(self) -> Decimal:
        return self.total - self.committed

    @property
    def is_exceeded(self) -> bool:
        return self.committed > self.total

    @property
    def share(self) -> int:
        """Of a hundred, what is committed; at most 100, for a bar."""
        return min(100, int(self.committed * 100 / self.total))

    def would_exceed(self, amount: Decimal | None) -> bool:
        return amount is not None and self.committed + amount > self.total


def period_of(version: ServiceVersion, on: date) -> tuple[date, date] | None:
    """First and last day of the budget's period that the day lies in; None without a budget."""
    if version.budget is None:
        return None
    if version.budget_period == BudgetPeriod.HIJRI_YEAR:
        year = HijriDate.from_gregorian(on).year
        first = HijriDate(year, 1, 1).to_gregorian()
        return first, HijriDate(year + 1, 1, 1).to_gregorian() - date.resolution
    if version.budget_period == BudgetPeriod.YEAR:
        return date(on.year, 1, 1), date(on.year, 12, 31)
    assert version.budget_from  # the constraint keeps both
    assert version.budget_until
    return version.budget_from, version.budget_until


def budget_of(version: ServiceVersion, *, on: date) -> Budget | None:
    """The budget of the service of these terms; None without one. Two queries."""
    return budgets([version], on=on).get(version.service_id)


def budgets(versions: Iterable[ServiceVersion], *, on: date) -> dict[int, Budget]:
    """By the service's id; services without a budget are left out. Two queries for all of them."""
    periods = {version: period for version in versions if (period := period_of(version, on))}
    if not periods:
        return {}
    within = Q()
    for version, (first, last) in periods.items():
        within |= Q(support_request__service=version.service_id, decided_at__gte=_midnight(first)) & Q(
            decided_at__lt=_midnight(last + date.resolution)
        )
    granted = Decision.objects.filter(within).that_grant()
    sums = dict(granted.order_by().values_list("support_request__service").annotate(Sum("stands")))
    at_once = Q()
    for version, (first, last) in periods.items():
        at_once |= Q(support_request__service=version.service_id, given_on__range=(first, last))
    urgent = beside_grants().filter(at_once).order_by().values_list("support_request__service")
    given = dict(urgent.annotate(Sum("amount")))
    return {
        version.service_id: Budget(
            version.budget or NOTHING,
            (sums.get(version.service_id) or NOTHING) + (given.get(version.service_id) or NOTHING),
            first,
            last,
        )
        for version, (first, last) in periods.items()
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
