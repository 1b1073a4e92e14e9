"""The clock at the cases people will ask about; the naive comparison is in test_clock_properties.py."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation

from associations.clock import (
    ClockError,
    DayOff,
    Excluded,
    Moments,
    OffKind,
    Pause,
    Rule,
    StepKind,
    WorkingCalendar,
    derive,
    result_day,
    working_days_between,
)
from associations.clock_weeks import weeks
from associations.enums import Bound, LastDay, Starts, Unit
from associations.official_holidays import official

GENERAL = Rule(Bound.NONE)
QALAM = Rule(Bound.AT_LEAST, 14, Unit.CALENDAR_DAYS, Starts.RECEIPT)
TWAIM = Rule(Bound.AT_MOST, 15, Unit.WORKING_DAYS, Starts.COMPLETENESS)
HAJAR = Rule(Bound.AT_MOST, 14, Unit.CALENDAR_DAYS, Starts.RECEIPT)
NAMAA = Rule(Bound.NONE)
ROLLED = Rule(Bound.AT_MOST, 14, Unit.CALENDAR_DAYS, Starts.RECEIPT, last_day=LastDay.NEXT_WORKING_DAY)
RIYADH = timezone(timedelta(hours=3))


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture
def calendar() -> WorkingCalendar:
    with translation.override("en"):
        return WorkingCalendar(official=official(2025, 2028))


def test_the_drawn_example_of_twaim_is_due_on_the_eighth_of_april(calendar):
    pause = Pause(march(15), march(17), "waiting for the deed")
    derivation = derive(TWAIM, calendar, Moments(march(8), march(10), (pause,)))
    assert (derivation.starts_on, derivation.due_on) == (march(10), date(2026, 4, 8))
    numbers = dict(derivation.counted)
    assert (numbers[march(15)], numbers[march(18)], numbers[march(25)]) == (3, 4, 5)
    assert Excluded(march(16), OffKind.PAUSE, "waiting for the deed") in derivation.excluded
    assert Excluded(march(20), OffKind.OFFICIAL, "Eid al-Fitr Holiday") in derivation.excluded  # a Friday
    assert [day.date for day in derivation.excluded] == sorted(day.date for day in derivation.excluded)
    assert result_day(TWAIM, calendar, Moments(march(8), march(10), (pause,))) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("rule", "expected_from", "due_on"),
    [
        (GENERAL, None, None),
        (QALAM, date(2026, 3, 22), None),
        (TWAIM, None, date(2026, 4, 6)),
        (HAJAR, None, date(2026, 3, 22)),
        (NAMAA, None, None),
    ],
)
def test_the_five_associations_answer_as_their_policies_say(calendar, rule, expected_from, due_on):
    derivation = derive(rule, calendar, Moments(march(8), march(10)))
    assert (derivation.answer_expected_from, derivation.due_on) == (expected_from, due_on)
    assert derivation.internal_target_on is None


@pytest.mark.parametrize(
    ("length", "start", "due_on"),
    [
        (1, date(2025, 12, 31), date(2026, 1, 1)),  # Wednesday to Thursday, over the year's end
        (5, date(2025, 12, 28), date(2026, 1, 4)),
        (3, date(2026, 2, 18), date(2026, 2, 24)),  # Founding Day, a Sunday
        (1, date(2026, 3, 18), date(2026, 3, 25)),  # the last day before Eid al-Fitr
        (1, date(2026, 5, 25), date(2026, 6, 1)),  # over Arafah and Eid al-Adha
        (1, date(2026, 3, 13), date(2026, 3, 15)),  # a Friday is day 0 as well
        (250, date(2026, 1, 1), date(2026, 12, 31)),  # 261 days Sunday to Thursday, less 1, less 10 holidays
    ],
)
def test_working_days_pass_over_holidays_and_year_ends(calendar, length, start, due_on):
    rule = Rule(Bound.AT_MOST, length, Unit.WORKING_DAYS, Starts.RECEIPT)
    assert derive(rule, calendar, Moments(start)).due_on == due_on


def test_calendar_days_are_not_moved_by_a_holiday_unless_the_association_says_so(calendar):
    moments = Moments(march(5))
    assert derive(HAJAR, calendar, moments).due_on == march(19)  # Eid
    rolled = derive(ROLLED, calendar, moments)
    assert rolled.due_on == march(25)
    assert [day.date for day in rolled.excluded] == [march(day) for day in range(19, 25)]
    assert rolled.counted[-1] == (march(25), 14)
    moved = next(step for step in rolled.steps if step.kind == StepKind.MOVED)
    assert (moved.on, moved.until, moved.name) == (march(19), march(25), "Eid al-Fitr Holiday")


def test_a_last_day_rolls_over_a_pause_as_well():
    rule = Rule(Bound.AT_MOST, 3, Unit.CALENDAR_DAYS, Starts.RECEIPT, last_day=LastDay.NEXT_WORKING_DAY)
    moments = Moments(march(10), pauses=(Pause(march(13), march(16), "waiting"),))  # day 3 is Friday the 13th
    derivation = derive(rule, WorkingCalendar(), moments)
    assert derivation.due_on == march(17)
    assert [day.kind for day in derivation.excluded] == [
        OffKind.WEEKEND,
        OffKind.WEEKEND,
        OffKind.PAUSE,
        OffKind.PAUSE,
    ]


def test_own_closures_and_worked_holidays_override_the_official_list(calendar):
    changed = WorkingCalendar(
        official=calendar.official,
        added={march(11): "Inventory", march(20): "Own Eid"},
        removed=frozenset({march(19), march(21)}),
    )
    assert changed.why_off(march(11)) == DayOff(OffKind.OWN_CLOSURE, "Inventory")
    assert changed.why_off(march(20)) == DayOff(OffKind.OWN_CLOSURE, "Own Eid")
    assert changed.why_off(march(22)) == DayOff(OffKind.OFFICIAL, "Eid al-Fitr Holiday")
    assert changed.why_off(march(21)) == DayOff(OffKind.WEEKEND, "")
    assert changed.why_off(march(19)) is None
    assert changed.is_working(march(19))
    assert not changed.is_working(march(21))


@pytest.mark.parametrize(
    ("moment", "unit", "starts_on"),
    [
        (datetime(2026, 3, 12, 13, 59, tzinfo=RIYADH), Unit.WORKING_DAYS, march(12)),
        (datetime(2026, 3, 12, 14, 0, tzinfo=RIYADH), Unit.WORKING_DAYS, march(15)),
        (datetime(2026, 3, 12, 11, 0, tzinfo=UTC), Unit.CALENDAR_DAYS, march(13)),
        (datetime(2026, 3, 12, 21, 0, tzinfo=UTC), Unit.CALENDAR_DAYS, march(13)),  # midnight in Riyadh
        (march(12), Unit.WORKING_DAYS, march(12)),  # a day without an hour
    ],
)
def test_a_moment_at_or_after_the_cut_off_counts_from_the_next_day(moment, unit, starts_on):
    rule = Rule(Bound.AT_MOST, 5, unit, Starts.RECEIPT, cut_off_hour=14)
    derivation = derive(rule, WorkingCalendar(), Moments(moment))
    assert derivation.starts_on == starts_on
    late = isinstance(moment, datetime) and moment.astimezone(RIYADH).hour >= 14
    assert any(step.kind == StepKind.CUT_OFF for step in derivation.steps) == late


def test_the_day_of_a_moment_is_its_day_in_riyadh():
    moments = Moments(datetime(2026, 3, 10, 21, 0, tzinfo=UTC))
    assert derive(HAJAR, WorkingCalendar(), moments).starts_on == march(11)
    moments = Moments(datetime(2026, 3, 10, 20, 59, tzinfo=UTC))
    assert derive(HAJAR, WorkingCalendar(), moments).starts_on == march(10)


def test_a_case_that_is_not_complete_promises_nothing_yet(calendar):
    derivation = derive(TWAIM, calendar, Moments(march(8)))
    assert (derivation.starts_on, derivation.due_on, derivation.remaining) == (None, None, None)
    assert derivation.excluded == derivation.counted == ()
    assert derivation.steps[0].kind == StepKind.NOT_COMPLETE


@pytest.mark.parametrize(
    ("begins", "due_on", "remaining"),
    [(march(10), None, 15), (march(15), None, 12), (date(2026, 4, 6), date(2026, 4, 6), None)],
)
def test_an_open_pause_holds_the_count_unless_its_last_day_has_come(calendar, begins, due_on, remaining):
    derivation = derive(TWAIM, calendar, Moments(march(8), march(10), (Pause(begins, None, "waiting"),)))
    assert (derivation.due_on, derivation.remaining) == (due_on, remaining)
    assert derivation.stopped_on == (None if due_on else begins)


def test_an_open_pause_keeps_a_last_day_from_moving_to_an_open_day():
    rule = Rule(Bound.AT_MOST, 3, Unit.CALENDAR_DAYS, Starts.RECEIPT, last_day=LastDay.NEXT_WORKING_DAY)
    moments = Moments(march(10), pauses=(Pause(march(13), None, "waiting"),))
    derivation = derive(rule, WorkingCalendar(), moments)
    assert (derivation.due_on, derivation.remaining) == (None, 1)


def test_a_pause_may_begin_on_the_day_the_previous_one_ended():
    pauses = (Pause(march(13), march(15)), Pause(march(11), march(13)))
    derivation = derive(HAJAR, WorkingCalendar(), Moments(march(10), pauses=pauses))
    assert derivation.due_on == date(2026, 3, 28)
    assert len(derivation.excluded) == 4


def test_extensions_add_up_in_the_rules_own_unit(calendar):
    extended = derive(TWAIM, calendar, Moments(march(8), march(10), extensions=(2, 3)))
    assert extended.due_on == date(2026, 4, 13)
    assert [step.number for step in extended.steps if step.kind == StepKind.EXTENDED] == [2, 3]
    assert derive(HAJAR, calendar, Moments(march(8), extensions=(2,))).due_on == march(24)


def test_an_internal_target_stands_beside_a_policy_without_period(calendar):
    target = Rule(Bound.AT_MOST, 10, Unit.WORKING_DAYS, Starts.RECEIPT)
    pause = Pause(march(9), march(10))
    derivation = derive(NAMAA, calendar, Moments(march(8), pauses=(pause,)), internal=target)
    assert (derivation.starts_on, derivation.due_on) == (march(8), None)
    assert derivation.internal_target_on == march(29)
    assert derivation.counted[-1] == (march(29), 10)
    beside = derive(QALAM, calendar, Moments(march(8), extensions=(5,)), internal=target)
    assert (beside.answer_expected_from, beside.internal_target_on) == (march(27), march(26))


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("length_missing", lambda: Rule(Bound.AT_MOST, None, Unit.WORKING_DAYS, Starts.RECEIPT)),
        ("length_not_expected", lambda: Rule(Bound.NONE, 3)),
        ("length_out_of_range", lambda: Rule(Bound.AT_MOST, 0, Unit.WORKING_DAYS, Starts.RECEIPT)),
        ("length_out_of_range", lambda: Rule(Bound.AT_MOST, 3661, Unit.WORKING_DAYS, Starts.RECEIPT)),
        ("unit_missing", lambda: Rule(Bound.AT_MOST, 3, None, Starts.RECEIPT)),
        ("starts_missing", lambda: Rule(Bound.AT_MOST, 3, Unit.WORKING_DAYS)),
        ("unknown_choice", lambda: Rule("sometimes")),
        ("cut_off_hour_out_of_range", lambda: Rule(Bound.NONE, cut_off_hour=24)),
        ("cut_off_hour_out_of_range", lambda: Rule(Bound.NONE, cut_off_hour=-1)),
        ("week_invalid", lambda: WorkingCalendar(week=frozenset())),
        ("week_invalid", lambda: WorkingCalendar(week=frozenset({7}))),
        ("complete_before_received", lambda: Moments(march(8), march(7))),
        (
            "complete_before_received",
            lambda: Moments(datetime(2026, 3, 8, 10, tzinfo=RIYADH), datetime(2026, 3, 8, 9, tzinfo=RIYADH)),
        ),
        ("moment_without_time_zone", lambda: Moments(datetime(2026, 3, 8, 10))),  # noqa: DTZ001 - that is the point
        ("date_out_of_range", lambda: Moments(date(1999, 12, 31))),
        ("date_out_of_range", lambda: Moments(march(8), date(2077, 1, 1))),
        ("date_out_of_range", lambda: Pause(march(8), date(2077, 1, 1))),
        ("pause_end_before_beginning", lambda: Pause(march(8), march(7))),
        ("pauses_overlap", lambda: Moments(march(1), pauses=(Pause(march(8), march(10)), Pause(march(9), march(12))))),
        ("pauses_overlap", lambda: Moments(march(1), pauses=(Pause(march(8)), Pause(march(9), march(12))))),
        ("extension_too_short", lambda: Moments(march(8), extensions=(0,))),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name_when_it_is_made(code, make):
    with pytest.raises(ClockError) as refusal:
        make()
    assert refusal.value.code == code
    assert refusal.value.message


@pytest.mark.parametrize(
    ("code", "rule", "moments"),
    [
        ("extension_without_period", NAMAA, Moments(march(8), extensions=(1,))),
        ("pause_before_start", TWAIM, Moments(march(8), march(10), (Pause(march(9), march(12)),))),
        ("pause_without_clock", TWAIM, Moments(march(8), None, (Pause(march(9), march(12)),))),
        ("pause_without_clock", NAMAA, Moments(march(8), None, (Pause(march(9), march(12)),))),
        ("result_out_of_range", HAJAR, Moments(date(2076, 12, 18))),  # one day too far
        ("result_out_of_range", TWAIM, Moments(date(2076, 12, 20), date(2076, 12, 20))),
    ],
)
def test_what_the_rule_cannot_count_is_refused_by_name_on_both_ways(code, rule, moments):
    for count in (derive, result_day):
        with pytest.raises(ClockError) as refusal:
            count(rule, WorkingCalendar(), moments)
        assert refusal.value.code == code


def test_only_a_period_of_at_most_so_many_days_can_be_an_internal_target():
    with pytest.raises(ClockError) as refusal:
        derive(NAMAA, WorkingCalendar(), Moments(march(8)), internal=QALAM)
    assert refusal.value.code == "internal_not_at_most"


def test_a_result_on_the_very_last_day_of_the_range_stands():
    assert derive(HAJAR, WorkingCalendar(), Moments(date(2076, 12, 17))).due_on == date(2076, 12, 31)
    assert WorkingCalendar().nth_working_day(date(2076, 12, 30), 1) == date(2076, 12, 31)
    with pytest.raises(ClockError, match=r"."):
        WorkingCalendar().nth_working_day(date(2076, 12, 30), 2)


def test_working_days_left_count_from_the_next_day_through_the_last(calendar):
    assert working_days_between(calendar, date(2026, 4, 2), date(2026, 4, 8)) == 4
    assert working_days_between(calendar, date(2026, 4, 8), date(2026, 4, 8)) == 0
    assert working_days_between(calendar, date(2026, 4, 9), date(2026, 4, 8)) == 0
    assert calendar.nth_working_day(date(2026, 4, 2), 4) == date(2026, 4, 8)


def test_the_explaining_calendar_runs_from_the_week_of_day_zero_to_the_week_of_the_result(calendar):
    pause = Pause(march(15), march(17), "waiting")
    drawn = weeks(derive(TWAIM, calendar, Moments(march(8), march(10), (pause,))), calendar)
    assert [(len(week), week[0].date) for week in drawn] == [
        (7, march(8)),
        (7, march(15)),
        (7, march(22)),
        (7, march(29)),
        (7, date(2026, 4, 5)),
    ]
    assert [cell.kind for cell in drawn[0]] == ["out", "out", "start", "count", "count", "weekend", "weekend"]
    assert [cell.kind for cell in drawn[1]] == ["count", "pause", "pause", "count", "off", "off", "off"]
    assert [cell.kind for cell in drawn[4]] == ["count", "count", "count", "due", "out", "out", "out"]
    assert [cell.label for cell in drawn[4]][:4] == ["12", "13", "14", "15"]
    assert [cell.date for week in drawn for cell in week if cell.shows_month] == [
        march(8),
        march(20),
        date(2026, 4, 1),
    ]


def test_a_result_on_a_saturday_ends_the_explaining_calendar(calendar):
    rule = Rule(Bound.AT_MOST, 4, Unit.CALENDAR_DAYS, Starts.RECEIPT)
    drawn = weeks(derive(rule, calendar, Moments(march(10))), calendar)
    assert [cell.kind for cell in drawn[-1]] == ["out", "out", "start", "count", "count", "count", "due"]
    assert len(drawn) == 1


def test_the_explaining_calendar_of_a_stopped_count_goes_on_to_today(calendar):
    stopped = derive(TWAIM, calendar, Moments(march(8), march(10), (Pause(march(11)),)))
    cells = [cell for week in weeks(stopped, calendar, today=march(22)) for cell in week]
    kinds = {cell.date: cell.kind for cell in cells}
    assert (kinds[march(11)], kinds[march(12)], kinds[march(13)]) == ("count", "pause", "weekend")
    assert (kinds[march(22)], kinds[march(23)], cells[-1].date) == ("off", "out", march(28))
    assert len(weeks(stopped, calendar)) == 5


def test_the_explaining_calendar_is_capped_and_keeps_start_and_result(calendar):
    long = Rule(Bound.AT_LEAST, 300, Unit.CALENDAR_DAYS, Starts.RECEIPT)
    drawn = weeks(derive(long, calendar, Moments(march(10))), calendar)
    assert len(drawn) == 26
    kinds = [cell.kind for week in drawn for cell in week]
    assert (kinds.count("start"), kinds.count("expected")) == (1, 1)
    assert drawn[-1][0].shows_month
    assert weeks(derive(NAMAA, calendar, Moments(march(10))), calendar) == []


def test_a_case_returned_in_the_evening_after_the_cut_off_is_paused_from_that_day() -> None:
    evening = datetime(2026, 3, 1, 16, 0, tzinfo=RIYADH)
    rule = Rule("at_most", 3, "calendar_days", "receipt", cut_off_hour=14)
    pause = Pause(date(2026, 3, 1), date(2026, 3, 4))
    assert derive(rule, WorkingCalendar(), Moments(evening, pauses=(pause,))).due_on == date(2026, 3, 7)
