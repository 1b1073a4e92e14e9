"""Policies, offices, calendars, documents and counters are shown to their own association only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation


class Migration(migrations.Migration):
    dependencies = [("associations", "0006_rules_on_files_unchangeable")]

    operations = [
        ProtectByAssociation("associations_policyversion"),
        ProtectByAssociation("associations_office"),
        ProtectByAssociation("associations_calendaroverride"),
        ProtectByAssociation("associations_documentathand"),
        ProtectByAssociation("associations_referencecounter"),
    ]
