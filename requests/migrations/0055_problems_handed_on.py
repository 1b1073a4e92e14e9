"""A problem with a delivery may go to another owner until it is settled; a change of rules is never changed."""

from importlib import import_module

from django.db import migrations

from core.db_rules import LiftRefusal, ProtectByAssociation, RefuseChange

_after = import_module("requests.migrations.0034_after_delivery")
PROBLEM, KEPT, WHAT = _after.PROBLEM, _after.PROBLEM_KEPT, _after.WHAT
CHANGES = "support_requests_ruleschange"


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0054_rules_changes")]

    operations = [
        LiftRefusal(RefuseChange(PROBLEM, "facts", KEPT, events=("UPDATE",), columns=WHAT)),
        RefuseChange(
            PROBLEM, "facts", KEPT, events=("UPDATE",), columns=tuple(name for name in WHAT if name != "owner_id")
        ),
        RefuseChange(
            PROBLEM, "owner", KEPT, events=("UPDATE",), columns=("owner_id",), when="OLD.settled_at IS NOT NULL"
        ),
        RefuseChange(CHANGES, "kept", "a change of rules is never changed"),
        ProtectByAssociation(CHANGES),
    ]
