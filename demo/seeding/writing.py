"""Rows written by the thousand: ids are known before the rows are, and a batch is one transaction.

``bulk_create`` asks the database for each id and packs few wide rows into a statement; this is several times faster.
No signal is sent and no default but the model's own is filled in, so whoever adds a row gives it all of its facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

from associations.models import Association, ReferenceCounter
from core.hijri import HijriDate


class Batch:
    """The rows of one transaction.

    A case is added before what happened to it and written after it: some rules of the database ask, when a case
    is written, whether what must have happened is there. References are checked at the end of the transaction.
    """

    def __init__(self, association: Association) -> None:
        self.association = association
        self.rows: dict[type[models.Model], list[Any]] = {}
        self._next: dict[type[models.Model], Iterator[int]] = {}
        self._counters: dict[tuple[str, int], ReferenceCounter] = {}

    def add(self, row: Any) -> Any:
        """Keep a row for writing; it has its id from now on."""
        model = type(row)
        if row.pk is None:
            row.pk = next(self._next.setdefault(model, _ids(model)))
        self.rows.setdefault(model, []).append(row)
        return row

    def number(self, series: str, on: Any) -> tuple[int, int]:
        """(Hijri year, number): the next of its series, as ``associations.references`` counts."""
        year = HijriDate.from_gregorian(on).year
        counter = self._counters.get((series, year))
        if counter is None:
            key = {"association": self.association, "series": series, "year": year}
            ReferenceCounter.objects.bulk_create([ReferenceCounter(**key)], ignore_conflicts=True)
            counter = ReferenceCounter.objects.select_for_update().get(**key)
            self._counters[series, year] = counter
        counter.last += 1
        return year, counter.last

    def reference(self, series: str, on: Any) -> str:
        year, number = self.number(series, on)
        return f"{series}-{year}-{number:06d}"

    def write(self) -> None:
        """Everything kept, and the counters."""
        for counter in self._counters.values():
            counter.save(update_fields=["last"])
        for model, rows in reversed(self.rows.items()):
            _insert(model, rows)


@contextmanager
def batch(association: Association) -> Iterator[Batch]:
    """One transaction; what was added is written when the block ends."""
    with transaction.atomic():
        rows = Batch(association)
        yield rows
        rows.write()


def _ids(model: type[models.Model]) -> Iterator[int]:
    """Ids that nobody else gets: from PostgreSQL's sequence; on SQLite the file is locked by this transaction."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        while True:
            with connection.cursor() as cursor:
                sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, 2000)"
                cursor.execute(sequence, [table])
                block = [row[0] for row in cursor.fetchall()]
            yield from block
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    while True:
        last += 1
        yield last


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    database = connections[DEFAULT_DB_ALIAS]
    values = [tuple([_stored(field, row, database) for field in fields]) for row in rows]
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            execute_values(cursor.cursor, f"{into}%s", values, page_size=1000)
        else:
            cursor.executemany(f"{into}({', '.join(['%s'] * len(fields))})", values)


def _stored(field: Any, row: Any, database: Any) -> Any:
    """The column's value; a moment that the model would set to now stays as the row has it."""
    value = getattr(row, field.attname)
    if type(value) in (str, int, bool):
        return value
    return field.get_db_prep_save(field.pre_save(row, True) if value is None else value, connection=database)
