"""The status before and after an event stays as it was, like the rest of the event."""

from django.db import migrations

from core.db_rules import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0002_sessions_kept")]

    operations = [
        RefuseChange(
            "proceedings_sessionevent",
            "statuses",
            "what happened in a session is never rewritten",
            events=("UPDATE",),
            columns=("from_status", "to_status"),
        ),
    ]
