"""Official holidays: the state's days, in the reader's language, safe to change by the caller."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from associations.official_holidays import official


@pytest.mark.parametrize(
    ("language", "day", "name"),
    [
        ("ar", date(2026, 9, 23), "اليوم الوطني"),
        ("en", date(2026, 9, 23), "National Day Holiday"),
        ("ar", date(2026, 2, 22), "يوم التأسيس"),
        ("ar", date(2026, 3, 23), "عطلة عيد الفطر (يوم تعويضي)"),
        ("ar", date(2026, 5, 27), "عطلة عيد الأضحى"),
    ],
)
def test_holidays_bear_their_name_in_the_readers_language(language, day, name):
    with translation.override(language):
        assert official(2026, 2026)[day] == name


def test_only_the_years_asked_for_are_given_in_date_order():
    days = list(official(2025, 2027))
    assert days == sorted(days)
    assert {day.year for day in days} == {2025, 2026, 2027}


def test_a_caller_who_changes_the_list_changes_only_its_own():
    official(2026, 2026).clear()
    assert official(2026, 2026)


def test_the_last_years_of_the_clocks_range_have_both_eids():
    with translation.override("en"):
        names = set(official(2076, 2076).values())
    assert {"Eid al-Fitr Holiday", "Eid al-Adha Holiday"} <= names
