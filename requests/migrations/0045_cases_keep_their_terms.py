"""A case keeps the terms of the service that it began with, whatever is written afterwards."""

from django.db import migrations

from core.db_rules import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0044_questions_unchangeable")]

    operations = [
        RefuseChange(
            "support_requests_supportrequest",
            "terms",
            "a case keeps the terms it began with",
            events=("UPDATE",),
            columns=("service_version_id",),
            when="OLD.service_version_id <> NEW.service_version_id",
        ),
    ]
