"""Questions share the fate of their version; one depends on an earlier one of the same version, never on a later."""

from importlib import import_module

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

_terms = import_module("requests.migrations.0018_terms_unchangeable")
of_version, UNCHANGEABLE, VERSION = _terms.of_version, _terms.UNCHANGEABLE, _terms.VERSION
QUESTION, ASKED_IF = "support_requests_servicequestion", "support_requests_askedif"
EARLIER = (
    f"EXISTS (SELECT 1 FROM {QUESTION} q WHERE q.id = NEW.depends_on_id AND q.version_id = NEW.version_id "
    "AND q.position < NEW.position)"
)


def of_line(row: str) -> str:
    """The row's line belongs to terms that are, or were, in force."""
    return (
        f"EXISTS (SELECT 1 FROM support_requests_checklistitem i JOIN {VERSION} v ON v.id = i.version_id "
        f"WHERE i.id = {row}.item_id AND v.in_force_from IS NOT NULL)"
    )


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0043_questions_of_services")]

    operations = [
        *of_version(QUESTION),
        RefuseChange(
            QUESTION,
            "order",
            "a question depends on an earlier one",
            events=("INSERT", "UPDATE"),
            when=f"NEW.depends_on_id IS NOT NULL AND NOT {EARLIER}",
        ),
        RefuseChange(ASKED_IF, "kept", UNCHANGEABLE, when=of_line("OLD")),
        RefuseChange(ASKED_IF, "closed", UNCHANGEABLE, events=("INSERT", "UPDATE"), when=of_line("NEW")),
        ProtectByAssociation("support_requests_reply"),
        ProtectByAssociation("support_requests_draftreply"),
    ]
