"""Rules the database keeps by itself over the new tables of the file; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

WALLED = (
    "category",
    "incategory",
    "household",
    "householdmember",
    "householdchange",
    "income",
    "obligation",
    "mandate",
)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0006_whole_file")]

    operations = [
        RefuseChange("beneficiaries_householdchange", "kept", "a householdchange row is never changed"),
        RefuseChange(
            "beneficiaries_mandate",
            "kept",
            "the facts of a mandate are never changed; end it and enter another",
            events=("UPDATE",),
            columns=(
                "association_id",
                "uid",
                "kind",
                "holder_name",
                "holder_id_index",
                "deed_number",
                "scope",
                "from_on",
                "until_on",
                "entered_by_id",
            ),
        ),
        RefuseChange("beneficiaries_mandate", "stays", "a mandate is ended, never deleted", events=("DELETE",)),
        RefuseChange(
            "beneficiaries_mandate",
            "ended",
            "an ended mandate stays ended",
            events=("UPDATE",),
            columns=("ended_on", "ended_because"),
            when="OLD.ended_on IS NOT NULL",
        ),
        *(ProtectByAssociation(f"beneficiaries_{table}") for table in WALLED),
    ]
