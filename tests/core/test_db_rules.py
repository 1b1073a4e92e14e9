"""The database itself refuses to change what was promised, decided, said or sent: each rule is tried here."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from accounts.actions import sign_policy
from associations.enums import PolicyStatus
from associations.models import PolicyChannel, PolicyDocument, PolicyVersion, ResponseRule
from beneficiaries import actions as beneficiary_actions
from core.db_rules import LiftRefusal, RefuseChange
from requests.enums import Status
from tests.factories.support_requests import Staff

WRITTEN = [
    (name, rule) for name, migration in MigrationLoader(None).disk_migrations.items() for rule in migration.operations
]


def standing() -> list[tuple[Any, RefuseChange]]:
    """The rules that no later migration lifted; one that was put back after it was lifted stands."""
    found: dict[Any, tuple[Any, RefuseChange]] = {}
    for place, (name, rule) in enumerate(sorted(WRITTEN, key=lambda written: written[0])):
        if isinstance(rule, LiftRefusal):
            found = {key: row for key, row in found.items() if key[:2] != (rule.rule.table, rule.rule.name)}
        elif isinstance(rule, RefuseChange):
            found[rule.table, rule.name, place] = (name, rule)
    return list(found.values())


RULES = standing()
# tables tried here; the others are tried in tests/<room>/, which names each
HERE = {
    "accounts_policysignature",
    "beneficiaries_beneficiarychange",
    "beneficiaries_filelook",
    "correspondence_letter",
    "correspondence_notice",
    "support_requests_answer",
    "support_requests_decision",
    "support_requests_declaration",
    "support_requests_delivery",
    "support_requests_recommendation",
    "support_requests_requestevent",
    "support_requests_requestmoment",
    "support_requests_requestpromise",
}
ALWAYS = sorted((rule for _name, rule in RULES if rule.table in HERE), key=lambda rule: (rule.table, rule.name))
OF_VERSION = [ResponseRule, PolicyChannel, PolicyDocument]


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def record(staff: Staff) -> Staff:
    """An association with a row in every table that keeps a record."""
    case = staff.case(Status.CLOSED)
    beneficiary_actions.look(case.beneficiary, by=staff.desk)
    case.beneficiary.changes.create(
        association=staff.association, field="city", before="a", after="b", by=staff.desk.user, at=timezone.now()
    )
    sign_policy(staff.desk, case.policy_version, signed_name=staff.desk.user.name_ar)
    return staff


def refused(*, by: str) -> Any:
    """The database's own refusal, inside a savepoint so that the test can go on."""
    return _Refused(by)


class _Refused:
    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        self.savepoint.__exit__(kind, error, trace)
        assert kind is not None, f"the database accepted it; expected: {self.words}"
        assert issubclass(kind, IntegrityError), error
        assert self.words in str(error)
        return True


def as_sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def triggers() -> set[tuple[str, str]]:
    """(table, trigger) of our own triggers, as the database lists them."""
    question = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(question[connection.vendor])
        return {(table, name) for table, name in cursor.fetchall()}


def test_every_rule_of_a_migration_stands_in_the_database(db):
    """SQLite remakes a table whose columns change, and its triggers are gone: the migration must put them back."""
    written = {(rule.table, trigger) for _name, rule in RULES for trigger, _event in rule._triggers()}
    assert triggers() == written


def test_every_table_with_a_rule_is_tried_here_or_by_its_room():
    of_version = {model._meta.db_table for model in [*OF_VERSION, PolicyVersion]}
    tests = Path(__file__).parents[1]
    untried = []
    for room, table in sorted({(app, rule.table) for (app, _name), rule in RULES}):
        words = [path.read_text(encoding="utf-8") for path in (tests / room).glob("test_*.py")]
        if table not in HERE | of_version and not any(table in text for text in words):
            untried.append(table)
    assert not untried, "name each in a test in tests/<room>/ that tries to break it"
    assert {rule.table for rule in ALWAYS} == HERE


@pytest.mark.parametrize("rule", ALWAYS, ids=lambda rule: f"{rule.table}-{rule.name}")
def test_a_kept_row_is_neither_changed_nor_removed(record, rule):
    model: Any = next(model for model in apps.get_models() if model._meta.db_table == rule.table)
    rows = model.objects.all()
    before = list(rows.order_by("pk").values())
    assert before, f"the fixture `record` has no row in {rule.table}"
    row = rows.get(pk=before[0]["id"])
    if "UPDATE" in rule.events:
        for column in rule.columns or [field.column for field in model._meta.concrete_fields if not field.primary_key]:
            with refused(by=rule.message):
                as_sql(f"UPDATE {rule.table} SET {column} = {column} WHERE id = %s", row.pk)
        with refused(by=rule.message):
            row.save()
    if "DELETE" in rule.events:
        with refused(by=rule.message):
            rows.filter(pk=row.pk)._raw_delete(rows.db)
        with refused(by=rule.message):
            as_sql(f"DELETE FROM {rule.table} WHERE id = %s", row.pk)
    assert list(model.objects.order_by("pk").values()) == before


