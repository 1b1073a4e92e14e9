"""Words about a person are emptied with the person's name and never rewritten; what was decided, and when, stays."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

OF_REQUEST = ("id", "association_id", "support_request_id")
OF_CASE = ("id", "association_id", "case_id")
SENT, IS_SENT = "OLD.sent_as_id IS NOT NULL", "a draft that was sent is never changed"
DRAFT = "support_requests_requestdraft"
FACTS_OF_DRAFT = (
    *("id", "association_id", "uid", "service_id", "accepted_version_id", "accepted_at"),
    *("amount_asked", "changed_at", "sent_as_id"),
)
# table: (what is never changed, words, JSON)
KEPT: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "declaration": (
        (*OF_REQUEST, "text", "digest", "method", "signed_at", "witnessed_by_id", "agreed_text_id", "signature_id"),
        ("signed_name",),
        (),
    ),
    "recommendation": ((*OF_REQUEST, "outcome", "amount", "by_id", "at"), ("findings",), ()),
    "decision": (
        (*OF_REQUEST, *("body_id", "outcome", "amount", "refusal_reason", "letter_id", "decided_by_id", "decided_at")),
        ("reasons",),
        (),
    ),
    "answer": ((*OF_REQUEST, "means", "given_at", "by_id"), ("note",), ()),
    "delivery": (
        (*OF_REQUEST, "amount", "delivered_on", "received_by", "method", "by_id", "at"),
        ("what", "receiver_name"),
        (),
    ),
    "requestevent": ((*OF_CASE, "event", "from_status", "to_status", "by_id", "at"), ("reason",), ("detail",)),
    "requestmoment": ((*OF_CASE, "kind", "at", "days", "by_id", "recorded_at"), ("reason",), ()),
}


def emptied(name: str, facts: tuple[str, ...], words: tuple[str, ...], objects: tuple[str, ...]) -> list:
    """The table's rule that nothing changes gives way to: its words alone, and only to nothing."""
    table, message = f"support_requests_{name}", f"a {name} row is never changed"
    return [
        LiftRefusal(RefuseChange(table, "kept", message)),
        RefuseChange(table, "stays", message, events=("DELETE",)),
        RefuseChange(table, "facts", message, events=("UPDATE",), columns=facts),
        EmptiedOnly(table, "words", message, texts=words, objects=objects),
    ]


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0010_signed_text_and_proof")]

    operations = [
        *(operation for name, parts in KEPT.items() for operation in emptied(name, *parts)),
        LiftRefusal(
            RefuseChange(
                DRAFT, "as_sent", IS_SENT, columns=(*FACTS_OF_DRAFT[:6], "need", *FACTS_OF_DRAFT[6:]), when=SENT
            )
        ),
        RefuseChange(DRAFT, "stays", IS_SENT, events=("DELETE",), when=SENT),
        RefuseChange(DRAFT, "facts", IS_SENT, events=("UPDATE",), columns=FACTS_OF_DRAFT, when=SENT),
        RefuseChange(
            DRAFT,
            "words",
            IS_SENT,
            events=("UPDATE",),
            columns=("need",),
            when=f"{SENT} AND (NEW.need <> '' OR OLD.need = '')",
        ),
    ]
