"""Net income per head of a household, with its arithmetic (R13). Pure: sums in, figures out; no database.

Incomes and obligations are monthly riyals of members who stand in the household on the day. The net may be below
zero. Halalas are rounded half up, once, at the end. A household of nobody has no income per head.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
HALALA = Decimal("0.01")


@dataclass(frozen=True)
class PerHead:
    """The figures of one household: what comes in, what is owed, how many live of the rest."""

    incomes: tuple[Decimal, ...]
    obligations: tuple[Decimal, ...]
    people: int

    @property
    def income(self) -> Decimal:
        return sum(self.incomes, ZERO)

    @property
    def owed(self) -> Decimal:
        return sum(self.obligations, ZERO)

    @property
    def net(self) -> Decimal:
        """Below zero where more is owed than comes in."""
        return self.income - self.owed

    @property
    def per_head(self) -> Decimal | None:
        """None for a household of nobody."""
        return (self.net / self.people).quantize(HALALA, rounding=ROUND_HALF_UP) if self.people else None


def per_head(incomes: Iterable[Decimal], obligations: Iterable[Decimal], *, people: int) -> PerHead:
    """The figures; raises ``ValueError`` for a sum below zero or fewer than no people."""
    income, owed = tuple(incomes), tuple(obligations)
    if people < 0 or any(amount < 0 for amount in (*income, *owed)):
        raise ValueError("sums and people are zero or more")
    return PerHead(income, owed, people)
