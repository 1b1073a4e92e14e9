"""The second wall: with an association named PostgreSQL shows and accepts its rows only, with none named none.

One table of each room stands for all; that every table with an association has its wall is read from the catalogue.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from associations.models import Association
from beneficiaries.models import Beneficiary
from core.tenancy import EVERY_ASSOCIATION, across_associations, within
from correspondence.models import Letter
from requests.enums import Status
from requests.models import RequestEvent, SupportRequest
from tests.factories.support_requests import Staff

WALLED: list[Any] = [Beneficiary, SupportRequest, RequestEvent, Letter]
# rows that are read before an association is known, or that no person is named in
OPEN = {
    "accounts_membership",
    "associations_agreedtext",
    "associations_calendaroverride",
    "associations_documentathand",
    "associations_office",
    "associations_policyversion",
    "associations_referencecounter",
    "committees_committee",
    "support_requests_service",
}
only_on_postgresql = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite has no row-level security"
)


@pytest.fixture
def two(twaim: Association, qalam: Association) -> tuple[Association, Association]:
    """Two associations with a closed request each."""
    for association in (twaim, qalam):
        Staff(association).case(Status.CLOSED)
    return twaim, qalam


@pytest.mark.postgres
@only_on_postgresql
@pytest.mark.parametrize("model", WALLED)
def test_postgresql_shows_rows_of_the_association_named_and_of_no_other(two, model):
    here, there = two
    with across_associations():
        everything = {row.association_id for row in model.objects.all()}
    assert everything == {here.pk, there.pk}
    for association in two:
        with within(association.pk):
            assert {row.association_id for row in model.objects.all()} == {association.pk}
    with within(""):
        assert not model.objects.exists()
    assert model.objects.filter(association=there).exists()  # the suite's own default, put back


@pytest.mark.postgres
@only_on_postgresql
def test_postgresql_accepts_no_row_for_another_association(two):
    here, there = two
    row = Letter.objects.filter(association=there).values().first()
    another = {**row, "id": None, "number": 99, "check_code": "x", "uid": uuid.uuid4()}
    with within(here.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Letter.objects.create(**another)
    with within(there.pk):
        assert Letter.objects.create(**another).pk


@pytest.mark.postgres
@only_on_postgresql
def test_postgresql_neither_changes_nor_moves_rows_of_another_association(two):
    here, there = two
    with within(here.pk):
        assert SupportRequest.objects.filter(association=there).update(brought_by="x") == 0
        assert SupportRequest.objects.filter(association=here).update(brought_by="x") == 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            SupportRequest.objects.filter(association=here).update(association=there)


@pytest.mark.postgres
@only_on_postgresql
def test_every_table_of_an_association_has_its_wall_or_a_reason_not_to(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,), "the suite's role is not bound by the wall, so these tests prove nothing"
    assert walled == tables_of_associations() - OPEN


def tables_of_associations() -> set[str]:
    """Tables whose rows name their association."""
    found = set()
    for model in apps.get_models():
        try:
            model._meta.get_field("association")
        except FieldDoesNotExist:
            continue
        found.add(model._meta.db_table)
    return found


def test_the_open_tables_exist():
    assert tables_of_associations() >= OPEN


def named() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('mithaq.association', true)")
        return str(cursor.fetchone()[0])


@pytest.mark.postgres
@only_on_postgresql
def test_the_name_before_is_put_back_also_after_an_error(db):
    assert named() == EVERY_ASSOCIATION
    with within(7):
        assert named() == "7"
        with pytest.raises(ZeroDivisionError), within(8):
            assert 1 / (named() != "8")
        assert named() == "7"
    assert named() == EVERY_ASSOCIATION


@pytest.mark.postgres
@only_on_postgresql
def test_a_page_names_its_association_and_the_next_one_its_own(two, client_of, member_of):
    here, there = two
    for association in (here, there, here):
        _user, desk = member_of(association, Role.DESK)
        page = client_of(desk).get(f"/{association.slug}/requests/?queue=all")
        assert page.status_code == 200
        assert [row.association_id for row in page.context["rows"]] == [association.pk]
        assert named() == EVERY_ASSOCIATION


def test_the_settings_name_no_association_by_default():
    from config.settings import base

    assert base.ASSOCIATION_WALL_DEFAULT == ""
