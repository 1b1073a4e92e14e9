"""Net income per head: sums, rounding once at the end, more owed than comes in, a household of nobody."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.need import per_head

riyals = st.decimals(min_value=0, max_value=99999, places=2)


@pytest.mark.parametrize(
    ("incomes", "obligations", "people", "net", "each"),
    [
        (["4200", "720.50"], ["1250"], 5, "3670.50", "734.10"),
        (["100"], [], 3, "100", "33.33"),
        (["100.01"], [], 2, "100.01", "50.01"),  # half a halala goes up
        (["900"], ["1250"], 2, "-350", "-175.00"),
        ([], [], 1, "0", "0.00"),
    ],
)
def test_what_is_left_is_divided_by_who_lives_of_it(incomes, obligations, people, net, each):
    figures = per_head(map(Decimal, incomes), map(Decimal, obligations), people=people)
    assert (figures.net, figures.per_head) == (Decimal(net), Decimal(each))


def test_a_household_of_nobody_has_no_income_per_head():
    assert per_head([Decimal(100)], [], people=0).per_head is None


@pytest.mark.parametrize(("incomes", "people"), [([Decimal(-1)], 1), ([Decimal(1)], -1)])
def test_sums_and_people_below_zero_are_a_mistake_of_the_program(incomes, people):
    with pytest.raises(ValueError, match="zero or more"):
        per_head(incomes, [], people=people)


@given(st.lists(riyals, max_size=8), st.lists(riyals, max_size=8), st.integers(1, 40))
def test_the_arithmetic_shown_adds_up(incomes, obligations, people):
    figures = per_head(incomes, obligations, people=people)
    assert figures.income - figures.owed == figures.net
    assert abs(figures.per_head * people - figures.net) <= Decimal("0.005") * people
