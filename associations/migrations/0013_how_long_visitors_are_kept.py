"""How long the name of a visitor without a file is kept is part of a policy version, and shares its fate."""

from django.db import migrations, models

from core.db_rules import RefuseChange, RefuseNoLonger

UNCHANGEABLE = "a policy version in force cannot be changed"


def of_a_closed_version(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM associations_policyversion v "
        f"WHERE v.id = {row}.version_id AND v.status IN ('in_force', 'superseded'))"
    )


def rules(operation: type[RefuseChange]) -> list[RefuseChange]:
    """Both rules on the table: SQLite remakes it, and its triggers are gone."""
    return [
        operation("associations_filerules", "kept", UNCHANGEABLE, when=of_a_closed_version("OLD")),
        operation(
            "associations_filerules",
            "closed",
            UNCHANGEABLE,
            events=("INSERT", "UPDATE"),
            when=of_a_closed_version("NEW"),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("associations", "0012_policies_without_declaration")]

    operations = [
        *rules(RefuseNoLonger),
        migrations.RemoveConstraint(model_name="filerules", name="filerules_in_sensible_bounds"),
        migrations.AddField(
            model_name="filerules",
            name="visitors_kept_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                verbose_name="months that names of visitors without a file and words of help requests are kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="filerules",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    confirm_every_months__range=(1, 60),
                    retention_years__range=(1, 50),
                    visitors_kept_months__range=(1, 120),
                ),
                name="filerules_in_sensible_bounds",
                violation_error_message="A file is confirmed every 1 to 60 months and kept for 1 to 50 years, a "
                "visitor's name 1 to 120 months.",
            ),
        ),
        *rules(RefuseChange),
    ]
