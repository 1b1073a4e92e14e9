"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]

    operations = [
        RefuseChange("correspondence_letter", "kept", "a letter row is never changed"),
        ProtectByAssociation("correspondence_letter"),
    ]
