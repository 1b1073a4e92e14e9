"""Undoing an import removes what nobody has used and leaves what somebody has; the record of both stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.actions import imports as verbs
from beneficiaries.imports import undoing
from beneficiaries.imports.worker import work_on_next
from beneficiaries.models import Beneficiary, ImportRow, SearchToken
from tests.factories.support_requests import Staff

from .import_cast import again, csv_of, entered, manager_of, person, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(twaim: Any, member_of: Any) -> Any:
    return manager_of(twaim, member_of)


def undone(run: Any, by: Any) -> Any:
    verbs.undo_import(run, by=by)
    work_on_next()
    return again(run)


def looked_at(person: Beneficiary, staff: Staff) -> None:
    actions.look(person, by=staff.desk)


def corrected(person: Beneficiary, staff: Staff) -> None:
    Beneficiary.objects.filter(pk=person.pk).update(version=2)


def asked(person: Beneficiary, staff: Staff) -> None:
    staff.open(person)


def housed(person: Beneficiary, staff: Staff) -> None:
    household = staff.association.households.create()
    household.members.create(
        association=staff.association,
        beneficiary=person,
        relation="head",
        full_name=person.full_name,
        joined_on=timezone.localdate(),
        birth_calendar="hijri",
        birth_hijri_year=1405,
        birth_hijri_month=9,
        birth_hijri_day=15,
    )


def closed(person: Beneficiary, staff: Staff) -> None:
    today = timezone.localdate()
    Beneficiary.objects.filter(pk=person.pk).update(closed_on=today, closed_because="x", keep_until=today)


def test_an_untouched_import_is_gone_and_its_record_stays(twaim, manager, noura):
    twaim.categories.create(name_ar="أيتام")
    run = undone(entered(twaim, manager, csv_of([person(number) for number in range(250)])), manager)
    assert (run.status, set(states(run)), run.undone_by) == ("undone", {"removed"}, manager.user)
    assert twaim.beneficiaries.get() == noura
    assert set(SearchToken.objects.values_list("beneficiary", flat=True)) == {noura.pk}
    row = run.rows.first()
    assert (row.file_number[:2], row.beneficiary, row.cells_sealed) == ("B-", None, "")
    again_entered = entered(twaim, manager, csv_of([person(1)]))
    assert states(again_entered) == ["made"], "the person can be registered anew"
    assert again_entered.rows.first().file_number not in run.rows.values_list("file_number", flat=True)


@pytest.mark.parametrize("use", [looked_at, corrected, asked, housed, closed])
def test_a_file_in_use_stays_and_is_listed_the_others_go(twaim, manager, use):
    run = entered(twaim, manager, csv_of([person(number) for number in range(4)]))
    used = run.rows.get(number=3).beneficiary
    use(used, Staff(twaim))
    assert [row.beneficiary_id for row in undoing.used_files(run)] == [used.pk]
    run = undone(run, manager)
    assert states(run) == ["removed", "kept", "removed", "removed"]
    assert Beneficiary.objects.filter(pk__in=run.rows.values("beneficiary")).get() == used


def test_every_table_that_names_a_file_counts_as_use_unless_it_came_with_it():
    asked_for = str(Beneficiary.objects.filter(undoing.in_use()).query)
    for relation in Beneficiary._meta.related_objects:
        table = relation.related_model._meta.db_table
        assert (f'FROM "{table}"' in asked_for) == (relation.related_model not in undoing.GOES_ALONG), table


def test_a_file_that_was_only_brought_up_to_date_is_not_removed(twaim, manager, noura):
    told = person(0, national_id=noura.national_id, city="الرياض")
    run = undone(entered(twaim, manager, csv_of([told, person(1)]), known_people="update"), manager)
    noura.refresh_from_db()
    assert (states(run), noura.city) == (["updated", "removed"], "الرياض")


def test_entering_and_undoing_can_be_stopped_and_what_was_done_stays(twaim, manager):
    run = entered(twaim, manager, csv_of([person(number) for number in range(3)]))
    verbs.undo_import(run, by=manager)
    verbs.stop_import(run, by=manager)
    work_on_next()
    assert (again(run).status, set(states(run))) == ("done", {"made"})
    assert set(states(undone(run, manager))) == {"removed"}


def test_a_worker_that_lost_its_lease_keeps_nothing_of_its_batch(twaim, manager, monkeypatch):
    run = entered(twaim, manager, csv_of([person(1)]))
    verbs.undo_import(run, by=manager)
    batches = undoing.batches

    def stopped_meanwhile(held: Any) -> Any:
        verbs.stop_import(held, by=manager)
        return batches(held)

    monkeypatch.setitem(work_on_next.__globals__["BATCHES"], "undoing", stopped_meanwhile)
    work_on_next()
    assert (again(run).status, states(run), twaim.beneficiaries.count()) == ("done", ["made"], 1)


def test_the_record_of_an_import_is_neither_deleted_nor_renamed(twaim, manager):
    """The triggers of beneficiaries_importrun and beneficiaries_importrow."""
    run = entered(twaim, manager, csv_of([person(1), person(2, mobile="1")]))
    made = run.rows.get(state="made")
    for act in (
        run.delete,
        made.delete,
        lambda: ImportRow.objects.filter(pk=made.pk).update(file_number="B-1448-999999"),
        lambda: ImportRow.objects.filter(pk=made.pk).update(number=99),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    run.rows.get(state="faulty").delete()


BREAKS = {
    "importrun_started_by_somebody": lambda run: type(run).objects.filter(pk=run.pk).update(started_by=None),
    "importrun_undone_by_somebody": lambda run: type(run).objects.filter(pk=run.pk).update(status="undone"),
    "importrun_lease_ends": lambda run: type(run).objects.filter(pk=run.pk).update(lease=run.uid),
    "importrow_names_its_file": lambda run: run.rows.filter(state="faulty").update(state="made"),
    "importrow_once": lambda run: ImportRow.objects.create(
        association=run.association, run=run, number=2, state="good"
    ),
    "importmapping_once": lambda run: run.association.import_mappings.create(headings_digest=run.headings_digest),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_no_import_can_be(twaim, manager, name):
    run = entered(twaim, manager, csv_of([person(1), person(2, mobile="1")]))
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        BREAKS[name](run)
    if not name.endswith("_once"):  # SQLite names the columns of a unique constraint, not the constraint
        assert name in str(refusal.value)


def test_every_constraint_of_imports_is_tried_here():
    from beneficiaries.models import ImportMapping, ImportRun

    rules = {rule.name for model in (ImportRun, ImportRow, ImportMapping) for rule in model._meta.constraints}
    assert rules == set(BREAKS)
