"""What was asked for is never rewritten, only emptied with the person's name; what was done with it stays done."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

HELP, EVENT = "reception_helprequest", "reception_helpevent"
ASKED, HAPPENED = "what was asked for is never changed", "a helpevent row is never changed"


class Migration(migrations.Migration):
    dependencies = [("reception", "0003_help_requests")]

    operations = [
        RefuseChange(
            HELP,
            "facts",
            ASKED,
            events=("UPDATE",),
            columns=(
                *("association_id", "uid", "reference", "policy_version_id", "received_at", "for_whom", "code_hash"),
            ),
        ),
        RefuseChange(HELP, "stays", "a help request is never removed", events=("DELETE",)),
        EmptiedOnly(
            HELP,
            "words",
            ASKED,
            texts=("person_name", "helper_name", "city", "district", "need"),
            sealed=("mobile_sealed",),
        ),
        RefuseChange(
            HELP,
            "handled",
            "a handled help request stays as it was handled",
            events=("UPDATE",),
            columns=("status", "handled_by_id", "handled_at", "became"),
            when="OLD.handled_at IS NOT NULL",
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
        ProtectByAssociation(HELP),
        ProtectByAssociation(EVENT),
    ]
