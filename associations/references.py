"""Reference numbers: one series for each kind of paper, association and Hijri year, without a gap or a double.

The counter's row is locked until the transaction ends, so a number taken by work that failed is given again.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.models import F

from core.hijri import HijriDate

from .models import Association, ReferenceCounter


def next_numbers(association: Association, series: str, *, on: date, count: int) -> tuple[int, range]:
    """(Hijri year, numbers) of the next papers. Only inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a reference is taken inside the transaction that uses it")
    year = HijriDate.from_gregorian(on).year
    key = {"association": association, "series": series, "year": year}
    ReferenceCounter.objects.bulk_create([ReferenceCounter(**key)], ignore_conflicts=True)
    ReferenceCounter.objects.filter(**key).update(last=F("last") + count)
    last = ReferenceCounter.objects.get(**key).last
    return year, range(last - count + 1, last + 1)


def next_number(association: Association, series: str, *, on: date) -> tuple[int, int]:
    """(Hijri year, number) of the next paper. Only inside a transaction."""
    year, numbers = next_numbers(association, series, on=on, count=1)
    return year, numbers[0]


def next_reference(association: Association, series: str, *, on: date) -> str:
    """For example ``R-1448-000123``."""
    return next_references(association, series, on=on, count=1)[0]


def next_references(association: Association, series: str, *, on: date, count: int) -> list[str]:
    """So many of them, one after another."""
    year, numbers = next_numbers(association, series, on=on, count=count)
    return [f"{series}-{year}-{number:06d}" for number in numbers]
