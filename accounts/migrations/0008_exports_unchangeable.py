"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_saved_views")]

    operations = [
        RefuseChange("accounts_listexport", "kept", "a list taken along stays recorded"),
        ProtectByAssociation("accounts_listexport"),
        ProtectByAssociation("accounts_savedview"),
        ProtectByAssociation("accounts_defaultview"),
    ]
