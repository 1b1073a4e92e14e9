"""Rows that were entered name their file; by the index of the ID nobody looks for them any more."""

from typing import Any

from django.db import migrations

from core.tenancy import across_associations


def drop_indexes(apps: Any, schema_editor: Any) -> None:
    with across_associations():
        apps.get_model("beneficiaries", "ImportRow").objects.filter(cells_sealed="").update(national_id_index=None)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0025_import_rows_seal_their_id")]

    operations = [migrations.RunPython(drop_indexes, migrations.RunPython.noop)]
