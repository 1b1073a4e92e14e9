"""A question stays as it was asked and an answer as it was given; their words are emptied with the person's name."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

TABLE = "complaints_complaintreferral"
KEPT = "a referral is never changed"
FACTS = ("id", "association_id", "case_id", "kind", "role", "asked_by_id", "asked_at", "due_on")
ENDED = "OLD.ended_at IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0009_referrals")]

    operations = [
        RefuseChange(TABLE, "stays", KEPT, events=("DELETE",)),
        RefuseChange(TABLE, "facts", KEPT, events=("UPDATE",), columns=FACTS),
        RefuseChange(TABLE, "ended", KEPT, events=("UPDATE",), columns=("how", "ended_by_id", "ended_at"), when=ENDED),
        RefuseChange(
            TABLE,
            "answered",
            KEPT,
            events=("UPDATE",),
            columns=("answer",),
            when=f"{ENDED} AND NEW.answer NOT IN ('', '—')",
        ),
        EmptiedOnly(TABLE, "words", KEPT, texts=("question",)),
        ProtectByAssociation(TABLE),
    ]
