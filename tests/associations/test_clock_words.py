"""The derivation read aloud: one sentence a step, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from associations.clock import (
    Excluded,
    Moments,
    OffKind,
    Pause,
    Rule,
    WorkingCalendar,
    derive,
)
from associations.clock_words import full_date, left_text, reason_text, rule_text, sentences, short_date
from associations.enums import Bound, LastDay, Starts, Unit
from associations.official_holidays import official

TWAIM = Rule(Bound.AT_MOST, 15, Unit.WORKING_DAYS, Starts.COMPLETENESS)
QALAM = Rule(Bound.AT_LEAST, 14, Unit.CALENDAR_DAYS, Starts.RECEIPT)


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture
def english():
    with translation.override("en"):
        yield WorkingCalendar(official=official(2026, 2027))


def test_the_drawn_example_is_told_step_by_step(english):
    moments = Moments(march(8), march(10), (Pause(march(15), march(17), "waiting for the deed"),))
    assert sentences(derive(TWAIM, english, moments), "Policy of Twaim, version 2") == [
        "Complete on Tuesday 10 March (21 Ramadan); the count starts on the next day.",
        "Policy of Twaim, version 2: no more than 15 working days from the day the case is complete.",
        "Not counted, as the week's end: Friday and Saturday.",
        "Paused (waiting for the deed) from 15 March (26 Ramadan) to 17 March (28 Ramadan): 2 days are not counted.",
        "Not counted: Eid al-Fitr Holiday, from 19 March (30 Ramadan) to 24 March (5 Shawwal).",
        "Last day for the answer: Wednesday 20 Shawwal 1447 AH (8 April 2026).",
    ]


def test_a_period_of_at_least_says_that_no_last_day_is_promised(english):
    told = sentences(derive(QALAM, english, Moments(march(8), extensions=(1,))))
    assert told[1:] == [
        "The policy: no less than 14 days from the day of receipt.",
        "The period was extended by 1 day.",
        "An answer can be expected from Monday 4 Shawwal 1447 AH (23 March 2026) on; the policy sets no last day.",
    ]


def test_a_policy_without_period_says_so_and_tells_the_internal_target(english):
    rule = Rule(Bound.AT_MOST, 1, Unit.WORKING_DAYS, Starts.RECEIPT)
    told = sentences(derive(Rule(Bound.NONE), english, Moments(march(8)), internal=rule))
    assert told[0] == "The policy sets no period for the answer."
    assert told[-1] == (
        "The association's own target, no more than 1 working day from the day of receipt: "
        "Monday 20 Ramadan 1447 AH (9 March 2026)."
    )


def test_a_case_that_is_not_complete_says_what_the_clock_waits_for(english):
    told = sentences(derive(TWAIM, english, Moments(march(8))))
    assert told[0] == "The period has not started: it starts on the day the case is complete."


def test_a_stopped_count_says_since_when_and_what_is_left(english):
    told = sentences(derive(TWAIM, english, Moments(march(8), march(10), (Pause(march(15)),))))
    assert told[-1] == (
        "Paused (no reason recorded) since 15 March (26 Ramadan): the count stands still with 12 working days left."
    )


def test_a_moment_past_the_cut_off_is_told_once_with_the_day_it_counts_from(english):
    rule = Rule(Bound.AT_MOST, 3, Unit.WORKING_DAYS, Starts.RECEIPT, cut_off_hour=14)
    told = sentences(derive(rule, english, Moments(datetime(2026, 3, 12, 12, tzinfo=UTC))))
    assert told[0] == (
        "Received on 12 March (23 Ramadan) at 14:00 or later, so it counts as received on 15 March (26 Ramadan)."
    )
    assert not any("next day" in sentence for sentence in told)


def test_a_moved_last_day_names_what_it_was_moved_off(english):
    rule = Rule(Bound.AT_MOST, 14, Unit.CALENDAR_DAYS, Starts.RECEIPT, last_day=LastDay.NEXT_WORKING_DAY)
    told = sentences(derive(rule, english, Moments(march(5))))
    assert told[2] == ("Eid al-Fitr Holiday: the last day moves from 19 March (30 Ramadan) to 25 March (6 Shawwal).")
    assert not any(sentence.startswith("Not counted") for sentence in told)


def test_closures_of_one_day_and_of_several_are_told_apart(english):
    days = {march(11): "Inventory", march(15): "Moving house", march(16): "Moving house"}
    calendar = WorkingCalendar(official=english.official, added=days)
    told = sentences(derive(TWAIM, calendar, Moments(march(8), march(10))))
    assert "Not counted: Inventory, on 11 March (22 Ramadan)." in told
    assert "Not counted: Moving house, from 15 March (26 Ramadan) to 16 March (27 Ramadan)." in told


def test_a_closure_that_comes_twice_is_told_twice(english):
    calendar = WorkingCalendar(added={march(9): "Inventory", march(11): "Inventory"})
    told = sentences(derive(TWAIM, calendar, Moments(march(8), march(8))))
    assert "Not counted: Inventory, on 9 March (20 Ramadan)." in told
    assert "Not counted: Inventory, on 11 March (22 Ramadan)." in told


def test_a_compensatory_day_after_the_week_end_is_told_apart():
    with translation.override("en"):
        calendar = WorkingCalendar(official=official(2024, 2024))
        day = date(2024, 4, 7)
        told = [line for line in sentences(derive(TWAIM, calendar, Moments(day, day))) if "Eid" in line]
    assert told == [
        "Not counted: Eid al-Fitr Holiday, from 9 April (30 Ramadan) to 12 April (3 Shawwal).",
        "Not counted: Eid al-Fitr Holiday (observed), on 14 April (5 Shawwal).",
    ]


def test_a_pause_tells_only_the_days_that_would_have_counted(english):
    moments = Moments(march(8), march(8), (Pause(march(11), march(15)),))
    told = sentences(derive(TWAIM, english, moments))
    assert "Paused from 11 March (22 Ramadan) to 15 March (26 Ramadan): 2 days are not counted." in told


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (TWAIM, "no more than 15 working days from the day the case is complete"),
        (QALAM, "no less than 14 days from the day of receipt"),
        (Rule(Bound.NONE), "no period for the answer"),
        (Rule("at_least", 1, "working_days", "receipt"), "no less than 1 working day from the day of receipt"),
    ],
)
def test_a_rule_reads_as_a_phrase(english, rule, text):
    assert rule_text(rule) == text


def test_a_reason_bears_its_own_name_or_the_name_of_its_kind(english):
    assert reason_text(Excluded(march(20), OffKind.OFFICIAL, "Eid")) == "Eid"
    assert reason_text(Excluded(march(20), OffKind.WEEKEND, "")) == "Weekend"
    assert reason_text(None) == ""
    assert (left_text(1, Unit.WORKING_DAYS), left_text(4, Unit.CALENDAR_DAYS)) == ("1 working day left", "4 days left")


def test_arabic_dates_put_the_hijri_day_first_in_a_result():
    with translation.override("ar"):
        assert full_date(date(2026, 4, 8)) == "الأربعاء 20 شوال 1447هـ (8 أبريل 2026م)"
        assert short_date(march(19)) == "19 مارس (30 رمضان)"


@pytest.mark.parametrize("length", [0, 1, 2, 3, 11, 100])
def test_every_arabic_plural_form_is_filled_in(length):
    with translation.override("ar"):
        assert "%(" not in left_text(length, Unit.WORKING_DAYS)
        moments = Moments(march(8), march(8), extensions=(length,) if length else ())
        for unit in Unit:
            rule = Rule(Bound.AT_MOST, max(length, 1), unit, Starts.RECEIPT)
            told = sentences(derive(rule, WorkingCalendar(), moments))
            assert told
            assert not any("%(" in sentence for sentence in told)
