"""Rules the database keeps by itself; tests try to break each of them.

Sealed columns are left out where a row is otherwise kept: they are sealed anew when keys rotate, and emptied when a
file is made anonymous.
"""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

WALLED = ("signature", "acceptance", "consent", "changereport", "reportedvalue", "fileconfirmation")


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0016_consent_and_changes")]

    operations = [
        RefuseChange("beneficiaries_acceptance", "kept", "an acceptance row is never changed"),
        RefuseChange("beneficiaries_consent", "kept", "a consent row is never changed"),
        RefuseChange("beneficiaries_fileconfirmation", "kept", "a fileconfirmation row is never changed"),
        RefuseChange(
            "beneficiaries_signature",
            "kept",
            "a signature is never changed",
            events=("UPDATE",),
            columns=(
                "association_id",
                "uid",
                "beneficiary_id",
                "method",
                "digest",
                "sha256",
                "signed_at",
                "witnessed_by_id",
            ),
        ),
        RefuseChange("beneficiaries_signature", "stays", "a signature is never removed", events=("DELETE",)),
        RefuseChange(
            "beneficiaries_signature",
            "drawn",
            "a drawn signature has its drawing",
            events=("INSERT",),
            when="NEW.method = 'drawn' AND NEW.drawing_sealed = ''",
        ),
        RefuseChange(
            "beneficiaries_changereport",
            "kept",
            "what was reported is never changed",
            events=("UPDATE",),
            columns=(
                "association_id",
                "uid",
                "sha256",
                "is_from_person",
                "needs_another",
                "reported_by_id",
                "reported_at",
            ),
        ),
        RefuseChange(
            "beneficiaries_changereport",
            "decided",
            "a decided report stays decided",
            events=("UPDATE",),
            columns=("status", "decided_by_id", "decided_at", "refused_because"),
            when="OLD.status <> 'waiting'",
        ),
        RefuseChange("beneficiaries_changereport", "stays", "a report is never removed", events=("DELETE",)),
        RefuseChange(
            "beneficiaries_reportedvalue",
            "kept",
            "what was reported is never changed",
            events=("UPDATE",),
            columns=("association_id", "uid", "report_id", "field"),
        ),
        RefuseChange(
            "beneficiaries_reportedvalue",
            "decided",
            "a decided value stays decided",
            events=("UPDATE",),
            columns=("is_taken",),
            when="OLD.is_taken IS NOT NULL",
        ),
        RefuseChange("beneficiaries_reportedvalue", "stays", "a reported value is never removed", events=("DELETE",)),
        *(ProtectByAssociation(f"beneficiaries_{table}") for table in WALLED),
    ]
