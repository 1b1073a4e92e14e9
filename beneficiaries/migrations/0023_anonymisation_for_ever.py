"""Rules the database keeps by itself; tests try to break each of them.

That an anonymous file names nobody is a trigger and no constraint: SQLite cannot remake a table that a trigger of
another table names.
"""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

EMPTY = (
    *("family_name", "national_id_sealed", "mobile_sealed", "other_mobile_sealed", "iban_sealed"),
    *("health_note_sealed", "email"),
)
NAMES_NOBODY = " AND ".join(
    ["NEW.closed_on IS NOT NULL", "NEW.full_name = '—'", *(f"NEW.{column} = ''" for column in EMPTY)]
)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0022_anonymisation")]

    operations = [
        RefuseChange("beneficiaries_anonymisation", "kept", "an anonymisation row is never changed"),
        RefuseChange(
            "beneficiaries_beneficiary",
            "forgotten",
            "an anonymous file stays as it is",
            when="OLD.anonymised_at IS NOT NULL",
        ),
        RefuseChange(
            "beneficiaries_beneficiary",
            "names_nobody",
            "an anonymous file is closed and holds no name and no number",
            events=("INSERT", "UPDATE"),
            when=f"NEW.anonymised_at IS NOT NULL AND NOT ({NAMES_NOBODY})",
        ),
        ProtectByAssociation("beneficiaries_anonymisation"),
    ]
