"""What conditions say about a file: pure, for any file, with a reason; and never an error."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.months import months_after
from requests.eligibility import CHOSEN, NUMBERS, Condition, Facts, evaluate, judge
from requests.eligibility_words import reason, said, told, told_to_applicant
from requests.enums import ConditionKind, Operator, Verdict

TODAY = datetime.date(2026, 11, 21)
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN

limits = st.decimals(min_value=0, max_value=10_000, places=2)
days = st.dates(datetime.date(2015, 1, 1), TODAY)


@st.composite
def conditions(draw: Any) -> Condition:
    kind = draw(st.sampled_from(list(ConditionKind)))
    points = draw(st.integers(0, 9))
    if kind in NUMBERS:
        low, high = sorted([draw(limits), draw(limits)])
        operator = draw(st.sampled_from([Operator.AT_MOST, Operator.AT_LEAST, Operator.BETWEEN]))
        return Condition(
            kind,
            operator,
            None if operator == Operator.AT_MOST else low,
            None if operator == Operator.AT_LEAST else high,
            points=points,
        )
    if kind in CHOSEN or kind == ConditionKind.CATEGORY:
        some = st.lists(st.sampled_from(["rented", "male", "1", "الرياض"]), min_size=1, max_size=3, unique=True)
        choices = draw(some)
        return Condition(kind, draw(st.sampled_from([Operator.ONE_OF, Operator.NONE_OF])), choices=tuple(choices))
    if kind == ConditionKind.INTERVAL:
        return Condition(kind, Operator.AT_LEAST, Decimal(draw(st.integers(1, 120))), points=points)
    return Condition(kind, Operator.HOLDS, choices=("7",), names=(("تقرير", "Report"),), document=7, points=points)


@st.composite
def files(draw: Any) -> Facts:
    people = draw(st.none() | st.integers(0, 12))
    return Facts(
        on=TODAY,
        age=draw(st.none() | st.integers(0, 110)),
        sex=draw(st.sampled_from(["", "male"])),
        city=draw(st.sampled_from(["", "الرياض", "أبها"])),
        marital=draw(st.sampled_from(["", "widowed"])),
        employment=draw(st.sampled_from(["", "home"])),
        housing=draw(st.sampled_from(["", "rented", "owned"])),
        categories=draw(st.frozensets(st.sampled_from(["1", "2"]))),
        is_member=draw(st.booleans()),
        people=people,
        per_head=draw(st.decimals(-500, 9_000, places=2)) if people else None,
        documents=draw(st.frozensets(st.integers(6, 8))),
        last_given=draw(st.dictionaries(st.just(1), days)),
    )


@given(conditions(), files(), st.sampled_from(["ar", "en"]), st.booleans())
def test_any_condition_on_any_file_gives_a_finding_in_words(condition, facts, language, sees):
    finding = judge(condition, facts, service=1)
    assert finding.verdict in Verdict.values
    with translation.override(language):
        assert said(condition)
        assert "%(" not in said(condition) + reason(finding, sees_situation=sees)
        assert reason(finding, sees_situation=True)


@given(st.lists(conditions(), max_size=6), files())
def test_the_score_is_the_points_of_what_is_met(rows, facts):
    evaluation = evaluate(rows, facts, service=1)
    assert evaluation.score == sum(one.condition.points for one in evaluation.findings if one.verdict == MET)
    assert 0 <= evaluation.score <= evaluation.out_of
    assert [one.condition for one in evaluation.findings] == rows
    assert sum(evaluation.count(verdict) for verdict in Verdict.values) == len(rows)


@given(limits, limits, files())
def test_a_limit_moved_towards_the_file_never_makes_it_worse(first, second, facts):
    strict, loose = sorted([first, second])
    rows = [Condition(ConditionKind.INCOME, Operator.AT_MOST, high=one) for one in (strict, loose)]
    assert [judge(row, facts).verdict for row in rows] != [MET, NOT_MET]


@given(files())
def test_one_of_and_none_of_are_opposites_where_the_file_says_it(facts):
    for kind in CHOSEN:
        verdicts = {
            judge(Condition(kind, operator, choices=("rented", "male", "widowed", "الرياض")), facts).verdict
            for operator in (Operator.ONE_OF, Operator.NONE_OF)
        }
        assert verdicts in ({MET, NOT_MET}, {UNKNOWN})


@given(days, st.integers(1, 60))
def test_the_interval_ends_on_the_same_day_so_many_months_later(last, months):
    condition = Condition(ConditionKind.INTERVAL, Operator.AT_LEAST, Decimal(months))
    again = months_after(last, months)
    for on, verdict in ((again - datetime.timedelta(days=1), NOT_MET), (again, MET)):
        assert judge(condition, Facts(on=on, last_given={4: last}), service=4).verdict == verdict
    assert judge(condition, Facts(on=last, last_given={4: last}), service=5).verdict == MET


CEILING = Condition(ConditionKind.INCOME, Operator.AT_MOST, high=Decimal(1500))


@pytest.mark.parametrize(
    ("facts", "verdict", "words"),
    [
        ({"people": 4, "per_head": Decimal(1250)}, MET, "صافي دخل الفرد 1,250 ريال، والحد الأعلى 1,500 ريال"),
        ({"people": 4, "per_head": Decimal(1501)}, NOT_MET, "صافي دخل الفرد 1,501 ريال، والحد الأعلى 1,500 ريال"),
        ({"people": 1, "per_head": Decimal(-20)}, MET, "صافي دخل الفرد -20 ريال، والحد الأعلى 1,500 ريال"),
        ({"people": 0}, UNKNOWN, "لم يبق في الأسرة المسجلة أفراد، فلا يُحسب نصيب الفرد"),
        ({"people": None}, UNKNOWN, "لم تُسجل في الملف أسرة بعد"),
    ],
)
def test_the_income_per_head_is_told_with_its_figures_or_says_what_is_missing(facts, verdict, words):
    finding = judge(CEILING, Facts(on=TODAY, **facts))
    with translation.override("ar"):
        assert (finding.verdict, reason(finding, sees_situation=True)) == (verdict, words)
        assert reason(finding, sees_situation=False) == ""


def test_a_city_is_the_same_however_it_is_spelt():
    condition = Condition(ConditionKind.CITY, Operator.ONE_OF, choices=("أبها", "الطائف"))
    assert judge(condition, Facts(on=TODAY, city="ابها")).verdict == MET


def test_the_person_reads_the_same_findings_in_words_that_turn_nobody_away():
    evaluation = evaluate([CEILING], Facts(on=TODAY, people=2, per_head=Decimal(9000)))
    with translation.override("en"):
        assert told(evaluation, sees_situation=True)[0].verdict == "Not met"
        mine = told_to_applicant(evaluation)[0]
    assert (mine.verdict, mine.kind) == ("It does not fit what your file says", "soon")
