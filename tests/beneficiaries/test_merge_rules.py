"""What the database itself keeps about pairs and merges, and rows that stay with their file: each rule is tried.

Tables: beneficiaries_duplicatepair, beneficiaries_filemerge, beneficiaries_onlineaccount,
support_requests_requestdraft, surveys_response.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from beneficiaries.models import Beneficiary, DuplicatePair, FileMerge
from tests.factories.beneficiaries import BeneficiaryFactory

pytestmark = pytest.mark.django_db
STAYS = "stays with its file"
FROZEN = ["support_requests_requestdraft", "surveys_response"]


@pytest.fixture
def foreign(qalam, outsider) -> Beneficiary:
    return BeneficiaryFactory(association=qalam, by=outsider)


def refused(act: Callable[[], Any], words: str = "") -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert words in str(refusal.value)


def model_of(table: str) -> Any:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def test_a_pair_stands_once_older_first_with_its_answer_and_reason(twice):
    pair, rows = twice.pair, DuplicatePair.objects.filter(pk=twice.pair.pk)
    values = {"association": pair.association, "strength": 1}
    answered = {"decided_by": twice.researcher.user, "decided_at": timezone.now()}
    third = twice.file("سعد الدوسري")
    refused(lambda: DuplicatePair.objects.create(first=pair.first, second=pair.second, **values))
    refused(lambda: DuplicatePair.objects.create(first=third, second=pair.first, **values))
    refused(lambda: DuplicatePair.objects.create(first=third, second=third, **values))
    refused(lambda: rows.update(status="different", why="x"))
    refused(lambda: rows.update(status="different", **answered))
    refused(lambda: rows.update(**answered))
    assert rows.update(status="different", why="x", **answered) == 1
    assert DuplicatePair.objects.create(first=pair.first, second=third, **values).is_open


def test_a_pair_is_of_its_association_stays_of_its_files_and_is_never_deleted(twice, foreign):
    pair = twice.pair
    values = {"association": pair.association, "strength": 1}
    refused(
        lambda: DuplicatePair.objects.create(first=pair.first, second=foreign, **values),
        "two files of the association",
    )
    for column in ("first_id", "second_id", "association_id"):
        refused(
            lambda column=column: DuplicatePair.objects.update(**{column: models.F(column)}), "stays of its two files"
        )
    DuplicatePair.objects.update(
        status="different", why="Cousins.", decided_by=twice.staff.researcher.user, decided_at=timezone.now()
    )
    refused(lambda: pair.delete(), "never deleted")


def test_a_merge_is_of_two_files_of_the_association_and_stands_once(twice, foreign):
    made = twice.merge()
    row = FileMerge.objects.values().get(pk=made.pk)
    other = {**row, "id": None, "uid": "5f0f6f0e-0000-4000-8000-000000000000"}
    refused(lambda: FileMerge.objects.create(**other))
    refused(lambda: FileMerge.objects.create(**{**other, "merged_id": foreign.pk}), "two files of the association")
    refused(lambda: FileMerge.objects.create(**{**other, "merged_id": row["survivor_id"]}))
    refused(lambda: FileMerge.objects.update(undone_at=timezone.now()))


def test_a_merge_is_kept_as_it_was_and_taken_back_once(twice):
    made = twice.merge()
    free = ("id", "undone_by_id", "undone_at", "not_undone")
    for field in FileMerge._meta.concrete_fields:
        if field.column not in free:
            refused(lambda name=field.attname: FileMerge.objects.update(**{name: models.F(name)}), "never changed")
    refused(lambda: made.delete(), "never changed")
    twice.undo(made)
    refused(lambda: FileMerge.objects.update(undone_at=None, undone_by=None), "taken back once")


@pytest.mark.parametrize("table", ["beneficiaries_onlineaccount", *FROZEN])
def test_a_row_goes_to_another_file_along_a_merge_only(twice, foreign, table):
    rows = twice.everything(twice.second)
    model: Any = model_of(table)
    row = rows[f"{model._meta.label}.beneficiary"]
    third = twice.file("سعد الدوسري")
    for file in (twice.first, third, foreign):
        refused(lambda file=file: model.objects.filter(pk=row.pk).update(beneficiary=file), STAYS)
    twice.merge()
    for file in (third, foreign):
        refused(lambda file=file: model.objects.filter(pk=row.pk).update(beneficiary=file), STAYS)


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_row_changes_in_nothing_else(twice, table):
    rows = twice.everything(twice.second)
    model: Any = model_of(table)
    row = rows[f"{model._meta.label}.beneficiary"]
    for field in model._meta.concrete_fields:
        if field.name != "beneficiary":
            with connection.cursor() as cursor:
                sql = f"UPDATE {table} SET {field.column} = {field.column} WHERE id = %s"
                refused(lambda sql=sql, cursor=cursor: cursor.execute(sql, [row.pk]), "never changed")
    refused(lambda: model.objects.filter(pk=row.pk)._raw_delete("default"), "never changed")
