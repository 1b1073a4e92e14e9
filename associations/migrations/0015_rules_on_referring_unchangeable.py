"""The rule on referring shares the fate of its policy version: nothing is changed once it is in force."""

from django.db import migrations

from core.db_rules import RefuseChange

UNCHANGEABLE = "a policy version in force cannot be changed"
TABLE = "associations_referralrule"


def of_a_closed_version(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM associations_policyversion v "
        f"WHERE v.id = {row}.version_id AND v.status IN ('in_force', 'superseded'))"
    )


class Migration(migrations.Migration):
    dependencies = [("associations", "0014_rules_on_referring")]

    operations = [
        RefuseChange(TABLE, "kept", UNCHANGEABLE, when=of_a_closed_version("OLD")),
        RefuseChange(TABLE, "closed", UNCHANGEABLE, events=("INSERT", "UPDATE"), when=of_a_closed_version("NEW")),
    ]
