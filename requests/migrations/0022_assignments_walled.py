"""Who stepped aside stays written; both tables are shown to their own association only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0021_assignments")]

    operations = [
        RefuseChange("support_requests_steppedaside", "kept", "who stepped aside stays written"),
        ProtectByAssociation("support_requests_steppedaside"),
        ProtectByAssociation("support_requests_researcherarea"),
    ]
