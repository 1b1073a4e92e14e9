"""Whose answer an attempt tells is never changed."""

from django.db import migrations

from core.db_rules import RefuseChange

TABLE, KEPT = "support_requests_answerattempt", "an attempt to tell the answer is never changed"


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0052_objections_answered_by_attempts")]

    operations = [RefuseChange(TABLE, "of", KEPT, events=("UPDATE",), columns=("objection_id",))]
