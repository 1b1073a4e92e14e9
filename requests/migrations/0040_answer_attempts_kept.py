"""An attempt is settled once; nothing else about it changes but that its note is emptied with the person's name."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

TABLE, KEPT = "support_requests_answerattempt", "an attempt to tell the answer is never changed"
FACTS = ("id", "association_id", "support_request_id", "number", "means", "notice_id", "at", "by_id")


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0039_answer_attempts")]

    operations = [
        RefuseChange(TABLE, "stays", KEPT, events=("DELETE",)),
        RefuseChange(TABLE, "facts", KEPT, events=("UPDATE",), columns=FACTS),
        RefuseChange(
            TABLE,
            "settled",
            KEPT,
            events=("UPDATE",),
            columns=("state", "not_reached", "settled_at"),
            when="OLD.state <> 'waiting'",
        ),
        EmptiedOnly(TABLE, "words", KEPT, texts=("note",)),
        ProtectByAssociation(TABLE),
    ]
