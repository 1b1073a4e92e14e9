"""PostgreSQL shows and takes batches of the association named only; a row that was gone through stays as it went."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0030_batches")]

    operations = [
        RefuseChange(
            "support_requests_batchrow",
            "gone_through",
            "a row that was gone through keeps its result",
            when="OLD.result <> 'waiting'",
        ),
        ProtectByAssociation("support_requests_requestbatch"),
        ProtectByAssociation("support_requests_batchrow"),
    ]
