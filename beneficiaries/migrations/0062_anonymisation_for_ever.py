"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0061_anonymisation")]

    operations = [
        RefuseChange("beneficiaries_anonymisation", "kept", "an anonymisation row is never changed"),
        RefuseChange(
            "beneficiaries_beneficiary",
            "forgotten",
            "an anonymous file stays as it is",
            when="OLD.anonymised_at IS NOT NULL",
        ),
        ProtectByAssociation("beneficiaries_anonymisation"),
    ]