@pytest.fixture
def version(twaim: Any) -> PolicyVersion:
    return twaim.policy_in_force()


def draft_of(version: PolicyVersion) -> PolicyVersion:
    """A draft beside the version, with a row of each kind: drafts are free."""
    draft = PolicyVersion.objects.get(pk=version.pk)
    draft.pk, draft.number, draft.status, draft.in_force_from = None, 9, PolicyStatus.DRAFT, None
    draft.save()
    for row in (version.response_rules.first(), version.channels.first(), version.documents.first()):
        row.pk, row.version = None, draft
        row.save()
    return draft


KEPT = sorted(
    field.attname
    for field in PolicyVersion._meta.concrete_fields
    if field.name not in ("id", "status", "in_force_until", "next_review_on", "created_at")
)


@pytest.mark.parametrize("column", KEPT)
def test_a_version_in_force_keeps_each_of_its_columns(version, qalam, column):
    field = PolicyVersion._meta.get_field(column.removesuffix("_id"))
    kinds: dict[type, Any] = {models.BooleanField: not getattr(version, column), models.DateField: datetime.date.min}
    other = kinds.get(type(field), qalam.pk if column == "association_id" else 7)
    if isinstance(field, models.CharField | models.TextField):
        other = "other"
    with refused(by="in force cannot be changed"):
        PolicyVersion.objects.filter(pk=version.pk).update(**{column: other})


def test_a_version_in_force_only_leaves_force(version):
    rows = PolicyVersion.objects.filter(pk=version.pk)
    for status in (PolicyStatus.DRAFT, PolicyStatus.APPROVED):
        with refused(by="can only be superseded"):
            rows.update(status=status)
    with refused(by="in force cannot be changed"):
        rows._raw_delete(rows.db)
    rows.update(next_review_on=datetime.date(2027, 1, 1))
    rows.update(status=PolicyStatus.SUPERSEDED, in_force_until=timezone.localdate())
    for status in (PolicyStatus.IN_FORCE, PolicyStatus.DRAFT):
        with refused(by="can only be superseded"):
            rows.update(status=status)
    with refused(by="in force cannot be changed"):
        rows.update(title_ar="x")
    with refused(by="in force cannot be changed"):
        rows._raw_delete(rows.db)


@pytest.mark.parametrize("model", OF_VERSION)
def test_rows_of_a_version_in_force_share_its_fate(version, model):
    rows: Any = model.objects.filter(version=version)
    row = rows.first()
    column = "article_ar" if model is ResponseRule else "position"
    with refused(by="in force cannot be changed"):
        rows.update(**{column: 9})
    with refused(by="in force cannot be changed"):
        rows.filter(pk=row.pk)._raw_delete(rows.db)
    draft = draft_of(version)
    theirs = model.objects.filter(version=draft).first()
    with refused(by="in force cannot be changed"):  # carried over from a draft
        model.objects.filter(pk=theirs.pk).update(version=version)
    with refused(by="in force cannot be changed"):  # carried away to a draft
        rows.filter(pk=row.pk).update(version=draft)
    columns = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    with refused(by="in force cannot be changed"):
        model.objects.bulk_create([model(**{**columns, "id": None})])


@pytest.mark.parametrize("model", OF_VERSION)
def test_a_draft_may_change_until_it_is_in_force(version, model):
    draft = draft_of(version)
    rows: Any = model.objects.filter(version=draft)
    rows.update(**{"article_ar" if model is ResponseRule else "position": 9})
    rows.all().delete()
    PolicyVersion.objects.filter(pk=draft.pk).update(title_ar="مسودة")
    assert not rows.exists()


def test_one_version_is_in_force_at_a_time(version):
    draft = draft_of(version)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=draft.pk).update(
            status=PolicyStatus.IN_FORCE, in_force_from=timezone.localdate()
        )


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (PolicyVersion, {"status": "in_force", "in_force_from": None}),
        (PolicyVersion, {"status": "superseded", "in_force_from": datetime.date(2025, 1, 1)}),
        (PolicyVersion, {"approved_year": None, "approved_month": 3}),
        (PolicyVersion, {"approved_hijri_month": None, "approved_hijri_day": 3}),
        (PolicyVersion, {"number": 1}),
        (ResponseRule, {"bound": "none", "length": 3, "unit": "working_days", "starts": "receipt"}),
        (ResponseRule, {"bound": "at_most", "length": None}),
        (ResponseRule, {"bound": "at_most", "length": 0}),
        (ResponseRule, {"internal_length": None, "internal_unit": "working_days"}),
        (ResponseRule, {"cut_off_hour": 24}),
        (ResponseRule, {"internal_length": 3, "internal_unit": ""}),
    ],
)
def test_a_half_written_policy_is_refused_even_as_a_draft(version, model, change):
    draft = draft_of(version)
    rows: Any = model.objects.filter(**({"pk": draft.pk} if model is PolicyVersion else {"version": draft}))
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)
