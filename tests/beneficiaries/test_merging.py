"""A merge takes everything along and loses nothing; taken back within thirty days it is as it was."""

import datetime
import json

import pytest
import time_machine
from django.apps import apps
from django.db.models import ForeignKey
from django.utils import timezone, translation

from beneficiaries import actions
from beneficiaries.enums import PairStatus
from beneficiaries.file_values import VALUES
from beneficiaries.finding import find
from beneficiaries.following import FOLLOWING, STAYING
from beneficiaries.likeness import likely
from beneficiaries.models import Beneficiary, FileMerge
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from core.hijri import DualDate
from tests.factories.duplicates import Twice

pytestmark = pytest.mark.django_db
ANOTHER_DAY = DualDate.of(datetime.date(1991, 2, 3), "gregorian")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def snapshot(twice: Twice) -> list[dict[str, object]]:
    """All columns of both files but their versions, sealed ones opened."""
    rows = []
    for file in twice.fresh():
        row = {field.attname: getattr(file, field.attname) for field in Beneficiary._meta.concrete_fields}
        opened = {
            name: getattr(file, name) for name in ("national_id", "mobile", "other_mobile", "iban", "health_note")
        }
        kept = {name: value for name, value in row.items() if not name.endswith("_sealed") and name != "version"}
        rows.append({**kept, **opened})
    return rows


def found(twice: Twice, text: str) -> list[str]:
    return [person.number for person in find(twice.association, text).people]


def test_every_table_that_names_a_file_says_whether_its_rows_go_along():
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Beneficiary
    }
    assert keys == FOLLOWING.keys() | STAYING.keys(), "register it in its room: follow(Rows(…)) or stay(…, because)"
    assert not FOLLOWING.keys() & STAYING.keys()
    assert all(STAYING.values())


def test_every_row_goes_along_and_comes_back(twice):
    rows = twice.everything(twice.second)
    assert rows.keys() == FOLLOWING.keys() - {"beneficiaries.Beneficiary.merged_into"}
    made = twice.merge()
    for key, row in rows.items():
        row.refresh_from_db()
        assert row.beneficiary_id == twice.first.pk, key
    twice.undo(made)
    for key, row in rows.items():
        row.refresh_from_db()
        assert row.beneficiary_id == twice.second.pk, key


def test_the_survivors_own_rows_stay_with_it_when_the_merge_is_taken_back(twice):
    own, theirs = twice.staff.open(twice.first), twice.staff.open(twice.second)
    made = twice.merge()
    later = twice.staff.open(twice.fresh()[0])
    assert twice.first.support_requests.count() == 3
    twice.undo(made)
    assert set(twice.first.support_requests.all()) == {own, later}
    assert set(twice.second.support_requests.all()) == {theirs}


def test_values_are_chosen_one_by_one_and_change_places_so_that_nothing_is_lost(twice):
    before = snapshot(twice)
    twice.merge(values=twice.take("name", "national_id", "mobile"))
    first, second = twice.fresh()
    assert (first.full_name, first.national_id, first.mobile) == (
        twice.second.full_name,
        twice.second.national_id,
        twice.second.mobile,
    )
    assert (second.full_name, second.national_id, second.mobile) == (
        twice.first.full_name,
        twice.first.national_id,
        twice.first.mobile,
    )
    assert (second.merged_into, first.merged_into) == (first, None)
    changed = {change.field: change for change in first.changes.all()}
    assert set(changed) >= {"full_name", "national_id", "mobile"}
    assert "city" not in changed
    assert (changed["national_id"].before, changed["national_id"].after) == ("", "")
    assert (changed["national_id"].was, changed["national_id"].became) == (
        twice.first.national_id,
        twice.second.national_id,
    )
    assert changed["full_name"].before == before[0]["full_name"]


def test_the_record_of_a_merge_shows_no_number_in_clear(twice):
    made = twice.merge(values=twice.take(*VALUES))
    stored = json.dumps(FileMerge.objects.values().get(pk=made.pk), default=str)
    for number in (twice.first.national_id, twice.second.national_id, twice.first.mobile, twice.second.mobile):
        assert number not in stored
        assert number.removeprefix("+966") in made.before


