"""On PostgreSQL, search words compare byte by byte, so that a prefix is a range of the index."""

from typing import Any

from django.db import migrations


def compare_by_bytes(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE beneficiaries_searchtoken ALTER COLUMN token TYPE varchar(60) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_records_unchangeable")]

    operations = [migrations.RunPython(compare_by_bytes, migrations.RunPython.noop)]
