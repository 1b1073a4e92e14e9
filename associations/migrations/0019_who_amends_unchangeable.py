"""Who wrote a version and who brought it into force stays written."""

from django.db import migrations

from core.db_rules import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("associations", "0018_who_amends")]

    operations = [
        RefuseChange(
            "associations_policyversion",
            "names",
            "a policy version in force cannot be changed",
            events=("UPDATE",),
            columns=("written_by_id", "in_force_by_id"),
            when="OLD.status IN ('in_force', 'superseded')",
        ),
    ]