def test_taken_back_both_files_are_exactly_as_they_were(twice):
    twice.first.health_note, twice.second.iban = "تحتاج كرسيا", "SA0380000000608010167519"
    twice.second.id_expires_on = datetime.date(2030, 5, 6)
    twice.second.born_on, twice.second.birth_hijri_day = datetime.date(1985, 3, 7), 15
    twice.first.save()
    twice.second.save()
    before = snapshot(twice)
    made = twice.merge(values=twice.take(*VALUES))
    assert snapshot(twice) != before
    assert twice.undo(made).not_undone == []
    assert snapshot(twice) == before
    assert twice.pair.is_open
    assert found(twice, twice.second.full_name) == [twice.second.number]


def test_of_two_values_the_fuller_is_kept_and_else_the_newer(twice):
    Beneficiary.objects.filter(pk=twice.second.pk).update(email="n@example.sa", city="الرياض")
    Beneficiary.objects.filter(pk=twice.first.pk).update(marital="widowed")
    row = twice.first.changes.create(association=twice.association, field="city", by=twice.staff.desk.user)
    assert row.at > twice.second.registered_at
    made = twice.merge()
    first, _second = twice.fresh()
    assert (first.email, first.city, first.marital) == ("n@example.sa", "الهفوف", "widowed")
    assert {"contact", "name"} <= set(made.taken)  # the second name has one part more


def test_what_somebody_may_not_see_they_do_not_choose_either(twice):
    Beneficiary.objects.filter(pk=twice.first.pk).update(health="chronic", marital="single")
    manager = twice.staff.member("manager")
    made = twice.merge(by=manager, values=twice.take("health", "marital", "name"))
    first, _second = twice.fresh()
    assert (first.health, first.marital, made.taken) == ("chronic", "single", ["name"])


@pytest.mark.parametrize("taken", [(), tuple(VALUES)], ids=["the first one's values", "the second one's values"])
def test_number_id_mobile_and_name_of_both_find_the_survivor(twice, taken):
    texts = [
        text
        for file in (twice.first, twice.second)
        for text in (file.number, file.national_id, f"0{file.mobile.removeprefix('+966')}", file.full_name)
    ]
    twice.merge(values=twice.take(*taken))
    assert {tuple(found(twice, text)) for text in texts} == {(twice.first.number,)}
    rows = twice.association.beneficiaries
    assert rows.numbered(twice.second.number) == twice.first
    assert rows.living().get() == twice.first


def test_a_corrected_survivor_is_still_found_by_the_merged_name(twice):
    twice.second.full_name = "نورة سعد الدوسري"
    twice.second.save()
    twice.merge(values=twice.take())
    first, _second = twice.fresh()
    facts = {
        "national_id": first.national_id,
        "mobile": first.mobile,
        "agreed_means": "sms",
        "email": "",
        "city": "ينبع",
    }
    actions.correct(
        first, by=twice.staff.desk, born=DualDate.of(first.born_on, "gregorian"), full_name=first.full_name, **facts
    )
    assert found(twice, "الدوسري") == [twice.first.number]


def test_the_id_of_a_merged_file_cannot_be_registered_again(twice):
    twice.merge()
    with pytest.raises(actions.AlreadyRegistered) as refusal:
        twice.file(national_id=twice.second.national_id)
    assert refusal.value.number == twice.first.number


def test_a_value_corrected_after_the_merge_stays_and_is_told(twice):
    made = twice.merge(values=twice.take("name", "mobile"))
    first, _second = twice.fresh()
    first.mobile = "+966555555555"
    first.save()
    undone = twice.undo(made)
    first, second = twice.fresh()
    assert undone.not_undone == ["mobile"]
    assert first.mobile == "+966555555555"
    assert (first.full_name, second.full_name) == (twice.first.full_name, twice.second.full_name)
    assert second.mobile == twice.second.mobile


def test_a_card_renewed_after_the_merge_does_not_hinder_its_number_from_going_back(twice):
    made = twice.merge(values=twice.take("national_id"))
    Beneficiary.objects.filter(pk=twice.first.pk).update(id_expires_on=datetime.date(2033, 1, 1))
    twice.undo(made)
    assert [file.national_id for file in twice.fresh()] == [twice.first.national_id, twice.second.national_id]


def test_a_merge_is_taken_back_for_thirty_days_and_once(twice):
    made = twice.merge()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert not made.can_be_undone
        with pytest.raises(DomainError, match="thirty days"):
            twice.undo(made)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=29)):
        twice.undo(made)
    with pytest.raises(AlreadyHandled, match="took this merge back already"):
        twice.undo(made)
    again = twice.merge()
    assert again.survivor == twice.first


