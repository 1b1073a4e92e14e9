"""Conditions of a decision never change, and nothing is delivered or paid while one for which it waits is open.

The rules name ``_stipulation``, ``_stipulationfact``, ``_decision``, ``_revision``, ``_answer``, ``_instalment`` and
``_paymentrow``: SQLite cannot remake a table that a rule of another one names, so a later change lifts them first.
"""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

(STIPULATION, FACT, DECISION, REVISION, ANSWER, DELIVERY, PAYMENT, INSTALMENT) = (
    f"support_requests_{name}"
    for name in (
        *("stipulation", "stipulationfact", "decision", "revision", "answer"),
        *("delivery", "paymentrow", "instalment"),
    )
)
KEPT = "a condition of a decision is never changed"
BECAME = "what became of a condition is never rewritten"
FACTS = ("association_id", "support_request_id", "decision_id", "revision_id", "body_id", "position", "needed")
REFUSED = f"""(NEW.revision_id IS NULL
    AND EXISTS (SELECT 1 FROM {DECISION} d WHERE d.id = NEW.decision_id AND d.outcome = 'refused'))
    OR EXISTS (SELECT 1 FROM {REVISION} r WHERE r.id = NEW.revision_id AND r.outcome = 'refused')"""
OF_ANOTHER = f"""NOT EXISTS (SELECT 1 FROM {DECISION} d WHERE d.id = NEW.decision_id
    AND d.support_request_id = NEW.support_request_id AND d.association_id = NEW.association_id)
    OR (NEW.revision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {REVISION} r WHERE r.id = NEW.revision_id
    AND r.support_request_id = NEW.support_request_id))"""
TOLD = f"""NEW.revision_id IS NULL
    AND EXISTS (SELECT 1 FROM {ANSWER} a WHERE a.support_request_id = NEW.support_request_id)"""
LAST = f"coalesce((SELECT f.what FROM {FACT} f WHERE f.stipulation_id = {{}} ORDER BY f.id DESC LIMIT 1), 'reopened')"
WAITS = f"""EXISTS (SELECT 1 FROM {STIPULATION} s WHERE s.support_request_id = {{}} AND s.needed = 'before'
    AND {LAST.format("s.id")} = 'reopened'
    AND NOT EXISTS (SELECT 1 FROM {REVISION} r
        WHERE r.support_request_id = s.support_request_id AND r.id > coalesce(s.revision_id, 0)))"""
# what the bank paid of an approved run is recorded as it happened
PAID = f"""NEW.received_by = 'account' AND EXISTS (SELECT 1 FROM {PAYMENT} p JOIN {INSTALMENT} i
    ON i.id = p.instalment_id WHERE i.support_request_id = NEW.support_request_id AND p.status = 'paid')"""
OF_ROW = f"(SELECT i.support_request_id FROM {INSTALMENT} i WHERE i.id = NEW.instalment_id)"


def refuse(table, name, message, when):
    return RefuseChange(table, name, message, events=("INSERT",), when=when)


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0056_stipulations")]

    operations = [
        *(RefuseChange(table, "stays", KEPT, events=("DELETE",)) for table in (STIPULATION, FACT)),
        RefuseChange(STIPULATION, "facts", KEPT, events=("UPDATE",), columns=(*FACTS, "last_on")),
        EmptiedOnly(STIPULATION, "words", KEPT, texts=("text",)),
        refuse(STIPULATION, "granted", "a refusal has no conditions", REFUSED),
        refuse(STIPULATION, "own", "a condition belongs to the decision of its request", OF_ANOTHER),
        refuse(STIPULATION, "told", "a decision that was told gets no further conditions", TOLD),
        RefuseChange(
            FACT,
            "facts",
            BECAME,
            events=("UPDATE",),
            columns=("association_id", "stipulation_id", "what", "by_id", "at"),
        ),
        EmptiedOnly(FACT, "words", BECAME, texts=("words",)),
        refuse(
            FACT,
            "in_turn",
            "a condition is met or waived while it is open, and opened again afterwards",
            f"(NEW.what = 'reopened') = ({LAST.format('NEW.stipulation_id')} = 'reopened')",
        ),
        refuse(
            DELIVERY,
            "condition_first",
            "the delivery waits for a condition of the decision",
            f"NOT ({PAID}) AND {WAITS.format('NEW.support_request_id')}",
        ),
        refuse(
            PAYMENT,
            "condition_first",
            "the payment waits for a condition of the decision",
            WAITS.format(OF_ROW),
        ),
        *(ProtectByAssociation(table) for table in (STIPULATION, FACT)),
    ]
