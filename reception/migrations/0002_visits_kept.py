"""Rules the database keeps by itself: how somebody came is never changed, and each association sees its own visits."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

VISIT, EVENT, LED = "reception_visit", "reception_visitevent", "reception_ledto"
CAME, HAPPENED = "how a visitor came is never changed", "a visitevent row is never changed"


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_visits")]

    operations = [
        RefuseChange(
            VISIT,
            "came",
            CAME,
            events=("UPDATE",),
            columns=("association_id", "uid", "arrived_at", "purpose", "channel", "office_id", "taken_in_by_id"),
        ),
        RefuseChange(VISIT, "stays", "a visit is never removed", events=("DELETE",)),
        RefuseChange(
            VISIT,
            "over",
            "a visit that is over stays as it ended",
            events=("UPDATE",),
            columns=("status", "served_by_id", "served_at", "ended_at"),
            when="OLD.ended_at IS NOT NULL",
        ),
        RefuseChange(EVENT, "stays", HAPPENED, events=("DELETE",)),
        RefuseChange(
            EVENT,
            "facts",
            HAPPENED,
            events=("UPDATE",),
            columns=("id", "association_id", "case_id", "at", "by_id", "event", "from_status", "to_status"),
        ),
        EmptiedOnly(EVENT, "words", HAPPENED, texts=("reason",), objects=("detail",)),
        RefuseChange(LED, "kept", "what a visit led to is never changed"),
        ProtectByAssociation(VISIT),
        ProtectByAssociation(EVENT),
        ProtectByAssociation(LED),
    ]
