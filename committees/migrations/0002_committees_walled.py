"""Bodies are shown to their own association only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial")]

    operations = [
        ProtectByAssociation("committees_committee"),
    ]
