"""What the conditions of a service say about a file (R14): met, not met, or not to be told, each with its fact.

Pure: conditions and facts in, findings out; no database, no words. A finding advises and never decides. What the file
does not say is "cannot be told", also where it would be divided by a household of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.months import months_after
from core.names import fold

from .enums import ConditionKind, Operator, Verdict

NUMBERS = (ConditionKind.INCOME, ConditionKind.AGE, ConditionKind.PEOPLE)
CHOSEN = (
    ConditionKind.CITY,
    ConditionKind.MARITAL,
    ConditionKind.EMPLOYMENT,
    ConditionKind.HOUSING,
    ConditionKind.SEX,
)
# What only those see who may see the situation of a beneficiary; to others the verdict alone is shown.
OF_THE_SITUATION = frozenset(
    {
        ConditionKind.INCOME,
        ConditionKind.PEOPLE,
        ConditionKind.MARITAL,
        ConditionKind.EMPLOYMENT,
        ConditionKind.HOUSING,
        ConditionKind.DOCUMENT,
    }
)
NOT_ENTERED, NO_HOUSEHOLD, EMPTY_HOUSEHOLD = "not_entered", "no_household", "empty_household"
Fact = Decimal | int | str | date | tuple[str, ...] | None


@dataclass(frozen=True)
class Condition:
    """One typed row: what is looked at, how it is compared, with what, and what it counts for."""

    kind: str
    operator: str
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # the choices, or the document, in Arabic and English
    document: int | None = None
    points: int = 1


@dataclass(frozen=True)
class Facts:
    """What a file says on a day; what it does not say is None or empty."""

    on: date
    age: int | None = None
    sex: str = ""
    city: str = ""
    marital: str = ""
    employment: str = ""
    housing: str = ""
    categories: frozenset[str] = frozenset()
    is_member: bool = False
    people: int | None = None  # None without a household, 0 where everybody has left it
    net: Decimal | None = None  # of the household, a month
    per_head: Decimal | None = None
    documents: frozenset[int] = frozenset()  # kinds of which a valid one is in the file
    last_given: Mapping[int, date] = field(default_factory=dict)  # by the service's id


@dataclass(frozen=True)
class Finding:
    condition: Condition
    verdict: str
    fact: Fact = None
    because: str = ""  # why it cannot be told

    @property
    def is_met(self) -> bool:
        return self.verdict == Verdict.MET


@dataclass(frozen=True)
class Evaluation:
    """All findings of one service on one file, with the score they give."""

    on: date
    findings: tuple[Finding, ...]

    @property
    def score(self) -> int:
        return sum(finding.condition.points for finding in self.findings if finding.is_met)

    @property
    def out_of(self) -> int:
        return sum(finding.condition.points for finding in self.findings)

    def count(self, verdict: str) -> int:
        return sum(finding.verdict == verdict for finding in self.findings)

    @property
    def met(self) -> int:
        return self.count(Verdict.MET)


def evaluate(conditions: Iterable[Condition], facts: Facts, *, service: int | None = None) -> Evaluation:
    """Every condition on the facts, in the order given; ``service`` is whose last time counts."""
    return Evaluation(facts.on, tuple(judge(condition, facts, service=service) for condition in conditions))


def judge(condition: Condition, facts: Facts, *, service: int | None = None) -> Finding:
    """One condition on the facts; never an error, whatever the file lacks."""
    if condition.kind in NUMBERS:
        return _number(condition, facts)
    if condition.kind in CHOSEN or condition.kind == ConditionKind.CATEGORY:
        return _choice(condition, facts)
    if condition.kind == ConditionKind.INTERVAL:
        return _interval(condition, facts, service)
    if condition.kind == ConditionKind.DOCUMENT:
        return Finding(condition, _verdict(condition.document in facts.documents))
    return Finding(condition, _verdict(facts.is_member))


def _verdict(holds: bool) -> str:
    return Verdict.MET if holds else Verdict.NOT_MET


def _number(condition: Condition, facts: Facts) -> Finding:
    value: Decimal | int | None
    if condition.kind == ConditionKind.AGE:
        value, because = facts.age, NOT_ENTERED
    else:
        value = facts.per_head if condition.kind == ConditionKind.INCOME else facts.people
        because = NO_HOUSEHOLD if facts.people is None else EMPTY_HOUSEHOLD
        if not facts.people:
            value = None
    if value is None:
        return Finding(condition, Verdict.UNKNOWN, because=because)
    holds = (condition.low is None or value >= condition.low) and (condition.high is None or value <= condition.high)
    return Finding(condition, _verdict(holds), value)


def _choice(condition: Condition, facts: Facts) -> Finding:
    has = facts.categories if condition.kind == ConditionKind.CATEGORY else {_text(condition.kind, facts)} - {""}
    if not has:
        return Finding(condition, Verdict.UNKNOWN, because=NOT_ENTERED)
    named = not {fold(value) for value in has}.isdisjoint(map(fold, condition.choices))
    holds = named if condition.operator == Operator.ONE_OF else not named
    return Finding(condition, _verdict(holds), tuple(sorted(has)))


def _text(kind: str, facts: Facts) -> str:
    return {
        ConditionKind.CITY: facts.city,
        ConditionKind.MARITAL: facts.marital,
        ConditionKind.EMPLOYMENT: facts.employment,
        ConditionKind.HOUSING: facts.housing,
        ConditionKind.SEX: facts.sex,
    }[ConditionKind(kind)]


def _interval(condition: Condition, facts: Facts, service: int | None) -> Finding:
    last = facts.last_given.get(service) if service is not None else None
    if last is None:
        return Finding(condition, Verdict.MET)
    return Finding(condition, _verdict(next_time(condition, last) <= facts.on), last)


def next_time(condition: Condition, last: date) -> date:
    """The first day on which the interval has passed."""
    return months_after(last, int(condition.low or 0))
