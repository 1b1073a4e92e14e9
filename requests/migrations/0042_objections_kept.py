"""What was objected to, decided on it and granted instead is never changed; words are emptied with the name."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

OF_CASE = ("id", "association_id", "case_id")
OBJECTION = (
    *("id", "association_id", "uid", "reference", "support_request_id", "decision_id", "channel", "body_id"),
    *("opened_by_id", "received_at", "policy_version_id"),
)
# table: (what is never changed, words, JSON)
KEPT: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "ruling": (
        (
            *("id", "association_id", "objection_id", "outcome", "letter_id", "first_decider_id"),
            *("first_researcher_id", "decided_by_id", "decided_at"),
        ),
        ("reasons",),
        (),
    ),
    "revision": (
        (
            *("id", "association_id", "support_request_id", "objection_id", "outcome", "amount"),
            *("refusal_reason_id", "letter_id", "decided_by_id", "decided_at"),
        ),
        ("reasons",),
        (),
    ),
    "objectionevent": ((*OF_CASE, "event", "from_status", "to_status", "by_id", "at"), ("reason",), ("detail",)),
    "objectionmoment": ((*OF_CASE, "kind", "at", "days", "by_id", "recorded_at"), ("reason",), ()),
}


def kept(name: str, facts: tuple[str, ...], words: tuple[str, ...], objects: tuple[str, ...]) -> list:
    table, message = f"support_requests_{name}", f"a {name} row is never changed"
    return [
        RefuseChange(table, "stays", message, events=("DELETE",)),
        RefuseChange(table, "facts", message, events=("UPDATE",), columns=facts),
        EmptiedOnly(table, "words", message, texts=words, objects=objects),
        ProtectByAssociation(table),
    ]


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0041_objections")]

    operations = [
        *(operation for name, parts in KEPT.items() for operation in kept(name, *parts)),
        RefuseChange("support_requests_objectionpromise", "kept", "an objectionpromise row is never changed"),
        ProtectByAssociation("support_requests_objectionpromise"),
        RefuseChange("support_requests_objection", "stays", "an objection is never removed", events=("DELETE",)),
        RefuseChange(
            "support_requests_objection",
            "facts",
            "what was objected to is never changed",
            events=("UPDATE",),
            columns=OBJECTION,
        ),
        ProtectByAssociation("support_requests_objection"),
    ]
