"""The clock against a count written naively here, with sets of days and no shared code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from associations.clock import ClockError, Moments, Pause, Rule, WorkingCalendar, derive, result_day
from associations.enums import Bound, LastDay, Starts, Unit

EPOCH = date(2026, 1, 1)
SPAN = 2000


def naive_result(rule: Rule, calendar: WorkingCalendar, moments: Moments) -> tuple[date | None, set[date]]:
    """The result and the days left out up to it, by listing every day and striking out."""
    start = moments.complete if rule.starts == "completeness" else moments.received
    if start is None:
        return None, set()
    days = [start + timedelta(days=number) for number in range(1, SPAN)]
    closed = {day for day in days if day.weekday() not in calendar.week}
    closed |= set(calendar.official) - set(calendar.removed)
    closed |= set(calendar.added)
    paused, frozen = set(), set()
    for pause in moments.pauses:
        after = {day for day in days if day > pause.from_on}
        if pause.until_on is None:
            frozen |= after
        else:
            paused |= {day for day in after if day <= pause.until_on}
    left_out = paused | frozen | (closed if rule.unit == "working_days" else set())
    counting = [day for day in days if day not in left_out]
    length = rule.length + sum(moments.extensions)
    if len(counting) < length:
        return None, set()
    result = counting[length - 1]
    before = {day for day in days if day < result and day in left_out}
    if rule.last_day == "next_working_day":
        for day in days:
            if day >= result:
                if day in frozen:
                    return None, set()
                if day not in closed and day not in paused:
                    return day, before | {passed for passed in days if result <= passed < day}
    return result, before


def some_days(start: date, most: int) -> st.SearchStrategy[list[date]]:
    offsets = st.lists(st.integers(-5, 200), max_size=most)
    return offsets.map(lambda numbers: [start + timedelta(days=number) for number in numbers])


calendars = st.builds(
    lambda week, official, added, removed: WorkingCalendar(
        frozenset(week), dict.fromkeys(official, "Eid"), dict.fromkeys(added, "closed"), frozenset(removed)
    ),
    st.one_of(st.just({6, 0, 1, 2, 3}), st.sets(st.integers(0, 6), min_size=1)),
    some_days(EPOCH, 20),
    some_days(EPOCH, 10),
    some_days(EPOCH, 10),
)
rules = st.builds(
    Rule,
    st.sampled_from([Bound.AT_MOST, Bound.AT_LEAST]),
    st.integers(1, 60),
    st.sampled_from(list(Unit)),
    st.sampled_from(list(Starts)),
    last_day=st.sampled_from(list(LastDay)),
)


@st.composite
def pauses_after(draw: st.DrawFn, start: date) -> tuple[Pause, ...]:
    pauses, begins = [], start
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=4)):
        begins += timedelta(days=gap)
        pauses.append(Pause(begins, begins + timedelta(days=length), "waiting"))
        begins += timedelta(days=length)
    if draw(st.integers(0, 5)) == 0:
        pauses.append(Pause(begins + timedelta(days=draw(st.integers(0, 25))), None, "waiting"))
    return tuple(draw(st.permutations(pauses)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rule, WorkingCalendar, Moments]:
    rule = draw(rules)
    received = EPOCH + timedelta(days=draw(st.integers(0, 60)))
    complete = received + timedelta(days=draw(st.integers(0, 10)))
    start = complete if rule.starts == Starts.COMPLETENESS else received
    pauses = draw(pauses_after(start))
    extensions = tuple(draw(st.lists(st.integers(1, 15), max_size=2)))
    return rule, draw(calendars), Moments(received, complete, pauses, extensions)


@settings(max_examples=400, deadline=None)
@given(cases())
def test_every_result_and_every_day_left_out_equal_a_naive_count(case):
    rule, calendar, moments = case
    derivation = derive(rule, calendar, moments)
    result, left_out = naive_result(rule, calendar, moments)
    assert (derivation.due_on or derivation.answer_expected_from) == result
    assert (derivation.due_on is None) or rule.bound == Bound.AT_MOST
    if result:
        assert {day.date for day in derivation.excluded} == left_out
        assert derivation.remaining is None
    else:
        assert derivation.remaining >= 1


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_look_up_for_many_cases_agrees_with_the_derivation(case):
    assert result_day(*case) == derive(*case).result_on


@settings(max_examples=200, deadline=None)
@given(cases())
def test_counted_and_excluded_days_are_every_day_from_day_one_through_the_result(case):
    rule, calendar, moments = case
    derivation = derive(rule, calendar, moments)
    told = sorted([day for day, _ in derivation.counted] + [day.date for day in derivation.excluded])
    length = (derivation.result_on - derivation.starts_on).days if derivation.result_on else len(told)
    assert told == [derivation.starts_on + timedelta(days=number) for number in range(1, length + 1)]
    assert derivation.stopped_on is None or max([derivation.starts_on, *told]) <= derivation.stopped_on
    wanted = rule.length + sum(moments.extensions)
    assert [number for _, number in derivation.counted][: wanted - 1] == list(range(1, len(derivation.counted) + 1))[
        : wanted - 1
    ]
    assert len(derivation.counted) + (derivation.remaining or 0) == wanted


@settings(max_examples=300, deadline=None)
@given(cases(), st.integers(0, 90))
def test_adding_an_excluded_day_never_makes_the_due_date_earlier(case, offset):
    rule, calendar, moments = case
    day = moments.received + timedelta(days=offset)
    more = WorkingCalendar(calendar.week, calendar.official, {**calendar.added, day: "closed"}, calendar.removed)
    before, after = derive(rule, calendar, moments).result_on, derive(rule, more, moments).result_on
    assert after is None or (before is not None and after >= before)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 90), st.integers(0, 89), st.integers(0, 60), st.sampled_from(list(Starts)))
def test_a_pause_of_k_uncounted_calendar_days_moves_a_calendar_day_result_by_exactly_k(length, begins, k, starts):
    rule = Rule(Bound.AT_MOST, length, Unit.CALENDAR_DAYS, starts)
    begins_on = EPOCH + timedelta(days=begins % length)
    pause = Pause(begins_on, begins_on + timedelta(days=k))
    plain = derive(rule, WorkingCalendar(), Moments(EPOCH, EPOCH))
    paused = derive(rule, WorkingCalendar(), Moments(EPOCH, EPOCH, (pause,)))
    assert paused.due_on - plain.due_on == timedelta(days=k)
    assert len(paused.excluded) == k


@settings(max_examples=200, deadline=None)
@given(cases(), st.integers(1, 30))
def test_an_extension_equals_a_longer_rule(case, days):
    rule, calendar, moments = case
    longer = Rule(rule.bound, rule.length + days, rule.unit, rule.starts, last_day=rule.last_day)
    extended = Moments(moments.received, moments.complete, moments.pauses, (*moments.extensions, days))
    assert derive(rule, calendar, extended).result_on == derive(longer, calendar, moments).result_on


@settings(max_examples=200, deadline=None)
@given(cases(), st.integers(0, 20), st.booleans())
def test_a_pause_wholly_after_the_result_has_no_effect(case, gap, is_open):
    rule, calendar, moments = case
    derivation = derive(rule, calendar, moments)
    if derivation.result_on is None:
        return
    begins = max([derivation.result_on, *(pause.until_on or date.max for pause in moments.pauses)])
    if begins == date.max:
        return
    begins += timedelta(days=gap)
    late = Pause(begins, None if is_open else begins + timedelta(days=3), "late")
    again = derive(
        rule, calendar, Moments(moments.received, moments.complete, (*moments.pauses, late), moments.extensions)
    )
    assert (again.result_on, again.excluded, again.steps) == (
        derivation.result_on,
        derivation.excluded,
        derivation.steps,
    )


@settings(max_examples=200, deadline=None)
@given(cases())
def test_a_rolled_result_is_always_a_working_day_outside_every_pause(case):
    rule, calendar, moments = case
    rule = Rule(rule.bound, rule.length, rule.unit, rule.starts, last_day=LastDay.NEXT_WORKING_DAY)
    result = derive(rule, calendar, moments).result_on
    if result:
        assert calendar.is_working(result)
        assert not any(pause.covers(result) for pause in moments.pauses)


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(1, 40))
def test_an_internal_target_is_the_same_count_without_extensions(case, length):
    rule, calendar, moments = case
    internal = Rule(Bound.AT_MOST, length, rule.unit, rule.starts)
    alone = derive(internal, calendar, Moments(moments.received, moments.complete, moments.pauses))
    assert derive(rule, calendar, moments, internal=internal).internal_target_on == alone.due_on


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2076, 12, 31)), st.integers(1, 3660), st.sampled_from(list(Unit)))
def test_every_day_of_the_range_is_counted_or_refused_by_name(start, length, unit):
    rule = Rule(Bound.AT_MOST, length, unit, Starts.RECEIPT)
    far_enough = start + timedelta(days=length * 7 / 5 + 7) <= date(2076, 12, 31)
    if far_enough:
        due_on = derive(rule, WorkingCalendar(), Moments(start)).due_on
        assert start < due_on <= date(2076, 12, 31)
    elif start + timedelta(days=length) > date(2076, 12, 31):
        for count in (derive, result_day):
            with pytest.raises(ClockError) as refusal:
                count(rule, WorkingCalendar(), Moments(start))
            assert refusal.value.code == "result_out_of_range"
