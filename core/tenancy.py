"""The second wall under the association's door: PostgreSQL shows rows of the association named, or none.

The first wall is the code's: rows are reached through ``association.<rows>`` only. On PostgreSQL each protected
table also has a row-level policy (see ``core.db_rules.ProtectByAssociation``) that reads ``mithaq.association``.
When nothing is set it shows nothing. SQLite has no such wall; these functions then do nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection

EVERY_ASSOCIATION = "*"
_named: ContextVar[str | None] = ContextVar("association_named", default=None)


def _current() -> str:
    named = _named.get()
    return settings.ASSOCIATION_WALL_DEFAULT if named is None else named


def _name(value: str) -> None:
    _named.set(value)
    if connection.vendor == "postgresql" and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('mithaq.association', %s, false)", [value])


@contextmanager
def within(association_id: int | str) -> Iterator[None]:
    """Rows of this association only, until the block ends. One query in, one out, on PostgreSQL."""
    before = _current()
    _name(str(association_id))
    try:
        yield
    finally:
        _name(before)


@contextmanager
def across_associations() -> Iterator[None]:
    """Rows of every association: for installation, seeding, the operator's commands, and look-ups by a secret."""
    with within(EVERY_ASSOCIATION):
        yield
