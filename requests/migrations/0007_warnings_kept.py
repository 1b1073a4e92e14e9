"""A warning that was given stays written."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0006_warnings_and_taking_back")]

    operations = [
        RefuseChange("support_requests_duewarning", "kept", "a duewarning row is never changed"),
        ProtectByAssociation("support_requests_duewarning"),
    ]
