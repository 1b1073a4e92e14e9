"""What somebody finds who walks off with the database: every byte of it, as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from django.db import connection


def everything_at_rest() -> str:
    """The SQLite file as it lies on disk; on PostgreSQL every row of every table, as text."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        name = Path(connection.settings_dict["NAME"])
        parts = [name, name.with_name(name.name + "-wal"), name.with_name(name.name + "-journal")]
        return "".join(part.read_bytes().decode(errors="ignore") for part in parts if part.exists())
    rows: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


def found(words: Iterable[str], text: str) -> list[str]:
    """Which of the words stand in the text, in plain or as JSON escapes them."""
    return [word for word in words if word in text or json.dumps(word)[1:-1] in text]
