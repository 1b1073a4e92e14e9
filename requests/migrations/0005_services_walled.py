"""Services are shown to their own association only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0004_sent_papers_unchangeable")]

    operations = [
        ProtectByAssociation("support_requests_service"),
    ]
