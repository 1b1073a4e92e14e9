"""A recommendation that waits is shown to its own association only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0047_recommendations_prepared")]

    operations = [ProtectByAssociation("support_requests_recommendationdraft")]
