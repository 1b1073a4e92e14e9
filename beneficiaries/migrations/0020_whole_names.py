"""Names that are kept already are found as a whole too: each file's tokens are written anew."""

from typing import Any

from django.db import migrations

from core.tenancy import across_associations

AT_ONCE = 1000


def write_whole_names(apps: Any, schema_editor: Any) -> None:
    with across_associations():
        from beneficiaries.models.finding import SearchToken as Today

        people, token = apps.get_model("beneficiaries", "Beneficiary"), apps.get_model("beneficiaries", "SearchToken")
        waiting: list[Any] = []
        rows = people.objects.values_list("pk", "association_id", "full_name")
        for person, association, name in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
            waiting += [
                token(association_id=association, beneficiary_id=person, token=w) for w in Today.words_of(name)
            ]
            if len(waiting) >= AT_ONCE:
                token.objects.bulk_create(waiting, ignore_conflicts=True)
                waiting = []
        token.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0019_finding_flat")]

    operations = [migrations.RunPython(write_whole_names, migrations.RunPython.noop)]
