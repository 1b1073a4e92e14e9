"""What both files had when they were merged: accounts, drafts, places in a household, requests for one service."""

import pytest
from django.utils import translation

from beneficiaries.following import clashes
from beneficiaries.models import FileMerge, HouseholdMember, Income
from core.errors import DomainError
from requests.actions.intake import current_declaration
from requests.models import RequestDraft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_of_two_online_accounts_the_survivors_stays_and_the_other_rests(twice):
    kept, other = twice.account(twice.first), twice.account(twice.second)
    made = twice.merge()
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.is_active, kept.beneficiary) == (True, twice.first)
    assert (other.is_active, other.beneficiary) == (False, twice.second)
    twice.undo(made)
    other.refresh_from_db()
    assert other.is_active


def test_of_two_drafts_the_survivors_waits_and_the_other_rests_with_its_number(twice):
    kept, other = twice.draft(twice.first), twice.draft(twice.second)
    made = twice.merge()
    assert RequestDraft.objects.get(beneficiary=twice.first) == kept
    assert RequestDraft.objects.get(beneficiary=twice.second) == other
    twice.undo(made)
    assert RequestDraft.objects.count() == 2


def test_a_category_of_both_stands_once(twice):
    for file in (twice.first, twice.second):
        twice.category(file)
    only = twice.category(twice.second, "أيتام")
    made = twice.merge()
    assert twice.first.in_categories.count() == 2
    twice.undo(made)
    only.refresh_from_db()
    assert only.beneficiary == twice.second
    assert (twice.first.in_categories.count(), twice.second.in_categories.count()) == (1, 2)


def test_a_row_removed_since_does_not_come_back_and_is_told(twice):
    gone = twice.category(twice.second)
    made = twice.merge()
    twice.first.in_categories.all().delete()
    assert twice.undo(made).not_undone == [f"{gone._meta.label}.beneficiary"]


def test_a_second_place_in_the_household_ends_as_a_mistake_and_comes_back(twice):
    home = twice.place(twice.first).household
    second = twice.place(twice.second, home, "child")
    made = twice.merge()
    second.refresh_from_db()
    assert (second.left_because, second.beneficiary) == ("mistake", twice.first)
    assert home.members.standing().count() == 1
    twice.undo(made)
    second.refresh_from_db()
    assert (second.left_on, second.left_because, second.beneficiary) == (None, "", twice.second)
    assert [change.what for change in home.changes.order_by("pk")] == ["left", "joined"]


def test_a_household_of_one_without_money_ends_where_the_survivor_has_one(twice):
    twice.place(twice.first)
    second = twice.place(twice.second)
    twice.merge()
    assert HouseholdMember.objects.get(pk=second.pk).left_because == "joined"


@pytest.mark.parametrize("why", ["head of the same", "money", "others"])
def test_a_second_place_that_counts_is_for_a_person_to_settle_first(twice, why):
    home = twice.place(twice.first, relation="child" if why == "head of the same" else "head").household
    second = twice.place(twice.second, home if why == "head of the same" else None)
    if why == "money":
        Income.objects.create(
            association=twice.association, member=second, kind="salary", monthly=100, from_on=second.joined_on
        )
    if why == "others":
        twice.place(twice.file("سعد فهد السبيعي"), second.household, "child")
    with pytest.raises(DomainError) as refusal:
        twice.merge()
    assert refusal.value.code == "two_homes"
    assert not FileMerge.objects.exists()
    assert twice.pair.is_open


def test_one_service_asked_for_twice_is_said_before_and_hinders_nothing(twice):
    cases = [twice.staff.open(file) for file in (twice.first, twice.second)]
    (sentence,) = clashes(twice.first, twice.second, by=twice.researcher)
    assert all(case.reference in sentence for case in cases)
    twice.merge()
    assert twice.first.support_requests.count() == 2
    assert clashes(twice.first, twice.file(), by=twice.researcher) == []


def test_a_request_signed_under_other_facts_asks_for_a_new_signature(twice):
    case = twice.staff.open(twice.second)
    twice.staff.prepare(case)
    assert current_declaration(twice.staff.fresh(case)) is not None
    made = twice.merge(values=twice.take())
    assert current_declaration(twice.staff.fresh(case)) is None
    twice.undo(made)
    assert current_declaration(twice.staff.fresh(case)) is not None
