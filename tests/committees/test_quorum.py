"""Quorum and majority: a table by hand, and what must hold for any body."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.enums import Choice, Majority, Result
from committees.quorum import Quorum, Tally, result_of

HALF = Quorum(share=Fraction(1, 2), is_more=True)
TWO_THIRDS = Quorum(share=Fraction(2, 3))
THREE = Quorum(count=3)
ALWAYS = Quorum(count=1)


@pytest.mark.parametrize(
    ("quorum", "entitled", "needed"),
    [
        (HALF, 5, 3),
        (HALF, 4, 3),  # half of four is not more than half
        (HALF, 3, 2),
        (HALF, 1, 1),
        (HALF, 0, 1),  # everybody recused: nobody decides
        (TWO_THIRDS, 5, 4),
        (TWO_THIRDS, 6, 4),
        (TWO_THIRDS, 3, 2),
        (Quorum(share=Fraction(1)), 5, 5),
        (THREE, 5, 3),
        (THREE, 2, 3),
    ],
)
def test_the_fewest_who_can_decide(quorum, entitled, needed):
    assert quorum.needed(entitled) == needed
    assert quorum.is_reachable(entitled) == (needed <= entitled)


def votes(entitled, present, in_favour, against, abstaining=0, chair=None):
    return Tally(entitled, present, in_favour, against, abstaining, chair)


@pytest.mark.parametrize(
    ("tally", "quorum", "majority", "casting", "result"),
    [
        (votes(5, 2, 2, 0), HALF, Majority.SIMPLE, False, Result.NO_QUORUM),
        (votes(3, 2, 2, 0), HALF, Majority.SIMPLE, False, Result.CARRIED),  # two recused of five
        (votes(5, 5, 2, 1, 2), HALF, Majority.SIMPLE, False, Result.CARRIED),
        (votes(5, 5, 2, 1, 2), HALF, Majority.ABSOLUTE, False, Result.LOST),
        (votes(5, 3, 3, 0), HALF, Majority.ABSOLUTE, False, Result.CARRIED),
        (votes(4, 4, 2, 2), HALF, Majority.ABSOLUTE, True, Result.LOST),  # no casting vote outside a simple majority
        (votes(6, 6, 4, 2), HALF, Majority.TWO_THIRDS, False, Result.CARRIED),
        (votes(5, 5, 3, 2), HALF, Majority.TWO_THIRDS, False, Result.LOST),
        (votes(5, 3, 3, 0), HALF, Majority.UNANIMOUS, False, Result.CARRIED),
        (votes(5, 4, 3, 0, 1), HALF, Majority.UNANIMOUS, False, Result.LOST),
        (votes(4, 4, 2, 2, 0, Choice.FOR), HALF, Majority.SIMPLE, True, Result.CARRIED),
        (votes(4, 4, 2, 2, 0, Choice.AGAINST), HALF, Majority.SIMPLE, True, Result.LOST),
        (votes(4, 4, 2, 2, 0, Choice.FOR), HALF, Majority.SIMPLE, False, Result.TIED),
        (votes(4, 3, 1, 1, 1, Choice.ABSTAIN), HALF, Majority.SIMPLE, True, Result.TIED),
        (votes(4, 4, 2, 2), HALF, Majority.SIMPLE, True, Result.TIED),  # the chair is recused or away
        (votes(5, 5, 0, 0, 5), HALF, Majority.SIMPLE, True, Result.LOST),
        (votes(5, 5, 0, 0, 0), HALF, Majority.SIMPLE, False, Result.LOST),
    ],
)
def test_what_the_votes_come_to(tally, quorum, majority, casting, result):
    assert result_of(tally, quorum=quorum, majority=majority, casting_vote=casting) == result


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Quorum(),
        lambda: Quorum(count=2, share=Fraction(1, 2)),
        lambda: Quorum(count=0),
        lambda: Quorum(share=Fraction(0)),
        lambda: Quorum(share=Fraction(1), is_more=True),
        lambda: Quorum(share=Fraction(4, 3)),
        lambda: votes(3, 4, 0, 0),
        lambda: votes(3, 3, 2, 2),
        lambda: votes(3, 3, -1, 0),
        lambda: votes(3, 3, 1, 0, 0, Choice.AGAINST),
        lambda: HALF.is_met(3, 4),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"a quorum|a share|votes are|nobody votes|chair's vote|those present"):
        wrong()


@st.composite
def bodies(draw):
    entitled = draw(st.integers(1, 15))
    present = draw(st.integers(0, entitled))
    in_favour = draw(st.integers(0, present))
    against = draw(st.integers(0, present - in_favour))
    return votes(entitled, present, in_favour, against, draw(st.integers(0, present - in_favour - against)))


quorums = st.one_of(
    st.builds(Quorum, count=st.integers(1, 15)),
    st.builds(
        lambda low, high: Quorum(share=Fraction(min(low, high), max(low, high))), st.integers(1, 9), st.integers(1, 9)
    ),
)


@given(bodies(), quorums, st.sampled_from(Majority))
def test_a_vote_that_turns_in_favour_never_loses_what_was_carried(tally, quorum, majority):
    if tally.against and result_of(tally, quorum=quorum, majority=majority) == Result.CARRIED:
        turned = replace(tally, in_favour=tally.in_favour + 1, against=tally.against - 1)
        assert result_of(turned, quorum=quorum, majority=majority) == Result.CARRIED


@given(bodies(), quorums, st.sampled_from(Majority))
def test_nothing_is_carried_without_a_vote_for_it_or_without_quorum(tally, quorum, majority):
    if result_of(tally, quorum=quorum, majority=majority) == Result.CARRIED:
        assert tally.in_favour >= 1
        assert quorum.is_met(tally.entitled, tally.present)


@given(bodies())
def test_a_stricter_majority_carries_no_more(tally):
    carried = [
        result_of(tally, quorum=ALWAYS, majority=kind) == Result.CARRIED
        for kind in (Majority.TWO_THIRDS, Majority.ABSOLUTE, Majority.SIMPLE)
    ]
    assert carried == sorted(carried)


@given(quorums, st.integers(0, 40))
def test_one_more_entitled_never_lowers_the_quorum_and_asks_at_most_one_more(quorum, entitled):
    now, then = quorum.needed(entitled), quorum.needed(entitled + 1)
    assert now <= then <= now + 1
