"""The cast: two associations with their policies, people with roles, and somebody of the other association."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, settings

from accounts.models import Membership, User
from accounts.roles import Role
from associations.models import Association
from associations.presets import load
from tests.factories.accounts import MembershipFactory

IN_FORCE_FROM = datetime.date(2025, 1, 1)
MemberOf = Callable[..., tuple[User, Membership]]
ClientOf = Callable[[Membership], Client]

# a property is about what is true, not about how busy the machine is
settings.register_profile("mithaq", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mithaq")


def loaded(slug: str) -> Association:
    """An association with its policy in force."""
    version, _made = load(slug, from_on=IN_FORCE_FROM)
    return version.association


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: Any) -> None:
    """SQLite in a file, as installed: in memory, two threads meet "table is locked" instead of waiting."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _history_steps_aside_for_a_flush() -> Any:
    """Emptying the tables after a test with threads: SQLite's triggers against DELETE are put back right after.

    PostgreSQL truncates, which no row trigger sees.
    """
    if connection.vendor != "sqlite":
        yield
        return
    from django.db.backends.sqlite3.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        flush(operations, [*drops, *statements, *(sql for _name, sql in triggers)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(autouse=True)
def _pages_name_only_what_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of ours that shows an undefined template variable fails the test that opened it.

    The operator's desk is Django's, whose own templates lean on undefined variables being empty.
    """
    ask = Client.request

    def checked(client: Client, **request: Any) -> HttpResponse:
        response = ask(client, **request)
        ours = not request["PATH_INFO"].startswith("/operator/")
        if ours and not response.streaming and b"!! undefined" in response.content:
            place = response.content.index(b"!! undefined")
            shown = response.content[max(0, place - 200) : place + 100].decode(errors="replace")
            pytest.fail(f"{request['PATH_INFO']} shows an undefined variable:\n{shown}")
        return response

    monkeypatch.setattr(Client, "request", checked)


@pytest.fixture(autouse=True)
def _rows_without_an_order_come_in_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of a query that names no order come last first, so that no test leans on the database's habit."""
    fetch = QuerySet._fetch_all

    def turned(rows: Any) -> None:
        is_first = rows._result_cache is None
        fetch(rows)
        if is_first and not rows.ordered and isinstance(rows._result_cache, list):
            rows._result_cache.reverse()

    monkeypatch.setattr(QuerySet, "_fetch_all", turned)


@pytest.fixture(autouse=True)
def _nobody_is_called_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a delivery a call is drawn where the association wants every one of them, and never else."""
    chance = SimpleNamespace(randbelow=lambda below: below - 1)
    monkeypatch.setattr("requests.actions.following_up.secrets", chance)


@pytest.fixture
def twaim(db: None) -> Association:
    return loaded("twaim")


@pytest.fixture
def qalam(db: None) -> Association:
    return loaded("qalam")


@pytest.fixture
def member_of(db: None) -> MemberOf:
    """``member_of(association, Role.DESK)`` gives (user, membership)."""

    def make(association: Association, *roles: str, **user: Any) -> tuple[User, Membership]:
        asked = {f"user__{name}": value for name, value in user.items()}
        membership = MembershipFactory(association=association, roles=list(roles), **asked)
        return membership.user, membership

    return make


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which the member is signed in; pages are in English unless a test asks otherwise."""

    def sign_in(membership: Membership, language: str = "en") -> Client:
        client = Client()
        client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["mithaq_language"] = language
        return client

    return sign_in


@pytest.fixture
def desk(twaim: Association, member_of: MemberOf) -> Membership:
    """The front desk of Twaim."""
    return member_of(twaim, Role.DESK)[1]


@pytest.fixture
def outsider(qalam: Association, member_of: MemberOf) -> Membership:
    """The front desk of another association, who must see nothing of Twaim."""
    return member_of(qalam, Role.DESK)[1]