def test_merges_one_after_the_other_lead_to_the_last_survivor_and_are_taken_back_in_turn(twice):
    third = twice.file()
    case = twice.staff.open(twice.second)
    inner = twice.merge()
    outer_pair = twice.association.duplicate_pairs.get(first=twice.first, second=third)
    outer = actions.merge(outer_pair, by=twice.researcher, survivor=third.number)
    case.refresh_from_db()
    assert case.beneficiary == third
    assert found(twice, twice.second.number) == found(twice, twice.first.national_id) == [third.number]
    with pytest.raises(DomainError, match="Take that merge back first"):
        twice.undo(inner)
    twice.undo(outer)
    assert found(twice, twice.second.number) == [twice.first.number]
    twice.undo(inner)
    case.refresh_from_db()
    assert case.beneficiary == twice.second


def test_a_pair_told_apart_is_never_put_side_by_side_again_until_reopened(twice):
    third = twice.file()
    apart = twice.association.duplicate_pairs.get(first=twice.second, second=third)
    actions.tell_apart(apart, by=twice.researcher, why="أختان")
    actions.propose_pairs(third)
    apart.refresh_from_db()
    assert (apart.status, apart.why, apart.decided_by) == (PairStatus.DIFFERENT, "أختان", twice.researcher.user)
    with pytest.raises(AlreadyHandled, match=twice.researcher.user.name):
        actions.merge(apart, by=twice.researcher, survivor=third.number)
    assert actions.reopen(apart, by=twice.researcher).is_open


def test_who_is_not_the_second_person_is_not_the_merged_one_either(twice):
    """Told apart from a file that is merged since: the survivor is not put beside that person anew."""
    stranger = twice.file(born=ANOTHER_DAY)
    pair = twice.association.duplicate_pairs.create(
        first=twice.second, second=stranger, strength=2, grounds=["mobile"]
    )
    actions.tell_apart(pair, by=twice.researcher, why="الأم وابنتها")
    twice.merge()
    survivor, _merged = twice.fresh()
    Beneficiary.objects.filter(pk=stranger.pk).update(mobile_index=survivor.mobile_index)
    assert stranger.pk in likely(survivor)
    actions.propose_pairs(survivor)
    assert not twice.association.duplicate_pairs.filter(first=twice.first, second=stranger).exists()


@pytest.mark.parametrize("act", ["merge", "tell_apart", "reopen", "undo"])
def test_who_has_not_the_task_is_refused(twice, act):
    made = twice.merge() if act == "undo" else None
    acts = {
        "merge": lambda by: twice.merge(by=by),
        "tell_apart": lambda by: actions.tell_apart(twice.pair, by=by, why="x"),
        "reopen": lambda by: actions.reopen(twice.pair, by=by),
        "undo": lambda by: twice.undo(made, by=by),
    }
    if act == "reopen":
        actions.tell_apart(twice.pair, by=twice.researcher, why="x")
    with pytest.raises(NotPermitted):
        acts[act](twice.staff.desk)
    acts[act](twice.researcher)


def test_a_stale_page_a_closed_survivor_and_a_foreign_number_are_refused(twice):
    with pytest.raises(StaleRecord):
        twice.merge(expected_version=1)
    with pytest.raises(DomainError, match="which of the two numbers stays"):
        twice.merge(survivor="B-1448-999999")
    day = timezone.localdate()
    Beneficiary.objects.filter(pk=twice.first.pk).update(closed_on=day, closed_because="انتقل", keep_until=day)
    with pytest.raises(DomainError, match="is closed"):
        twice.merge()
    assert twice.merge(survivor=twice.second.number, expected_version=2).survivor == twice.second


def test_a_merged_file_is_not_worked_on_any_more(twice):
    twice.merge()
    works = [
        lambda: actions.correct(twice.second, by=twice.staff.desk, born=None),
        lambda: twice.staff.open(twice.second),
        lambda: twice.complaint(twice.second),
        lambda: twice.compensation(twice.second),
        lambda: twice.response(twice.second),
    ]
    for work in works:
        with pytest.raises(actions.MergedAway) as refusal:
            work()
        assert refusal.value.number == twice.first.number
    assert not twice.second.support_requests.exists()
