"""The rules on objections share the fate of their policy version: nothing is changed once it is in force."""

from django.db import migrations

from core.db_rules import RefuseChange

UNCHANGEABLE = "a policy version in force cannot be changed"


def of_a_closed_version(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM associations_policyversion v "
        f"WHERE v.id = {row}.version_id AND v.status IN ('in_force', 'superseded'))"
    )


class Migration(migrations.Migration):
    dependencies = [("associations", "0016_objections")]

    operations = [
        RefuseChange("associations_objectionrules", "kept", UNCHANGEABLE, when=of_a_closed_version("OLD")),
        RefuseChange(
            "associations_objectionrules",
            "closed",
            UNCHANGEABLE,
            events=("INSERT", "UPDATE"),
            when=of_a_closed_version("NEW"),
        ),
    ]
