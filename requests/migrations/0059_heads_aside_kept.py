"""Who takes no part in a request stays so, and decides nothing of it: not the request, its objection or urgent help.

The rules name ``committees_seat`` and ``accounts_membership``: on SQLite a later change of those lifts them first.
"""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

TABLE = "support_requests_headaside"
DECISION, RULING, URGENT = (f"support_requests_{name}" for name in ("decision", "ruling", "urgenthelp"))
KEPT, ASIDE = "who takes no part stays so", "this member takes no part in the request"
IS_ASIDE = f"""EXISTS (SELECT 1 FROM {TABLE} h JOIN committees_seat t ON t.id = h.seat_id
    JOIN accounts_membership m ON m.id = t.membership_id
    WHERE h.support_request_id = {{request}} AND m.user_id = NEW.{{who}})"""
OF_OBJECTION = "(SELECT o.support_request_id FROM support_requests_objection o WHERE o.id = NEW.objection_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("support_requests", "0058_heads_aside"),
        ("committees", "0009_minutes_of_an_item"),
        ("accounts", "0014_mobiles_are_confirmed"),
    ]

    operations = [
        ProtectByAssociation(TABLE),
        RefuseChange(TABLE, "stays", KEPT, events=("DELETE",)),
        RefuseChange(
            TABLE,
            "facts",
            KEPT,
            events=("UPDATE",),
            columns=("id", "association_id", "support_request_id", "seat_id", "is_declared", "at"),
        ),
        EmptiedOnly(TABLE, "words", KEPT, texts=("words",)),
        RefuseChange(
            DECISION,
            "aside",
            ASIDE,
            events=("INSERT",),
            when=IS_ASIDE.format(request="NEW.support_request_id", who="decided_by_id"),
        ),
        RefuseChange(
            RULING,
            "aside",
            ASIDE,
            events=("INSERT",),
            when=IS_ASIDE.format(request=OF_OBJECTION, who="decided_by_id"),
        ),
        RefuseChange(
            URGENT,
            "aside",
            ASIDE,
            events=("UPDATE",),
            columns=("settled_by_id",),
            when=IS_ASIDE.format(request="NEW.support_request_id", who="settled_by_id"),
        ),
    ]
