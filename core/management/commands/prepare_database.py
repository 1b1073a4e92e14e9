"""The database is ready to be used: tables, the shared cache's table and, on SQLite, the write-ahead log.

May be run at any time and again: each line it prints says what it found already done.
"""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """`manage.py prepare_database`, at installation and at every upgrade."""

    help = "Brings the database up to date; prints one line for each thing it sees to."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            self.stdout.write(f"journal: {write_ahead()}")
        else:
            self.stdout.write(f"role: {role_words()}")
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"migrations: {waiting} applied" if waiting else "migrations: up to date")
        call_command("createcachetable", verbosity=0)
        self.stdout.write("cache table: ready")


def write_ahead() -> str:
    """Switches the file to write-ahead logging, once for its lifetime: readers then never wait for a writer."""
    Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        return str(cursor.fetchone()[0])


def role_words() -> str:
    """The role in use, with a warning where the second wall between associations does not bind it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, unbound = cursor.fetchone()
    if unbound:
        return f"{name} is a superuser: row-level security does not bind it; see docs/operations.md"
    return str(name)
