"""Urgent help stays within the officer's limit and term, is never changed, and is looked at once before a decision."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

OFFICER, SCOPE, HELP = (f"support_requests_urgent{name}" for name in ("officer", "scope", "help"))
RULES, DECISION = "support_requests_urgentrules", "support_requests_decision"
TERM = (
    *("id", "association_id", "uid", "person_id", "highest", "allows_in_kind", "from_on", "until_on"),
    *("decision_number", "decision_on", "named_by_id", "named_at"),
)
GIVEN = (
    *("id", "association_id", "support_request_id", "officer_id", "amount", "quantity", "delivery_id"),
    *("given_by_id", "given_on", "given_at", "body_id", "ratify_by"),
)
TERM_KEPT, GIVEN_KEPT = "a term of urgent help is never changed", "urgent help is never changed"
SETTLED = "urgent help is ratified or reversed once"
OWN = f"SELECT 1 FROM {OFFICER} o WHERE o.id = NEW.officer_id AND o.association_id = NEW.association_id"


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0050_urgent_help")]

    operations = [
        RefuseChange(OFFICER, "stays", TERM_KEPT, events=("DELETE",)),
        RefuseChange(OFFICER, "facts", TERM_KEPT, events=("UPDATE",), columns=TERM),
        RefuseChange(
            OFFICER,
            "ended",
            "a term of urgent help ends once",
            events=("UPDATE",),
            columns=("ended_by_id", "ended_at", "ended_because"),
            when="OLD.ended_at IS NOT NULL",
        ),
        RefuseChange(
            OFFICER,
            "overlap",
            "terms of one person do not overlap",
            events=("INSERT",),
            when=f"EXISTS (SELECT 1 FROM {OFFICER} o WHERE o.association_id = NEW.association_id "
            "AND o.person_id = NEW.person_id AND o.ended_at IS NULL "
            "AND o.from_on <= NEW.until_on AND o.until_on >= NEW.from_on)",
        ),
        RefuseChange(SCOPE, "kept", TERM_KEPT),
        RefuseChange(HELP, "stays", GIVEN_KEPT, events=("DELETE",)),
        RefuseChange(HELP, "facts", GIVEN_KEPT, events=("UPDATE",), columns=GIVEN),
        EmptiedOnly(HELP, "words", GIVEN_KEPT, texts=("item", "reason")),
        RefuseChange(
            HELP,
            "settled",
            SETTLED,
            events=("UPDATE",),
            columns=("settled_as", "afterwards", "settled_by_id", "settled_at"),
            when="OLD.settled_at IS NOT NULL",
        ),
        RefuseChange(
            HELP,
            "settled_words",
            SETTLED,
            events=("UPDATE",),
            columns=("settled_words",),
            when="OLD.settled_at IS NOT NULL AND NEW.settled_words NOT IN ('', '—')",
        ),
        RefuseChange(
            HELP,
            "awaits",
            "urgent help is looked at after it was given",
            events=("INSERT",),
            when="NEW.settled_at IS NOT NULL",
        ),
        RefuseChange(
            HELP,
            "limit",
            "urgent help stays within the limit of the officer",
            events=("INSERT",),
            when=f"NOT EXISTS ({OWN} AND o.person_id = NEW.given_by_id "
            "AND round(NEW.amount * 100) <= round(o.highest * 100))",
        ),
        RefuseChange(
            HELP,
            "term",
            "urgent help is given within the term of the officer",
            events=("INSERT",),
            when=f"NOT EXISTS ({OWN} AND o.ended_at IS NULL AND NEW.given_on BETWEEN o.from_on AND o.until_on)",
        ),
        RefuseChange(
            HELP,
            "in_kind",
            "this term of urgent help is for money only",
            events=("INSERT",),
            when=f"NEW.item <> '' AND NOT EXISTS ({OWN} AND o.allows_in_kind)",
        ),
        RefuseChange(
            DECISION,
            "urgent_first",
            "urgent help is ratified or reversed before the decision",
            events=("INSERT",),
            when=f"EXISTS (SELECT 1 FROM {HELP} u WHERE u.support_request_id = NEW.support_request_id "
            "AND u.settled_at IS NULL)",
        ),
        *(ProtectByAssociation(table) for table in (OFFICER, SCOPE, HELP, RULES)),
    ]
