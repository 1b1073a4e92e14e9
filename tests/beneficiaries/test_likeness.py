"""Which names are alike, and which files are put side by side: on a ground, and never without one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beneficiaries.actions import correct, propose_pairs
from beneficiaries.enums import Likeness
from beneficiaries.likeness import alike, likely
from core.hijri import DualDate
from tests.factories.duplicates import NAME, SAME_NAME, Twice

ANOTHER_DAY = DualDate.of(datetime.date(1990, 1, 2), "gregorian")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (NAME, SAME_NAME),
        ("محمد بن أحمد القحطاني", "محمد احمد علي القحطانى"),
        ("عبد الرحمن صالح الحربي", "عبدالرحمان صالح الحربي"),
        ("يحيى سالم باوزير", "يحي سالم باوزير"),
        ("سارة", "ساره"),
        ("نورة سعد السبيعي", "نورة سعد السبيغي"),
        ("نورة سعد السبيعي", "نورة سعد السيبعي"),
        ("Noura Saad Alsubaie", "noura saad alsubaie"),
    ],
)
def test_one_persons_name_in_two_spellings_is_alike(name: str, other: str) -> None:
    assert alike(name, other)
    assert alike(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("نورة سعد السبيعي", "هيا سعد السبيعي"),  # sisters
        ("محمد أحمد القحطاني", "أحمد محمد القحطاني"),  # father and son
        ("محمد أحمد القحطاني", "محمد أحمد الدوسري"),
        ("محمد", "محمد أحمد القحطاني"),  # one word says too little
        ("نورة سعد السبيعي", "نورة فهد السبيعي"),
        ("علي حسن الحربي", "علي حسين الحربي"),
        ("", "نورة"),
    ],
)
def test_two_peoples_names_are_not(name: str, other: str) -> None:
    assert not alike(name, other)
    assert not alike(other, name)


def test_files_alike_in_name_and_born_that_day_are_put_side_by_side_at_registration(twice) -> None:
    assert twice.pair.grounds == [Likeness.NAME_AND_BIRTH]
    assert twice.pair.is_open
    assert twice.association.duplicate_pairs.count() == 1


def test_a_sister_a_namesake_of_another_day_and_another_association_are_left_alone(twice, qalam) -> None:
    twice.file("هيا بنت سعد السبيعي")
    twice.file(NAME, born=ANOTHER_DAY)
    Twice(qalam)
    assert twice.association.duplicate_pairs.count() == 1
    assert qalam.duplicate_pairs.count() == 1


def test_the_same_mobile_is_a_ground_only_with_a_name_alike(twice) -> None:
    again = twice.file(NAME, born=ANOTHER_DAY, mobile=twice.first.mobile)
    twice.file("سعد محمد السبيعي", born=ANOTHER_DAY, mobile=twice.first.mobile)  # the father's
    assert likely(again) == {twice.first.pk: [Likeness.MOBILE]}
    twice.second.other_mobile = twice.first.mobile
    twice.second.save()
    assert likely(again)[twice.second.pk] == [Likeness.MOBILE]
    assert set(likely(twice.second)) == {twice.first.pk, again.pk}


def test_a_name_twice_in_one_household_is_a_ground_and_left_members_are_none(twice) -> None:
    again = twice.file("نوره سعد السبيعي", born=ANOTHER_DAY)
    assert likely(again) == {}
    home = twice.place(twice.first).household
    place = twice.place(again, home, "child")
    assert likely(again) == {twice.first.pk: [Likeness.HOUSEHOLD]}
    place.left_on, place.left_because = place.joined_on, "moved"
    place.save()
    assert likely(again) == {}


def test_more_grounds_stand_nearer_the_top_and_a_pair_stands_once(twice) -> None:
    weaker = twice.pair.strength
    twice.second.mobile = twice.first.mobile
    twice.second.save()
    assert propose_pairs(twice.second) == 0
    assert twice.pair.grounds == [Likeness.NAME_AND_BIRTH, Likeness.MOBILE]
    assert twice.pair.strength > weaker
    assert propose_pairs(twice.first) == 0
    assert twice.association.duplicate_pairs.count() == 1


def test_what_a_correction_makes_alike_is_found_then(twice, typed) -> None:
    other = twice.file("هيا بنت سعد السبيعي")
    assert not twice.association.duplicate_pairs.of(other).exists()
    facts = {"national_id": other.national_id, "mobile": other.mobile, "agreed_means": "sms", "email": "", "city": ""}
    correct(other, by=twice.staff.desk, born=DualDate.of(other.born_on, "gregorian"), full_name=NAME, **facts)
    assert twice.association.duplicate_pairs.of(other).count() == 2


def test_looking_for_likely_files_costs_the_same_whatever_the_number_of_files(twice) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            likely(twice.first)
        return len(queries)

    few = cost()
    for _n in range(20):
        twice.file(SAME_NAME)
    assert cost() == few == 3
