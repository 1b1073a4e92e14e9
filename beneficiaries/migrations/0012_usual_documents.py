"""The usual kinds of documents for the associations that stand already."""

from typing import Any

from django.db import migrations

from beneficiaries.usual_documents import offer


def offer_to_all(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("beneficiaries", "FileDocumentKind")
    for association in apps.get_model("associations", "Association").objects.all():
        offer(kinds, association_id=association.pk)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0011_documents")]

    operations = [migrations.RunPython(offer_to_all, migrations.RunPython.noop)]
