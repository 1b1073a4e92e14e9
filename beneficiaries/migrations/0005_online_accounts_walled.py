"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0004_online_accounts")]

    operations = [
        RefuseChange(
            "beneficiaries_onlineaccount",
            "tied",
            "an account stays with its file",
            events=("UPDATE",),
            columns=("beneficiary_id", "user_id", "association_id"),
        ),
        ProtectByAssociation("beneficiaries_onlineaccount"),
    ]
