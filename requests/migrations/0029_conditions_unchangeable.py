"""Conditions share the fate of their version; what they said about a file stays, and is emptied with its name."""

from importlib import import_module

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

of_version = import_module("requests.migrations.0018_terms_unchangeable").of_version
CHECK, KEPT = "support_requests_eligibilitycheck", "an eligibilitycheck row is never changed"
FACTS = ("id", "association_id", "support_request_id", "occasion", "met", "score", "out_of", "by_id", "at")


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0028_conditions_of_services")]

    operations = [
        *of_version("support_requests_servicecondition"),
        RefuseChange(CHECK, "stays", KEPT, events=("DELETE",)),
        RefuseChange(CHECK, "facts", KEPT, events=("UPDATE",), columns=FACTS),
        EmptiedOnly(CHECK, "words", KEPT, objects=("findings",)),
        ProtectByAssociation(CHECK),
    ]
