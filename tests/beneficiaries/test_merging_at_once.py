"""Two people at two files of one person: one outcome, and the other is told. With real threads."""

from __future__ import annotations

import pytest
from django.db import transaction

from associations.presets import load
from beneficiaries import actions
from beneficiaries.models import FileMerge
from core.errors import AlreadyHandled, StaleRecord
from core.hijri import DualDate
from tests.conftest import IN_FORCE_FROM
from tests.factories.at_once import at_once
from tests.factories.duplicates import Twice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twice(transactional_db: None) -> Twice:
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Twice(version.association)


def errors(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_two_who_merge_at_once_make_one_merge_and_the_second_is_told_by_whom(twice):
    pair, people = twice.pair, [twice.researcher, twice.staff.member("researcher")]
    numbers = [twice.first.number, twice.second.number]  # each lets another number stay
    outcomes = at_once(
        *(lambda by=by, n=n: actions.merge(pair, by=by, survivor=n) for by, n in zip(people, numbers, strict=True))
    )
    (told,) = errors(outcomes)
    made = FileMerge.objects.get()
    assert isinstance(told, AlreadyHandled)
    assert made.by.name in str(told.message)
    first, second = twice.fresh()
    assert [first.merged_into_id, second.merged_into_id].count(None) == 1


def test_merging_and_telling_apart_at_once_have_one_outcome(twice):
    pair, other = twice.pair, twice.staff.member("researcher")
    outcomes = at_once(
        lambda: actions.merge(pair, by=twice.researcher, survivor=twice.first.number),
        lambda: actions.tell_apart(pair, by=other, why="أختان"),
    )
    (told,) = errors(outcomes)
    assert isinstance(told, AlreadyHandled)
    assert (twice.pair.status == "merged") == FileMerge.objects.exists()


def test_a_merge_while_another_corrects_is_stale_or_the_correction_is_led_on(twice):
    first, second = twice.fresh()
    facts = {"national_id": second.national_id, "mobile": second.mobile, "agreed_means": "sms", "email": ""}
    born = DualDate.of(second.born_on, "gregorian")
    expected = actions.versions(twice.pair)

    def correct():
        return actions.correct(
            second, by=twice.staff.desk, born=born, full_name=second.full_name, city="ينبع", **facts
        )

    def merge():
        return actions.merge(
            twice.pair, by=twice.researcher, survivor=first.number, values=twice.take(), expected_version=expected
        )

    outcomes = at_once(correct, merge)
    (told,) = errors(outcomes)
    if isinstance(told, StaleRecord):
        assert not FileMerge.objects.exists()
        assert twice.fresh()[1].city == "ينبع"
    else:
        assert isinstance(told, actions.MergedAway)
        assert twice.fresh()[1].city == second.city


def test_a_request_opened_while_the_file_is_merged_is_never_left_behind(twice):
    outcomes = at_once(
        lambda: twice.staff.open(twice.second),
        lambda: twice.merge(),
    )
    assert all(isinstance(error, actions.MergedAway) for error in errors(outcomes)), outcomes
    assert FileMerge.objects.exists()
    assert not twice.second.support_requests.exists()


def test_two_who_take_it_back_at_once_do_it_once(twice):
    made = twice.merge()
    outcomes = at_once(*[lambda: twice.undo(made)] * 2)
    (told,) = errors(outcomes)
    assert isinstance(told, AlreadyHandled)
    assert [file.merged_into for file in twice.fresh()] == [None, None]


def test_a_merge_that_fails_halfway_leaves_nothing_behind(twice, monkeypatch):
    case = twice.staff.open(twice.second)

    def broken(*_args):
        raise RuntimeError("power cut")

    monkeypatch.setattr("beneficiaries.actions.merging.propose_pairs", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        twice.merge(values=twice.take("name", "national_id"))
    case.refresh_from_db()
    first, second = twice.fresh()
    assert case.beneficiary_id == second.pk
    assert (first.national_id, second.merged_into) == (twice.first.national_id, None)
    assert twice.pair.is_open
