"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_applicants_and_codes")]

    operations = [
        RefuseChange(
            "accounts_signincode",
            "used",
            "a used code is never changed",
            events=("UPDATE",),
            when="OLD.used_at IS NOT NULL",
        ),
        ProtectByAssociation("accounts_signincode"),
    ]
