"""Words of a record may be emptied and never rewritten; sealed ones sealed anew; each column has its rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from beneficiaries.actions import correct, look
from beneficiaries.models import BeneficiaryChange
from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange
from core.sealed import seal
from tests.factories.support_requests import Staff


def rules_that_stand() -> list[RefuseChange]:
    """Each rule of the migrations in their order, but for those lifted later."""
    rules: dict[tuple[str, str], RefuseChange] = {}
    for _key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, LiftRefusal):
                rules.pop((operation.rule.table, operation.rule.name), None)
            elif isinstance(operation, RefuseChange):
                rules[operation.table, operation.name] = operation
    return list(rules.values())


RULES = rules_that_stand()
TABLES = sorted({rule.table for rule in RULES if isinstance(rule, EmptiedOnly)})
FREE = {  # what moves in a row whose words are kept: sending, an early end, an index reckoned anew
    "correspondence_notice": {
        *("is_urgent", "expires_at", "status", "attempts", "next_attempt_at", "lease", "last_error", "provider_id"),
        *("sent_at", "handled_by_id", "handled_at"),
    },
    "support_requests_requestreferral": {"reminded_at"},
    "complaints_complaintreferral": {"reminded_at"},
    "support_requests_secondopinion": {"reminded_at"},
    # a merge moves it; a removed copy's bytes are named until they are gone
    "beneficiaries_filedocument": {"beneficiary_id"},
    # a merge moves it; an index is reckoned anew; the rest says what the desk did with it
    "reception_helprequest": {
        *("beneficiary_id", "mobile_index", "status_since", "version", "declined_because"),
    },
    "support_requests_urgenthelp": {"soon_told_at", "late_told_at"},
    "beneficiaries_signature": {"stored_as", "media_type"},
    "beneficiaries_changereport": {"beneficiary_id", "stored_as", "media_type"},
    "support_requests_instalment": {"delivered"},  # counted up with each handing over
    "beneficiaries_mandate": {"beneficiary_id", "holder_id_index", "entered_at"},  # a merge moves it
}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_record_is_kept_or_emptied_only(table):
    model: Any = next(model for model in apps.get_models() if model._meta.db_table == table)
    columns = {field.column for field in model._meta.concrete_fields} - {"id"}
    ruled = {column for rule in RULES if rule.table == table and "UPDATE" in rule.events for column in rule.columns}
    assert columns - ruled == FREE.get(table, set())


@pytest.fixture
def change(twaim: Any) -> BeneficiaryChange:
    staff = Staff(twaim)
    file = staff.person()
    correct(file, by=staff.desk, mobile="+966501112233")
    look(file, by=staff.desk, reason="why")
    return BeneficiaryChange.objects.get(field="mobile")


def write(table: str, column: str, value: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


@pytest.mark.parametrize("value", ["other", "x:other", " ", "t1:same"])
def test_words_and_sealed_values_are_not_rewritten(change, value):
    with pytest.raises(IntegrityError):
        write("beneficiaries_filelook", "reason", value)
    if not value.startswith("x:"):
        with pytest.raises(IntegrityError):
            write("beneficiaries_beneficiarychange", "was_sealed", value)


def test_a_sealed_value_is_sealed_anew_under_another_key_and_words_are_emptied(change, settings):
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "k2": settings.FIELD_KEYS["t1"]}
    settings.FIELD_KEY_IN_USE = "k2"
    context = f"{change.association_id}|beneficiaries.beneficiarychange.was|{change.uid}"
    write("beneficiaries_beneficiarychange", "was_sealed", seal(change.was, context=context))
    assert BeneficiaryChange.objects.get().was == change.was
    write("beneficiaries_beneficiarychange", "was_sealed", "")
    write("beneficiaries_filelook", "reason", "—")
    with pytest.raises(IntegrityError):
        write("beneficiaries_beneficiarychange", "was_sealed", "k2:again")
