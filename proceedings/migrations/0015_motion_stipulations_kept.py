"""Conditions stand in a motion before anybody votes on it, only where something is granted, and never change.

The rules name ``proceedings_motion`` and ``_vote``: what ``0002_sessions_kept`` says of such rules holds here too.
"""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

TABLE, MOTION, VOTE = "proceedings_motionstipulation", "proceedings_motion", "proceedings_vote"
KEPT = "a condition of a motion is never changed"
THIS = f"SELECT 1 FROM {MOTION} m WHERE m.id = NEW.motion_id"
VOTED_ON = f"""EXISTS ({THIS} AND m.closed_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM {VOTE} v WHERE v.motion_id = NEW.motion_id)"""
GRANTS = f"EXISTS ({THIS} AND m.outcome IN ('accepted', 'partly_accepted', 'changed'))"


def refuse(name, message, when):
    return RefuseChange(TABLE, name, message, events=("INSERT",), when=when)


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0014_motion_stipulations")]

    operations = [
        ProtectByAssociation(TABLE),
        RefuseChange(TABLE, "stays", KEPT, events=("DELETE",)),
        RefuseChange(
            TABLE,
            "facts",
            KEPT,
            events=("UPDATE",),
            columns=("association_id", "motion_id", "position", "needed", "last_on"),
        ),
        EmptiedOnly(TABLE, "words", KEPT, texts=("text",)),
        refuse("before", "conditions stand in a motion before it is voted on", VOTED_ON),
        refuse("granted", "only what is granted has conditions", f"NOT ({GRANTS})"),
    ]
