"""What was answered in a period, in groups of five and more: count, mean and distribution, reckoned by the database.

Six queries whatever the number of answers, services or offices. What may be shown is decided in ``suppression``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from associations.enums import SurveyMethod
from associations.models import Association

from .enums import DEGREES, Kind, Scale
from .models import Question
from .periods import Period
from .suppression import ALL, Cell, protect

SERVICE, OFFICE, METHOD = "service", "office", "method"
BY: dict[str, tuple[str, ...]] = {
    SERVICE: ("response__service", "response__service__name_ar", "response__service__name_en"),
    OFFICE: ("response__office", "response__office__name_ar", "response__office__name_en"),
    METHOD: ("response__method",),
}
HEADINGS = {SERVICE: gettext_lazy("By service"), OFFICE: gettext_lazy("By office"), METHOD: gettext_lazy("By way")}


@dataclass(frozen=True)
class Figures:
    """One group. A hidden one carries no number at all, so that no page can show it by mistake."""

    label: str
    count: int | None = None
    mean: Decimal | None = None
    distribution: tuple[tuple[Any, int], ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True)
class Table:
    name: str
    heading: Any
    rows: list[Figures]

    @property
    def hides(self) -> bool:
        return any(row.is_hidden for row in self.rows)


@dataclass(frozen=True)
class Results:
    """A hidden total with no table means too few answers; ``is_empty`` means none at all."""

    period: Period
    total: Figures
    is_empty: bool
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """The answers to one question of one version of a questionnaire."""

    question: Question
    questionnaire: str
    figures: Figures


def overall(association: Association, period: Period) -> Results:
    """Overall satisfaction of the period, and its parts by service, office and way. Four queries."""
    months = period.months
    answers = association.survey_answers.overall().of_year(months)
    all_rows = list(answers.counted(period.days, months, "association"))
    total = all_rows[0] if all_rows else None
    if total is None:
        return Results(period, Figures(_("All together")), is_empty=True)
    parts = {name: list(answers.counted(period.days, months, *by)) for name, by in BY.items()}
    counts = {name: {row[BY[name][0]]: _counts(row) for row in rows} for name, rows in parts.items()}
    hidden = protect(counts, _counts(total))
    is_total_hidden = any((ALL, period.column) in cells for cells in hidden.values())
    tables = [
        Table(name, HEADINGS[name], _rows(name, rows, hidden[name], period))
        for name, rows in parts.items()
        if total["n"]
    ]
    return Results(
        period,
        _figures(_("All together"), total, is_hidden=is_total_hidden),
        is_empty=not total["n"],
        tables=[] if is_total_hidden else tables,
    )


def by_question(association: Association, period: Period) -> list[Asked]:
    """Each other question with its answers, versions apart; own words are not shown here. Two queries and one more."""
    months = period.months
    key = ("response__survey", "response__survey__kind", "response__survey__number", "question")
    answers = association.survey_answers.exclude(question__scale=Scale.TEXT).filter(question__is_overall=False)
    counted = [row for row in answers.of_year(months).counted(period.days, months, *key) if row["n"]]
    spread: dict[tuple[int, int], dict[int, int]] = {}
    for row in answers.spread(period.days, "response__survey", "question"):
        of_one = spread.setdefault((row["response__survey"], row["question"]), {})
        of_one[row["option"] if row["number"] is None else row["number"]] = row["n"]
    ids = {row["question"] for row in counted}
    questions = association.survey_questions.prefetch_related("options").in_bulk(ids) if ids else {}
    order = sorted(counted, key=lambda row: (list(Kind).index(row[key[1]]), -row[key[2]], row["question"]))
    return [_asked(row, questions[row["question"]], spread[row[key[0]], row["question"]], period) for row in order]


def _asked(row: Mapping[str, Any], question: Question, spread: Mapping[int, int], period: Period) -> Asked:
    words = {"kind": Kind(row["response__survey__kind"]).label, "number": row["response__survey__number"]}
    questionnaire = _("%(kind)s, version %(number)s") % words
    cells = protect({"alone": {}}, _counts(row))["alone"]
    if (ALL, period.column) in cells:
        return Asked(question, questionnaire, Figures(question.text))
    has_mean = question.scale in (Scale.FIVE, Scale.ZERO_TO_TEN)
    distribution = tuple((words, spread.get(value, 0)) for value, words in question.choices())
    mean = _mean(row["points"], row["n"]) if has_mean else None
    return Asked(question, questionnaire, Figures(question.text, row["n"], mean, distribution))


def _counts(row: Mapping[str, Any]) -> list[int]:
    """The twelve months and the year."""
    months = [row[f"m{place}"] for place in range(12)]
    return [*months, sum(months)]


def _rows(name: str, rows: list[dict[str, Any]], hidden: set[Cell], period: Period) -> list[Figures]:
    """Groups that have an answer in the period: shown ones first, the most answered first."""
    here = [row for row in rows if row["n"]]
    figures = [
        _figures(_LABELS[name](row), row, is_hidden=(row[BY[name][0]], period.column) in hidden) for row in here
    ]
    return sorted(figures, key=lambda row: (row.is_hidden, -(row.count or 0), row.label))


def _figures(label: str, row: Mapping[str, Any], *, is_hidden: bool) -> Figures:
    if is_hidden or not row["n"]:
        return Figures(label)
    distribution = tuple((words, row[f"p{degree}"]) for degree, words in DEGREES)
    return Figures(label, row["n"], _mean(row["points"], row["n"]), distribution)


def _mean(points: int, count: int) -> Decimal:
    return (Decimal(points) / count).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _named(prefix: str) -> Callable[[Mapping[str, Any]], str]:
    def label(row: Mapping[str, Any]) -> str:
        name = row[f"{prefix}__name_en" if get_language() == "en" else f"{prefix}__name_ar"]
        return name or _("Not stated")

    return label


_LABELS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    SERVICE: _named("response__service"),
    OFFICE: _named("response__office"),
    METHOD: lambda row: str(SurveyMethod(row["response__method"]).label),
}
