"""The rules on the clock share the fate of their policy version: nothing is changed once it is in force."""

from django.db import migrations

from core.db_rules import RefuseChange

UNCHANGEABLE = "a policy version in force cannot be changed"
TABLES = ("clockrules", "policypausereason", "policywarning")


def of_a_closed_version(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM associations_policyversion v "
        f"WHERE v.id = {row}.version_id AND v.status IN ('in_force', 'superseded'))"
    )


class Migration(migrations.Migration):
    dependencies = [("associations", "0008_clock_rules")]

    operations = [
        rule
        for table in TABLES
        for rule in (
            RefuseChange(f"associations_{table}", "kept", UNCHANGEABLE, when=of_a_closed_version("OLD")),
            RefuseChange(
                f"associations_{table}",
                "closed",
                UNCHANGEABLE,
                events=("INSERT", "UPDATE"),
                when=of_a_closed_version("NEW"),
            ),
        )
    ]
