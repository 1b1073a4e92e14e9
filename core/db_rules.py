"""Rules the database itself keeps, as migration operations for both databases.

``RefuseChange`` makes a table (or the rows that match a condition) unchangeable; ``ProtectByAssociation`` puts
PostgreSQL's row-level security on a table. Both are reversible, and both are tried by tests that break them.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class _DatabaseOnly(Operation):
    """An operation that changes the database and not Django's picture of the models."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: models stay as they are."""


class RefuseChange(_DatabaseOnly):
    """Named events on matching rows raise ``message``, in SQL, in the admin and in the shell alike.

    ``when`` is a condition over ``OLD`` or ``NEW`` that both databases understand; empty means every row.
    ``columns`` narrows UPDATE to these columns. ``name`` is unique in the table.
    """

    def __init__(
        self,
        table: str,
        name: str,
        message: str,
        *,
        events: tuple[str, ...] = ("UPDATE", "DELETE"),
        when: str = "",
        columns: tuple[str, ...] = (),
    ) -> None:
        self.table, self.name, self.message = table, name, message
        self.events, self.when, self.columns = events, when, columns

    def _triggers(self) -> list[tuple[str, str]]:
        """(trigger's name, event in SQL) of each event."""
        narrowed = f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"
        return [
            (f"{self.table}_{self.name}_{event.lower()}", narrowed if event == "UPDATE" else event)
            for event in self.events
        ]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for trigger, event in self._triggers():
            for statement in self._statements(schema_editor.connection.vendor, trigger, event):
                schema_editor.execute(statement)

    def _statements(self, vendor: str, trigger: str, event: str) -> list[str]:
        when = self.when or "true"
        if vendor != "postgresql":
            condition = f"WHEN ({self.when})" if self.when else ""
            return [
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {self.table} FOR EACH ROW {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        row = "OLD" if event == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF ({when}) THEN RAISE EXCEPTION '{self.message}' USING ERRCODE = '23000'; END IF; "
            f"RETURN {row}; END $$",
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {trigger}()",
        ]

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        postgresql = schema_editor.connection.vendor == "postgresql"
        for trigger, _event in self._triggers():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}" + (f" ON {self.table}" if postgresql else ""))
            if postgresql:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {trigger}()")

    def describe(self) -> str:
        return f"{self.table}: {self.message}"


class EmptiedOnly(RefuseChange):
    """Words may be emptied, when a person becomes anonymous, and are never rewritten; nothing else changes them.

    ``sealed`` columns may also be sealed anew under another key. ``objects`` are JSON. The rule reads its own row
    alone: SQLite cannot remake a table that a trigger of another table names.
    """

    EMPTY = "('', '—')"  # the sign stands where a constraint asks for a word

    def __init__(
        self,
        table: str,
        name: str,
        message: str,
        *,
        texts: tuple[str, ...] = (),
        objects: tuple[str, ...] = (),
        sealed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(table, name, message, events=("UPDATE",), columns=(*texts, *objects, *sealed))
        self.texts, self.objects, self.sealed = texts, objects, sealed

    def _statements(self, vendor: str, trigger: str, event: str) -> list[str]:
        is_postgresql = vendor == "postgresql"
        differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
        place = "strpos" if is_postgresql else "instr"
        key = f"substr({{0}}, 1, {place}({{0}}, ':'))"
        good = {
            **{column: f"NEW.{column} IN {self.EMPTY}" for column in self.texts},
            **{column: f"NEW.{column} = '{{}}'" for column in self.objects},
            **{
                column: f"(NEW.{column} = '' OR (OLD.{column} <> '' AND {place}(NEW.{column}, ':') > 1 AND "
                f"{key.format(f'NEW.{column}')} <> {key.format(f'OLD.{column}')}))"
                for column in self.sealed
            },
        }
        changed = {column: f"NEW.{column} {differs} OLD.{column}" for column in good}
        bad = [f"({changed[column]} AND NOT coalesce({good[column]}, false))" for column in good]
        self.when = f"NOT ({' OR '.join(changed.values())}) OR {' OR '.join(bad)}"
        return super()._statements(vendor, trigger, event)


class LiftRefusal(_DatabaseOnly):
    """Take back a ``RefuseChange`` of an earlier migration, given again word for word; another takes its place."""

    def __init__(self, rule: RefuseChange) -> None:
        self.rule = rule

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.rule.database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.rule.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{self.rule.table}: no longer: {self.rule.message}"


class RefuseNoLonger(RefuseChange):
    """Takes a rule of an earlier migration away, so that its columns can change; backwards puts it back."""

    def database_forwards(self, *args: Any) -> None:
        super().database_backwards(*args)

    def database_backwards(self, *args: Any) -> None:
        super().database_forwards(*args)

    def describe(self) -> str:
        return f"{self.table}: no longer {self.message}"


class ProtectByAssociation(_DatabaseOnly):
    """PostgreSQL shows and accepts rows of the association set by ``core.tenancy`` only; SQLite: nothing."""

    def __init__(self, table: str, column: str = "association_id") -> None:
        self.table, self.column = table, column

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        setting = "current_setting('mithaq.association', true)"
        rule = f"{setting} = '*' OR {self.column} = nullif(nullif({setting}, ''), '*')::bigint"
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY {self.table}_by_association ON {self.table} USING ({rule}) WITH CHECK ({rule})"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(f"DROP POLICY IF EXISTS {self.table}_by_association ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"{self.table}: rows by association (PostgreSQL)"
