"""How many must be there, and what their votes come to: arithmetic alone, without a clock or a database (R6–R9, M2).

Counts are of people *entitled on the item*: seats in office that vote, less those recused from it. Who left the room
is not present; who is present and says nothing has not voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .enums import Choice, Majority, Result


@dataclass(frozen=True)
class Quorum:
    """At least ``count`` people, or at least (``is_more``: more than) the ``share`` of those entitled; one of both."""

    count: int | None = None
    share: Fraction | None = None
    is_more: bool = False

    def __post_init__(self) -> None:
        if (self.count is None) == (self.share is None):
            raise ValueError("a quorum is a count or a share")
        if self.count is not None and self.count < 1:
            raise ValueError("a quorum of nobody")
        if self.share is not None and not (0 < self.share <= 1 and not (self.is_more and self.share == 1)):
            raise ValueError("a share lies above 0 and is at most all")

    def needed(self, entitled: int) -> int:
        """The fewest people with whom the body can decide; at least one. May be more than are entitled."""
        if self.count is not None:
            return self.count
        assert self.share is not None
        exact = self.share * entitled
        whole = exact.numerator // exact.denominator
        return max(1, whole + 1 if self.is_more or exact != whole else whole)

    def is_reachable(self, entitled: int) -> bool:
        """Whether it can be met at all once the recused are taken off; if not, the item goes to the fallback."""
        return self.needed(entitled) <= entitled

    def is_met(self, entitled: int, present: int) -> bool:
        if not 0 <= present <= entitled:
            raise ValueError("those present are among those entitled")
        return present >= self.needed(entitled)


@dataclass(frozen=True)
class Tally:
    """The votes on one motion; ``chair`` is how the one in the chair voted, if they did."""

    entitled: int
    present: int
    in_favour: int
    against: int
    abstaining: int = 0
    chair: Choice | None = None

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstaining) < 0:
            raise ValueError("votes are counted from nought")
        if not self.in_favour + self.against + self.abstaining <= self.present <= self.entitled:
            raise ValueError("nobody votes who is not there, and nobody is there who is not entitled")
        counted = {Choice.FOR: self.in_favour, Choice.AGAINST: self.against, Choice.ABSTAIN: self.abstaining}
        if self.chair is not None and not counted[self.chair]:
            raise ValueError("the chair's vote is among those counted")


def result_of(tally: Tally, *, quorum: Quorum, majority: Majority, casting_vote: bool = False) -> Result:
    """What the votes come to. The chair's casting vote decides a tie of a simple majority, and nothing else."""
    if not quorum.is_met(tally.entitled, tally.present):
        return Result.NO_QUORUM
    if majority == Majority.UNANIMOUS:
        return _carried(tally.in_favour == tally.present)
    if majority == Majority.ABSOLUTE:
        return _carried(2 * tally.in_favour > tally.entitled)
    if majority == Majority.TWO_THIRDS:
        return _carried(3 * tally.in_favour >= 2 * tally.entitled)
    if tally.in_favour != tally.against:
        return _carried(tally.in_favour > tally.against)
    if tally.in_favour and casting_vote and tally.chair in (Choice.FOR, Choice.AGAINST):
        return _carried(tally.chair == Choice.FOR)
    return Result.TIED if tally.in_favour else Result.LOST


def _carried(is_carried: bool) -> Result:
    return Result.CARRIED if is_carried else Result.LOST
