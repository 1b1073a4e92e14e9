"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0001_initial")]

    operations = [
        RefuseChange("beneficiaries_filelook", "kept", "a filelook row is never changed"),
        RefuseChange("beneficiaries_beneficiarychange", "kept", "a beneficiarychange row is never changed"),
        ProtectByAssociation("beneficiaries_beneficiary"),
        ProtectByAssociation("beneficiaries_searchtoken"),
        ProtectByAssociation("beneficiaries_filelook"),
        ProtectByAssociation("beneficiaries_beneficiarychange"),
    ]
