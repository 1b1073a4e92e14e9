"""Words about a person are emptied with the person's name and never rewritten; what was decided, and when, stays."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

CASE, MINUTES = "complaints_complaint", "complaints_investigationminutes"
IS_KEPT = "day of receipt, number and words of a complaint are never changed"
APPROVED, IS_APPROVED = (
    "EXISTS (SELECT 1 FROM complaints_committeeapproval a WHERE a.minutes_id = OLD.id)",
    "approved minutes are never changed",
)
FOR_EVER = ("received_at", "reference", "association_id", "uid", "account", "is_anonymous")
OF_COMPLAINT = ("id", "association_id", "complaint_id", "at", "by_id")
OF_CASE = ("id", "association_id", "case_id", "at", "by_id")
REMEDIES = ("reasons", "apology", "putting_right", "service_change")
# table: (what is never changed, words, JSON)
KEPT: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "message": (OF_COMPLAINT, ("text",), ()),
    "resolution": ((*OF_COMPLAINT, "round", "finding", "money"), REMEDIES, ()),
    "reply": ((*OF_COMPLAINT, "round", "means"), ("note",), ()),
    "contactattempt": ((*OF_COMPLAINT, "round", "means"), ("note",), ()),
    "confirmation": ((*OF_COMPLAINT, "round"), ("note",), ()),
    "complaintevent": ((*OF_CASE, "event", "from_status", "to_status"), ("reason",), ("detail",)),
    "complaintmoment": (
        ("id", "association_id", "case_id", "kind", "at", "days", "by_id", "recorded_at"),
        ("reason",),
        (),
    ),
    "ruling": ((*OF_CASE, "dated_on", "is_final", "recorded_on"), ("authority", "number", "note"), ()),
    "compensationoffer": (
        (*OF_CASE, "number", "side", "amount", "made_on", "valid_until"),
        ("remedy", "conditions"),
        (),
    ),
    "settlementsignature": (
        ("id", "association_id", "settlement_id", "at", "by_id", "side", "method"),
        ("signed_name",),
        (),
    ),
    "compensationpayment": (
        (*OF_CASE, "amount", "paid_on", "method", "recorded_on"),
        ("received_by", "note"),
        (),
    ),
    "compensationevent": ((*OF_CASE, "event", "from_status", "to_status"), ("reason",), ("detail",)),
}
WORDS_OF_MINUTES = ("harm", "extent", "causes")
FACTS_OF_MINUTES = ("id", "association_id", "case_id", "number", "dated_on", "recorded_on", "at", "by_id")


def emptied(name: str, facts: tuple[str, ...], words: tuple[str, ...], objects: tuple[str, ...]) -> list:
    """The table's rule that nothing changes gives way to: its words alone, and only to nothing."""
    table, message = f"complaints_{name}", f"a {name} row is never changed"
    return [
        LiftRefusal(RefuseChange(table, "kept", message)),
        RefuseChange(table, "stays", message, events=("DELETE",)),
        RefuseChange(table, "facts", message, events=("UPDATE",), columns=facts),
        EmptiedOnly(table, "words", message, texts=words, objects=objects),
    ]


class Migration(migrations.Migration):
    dependencies = [("complaints", "0007_drawn_signatures")]

    operations = [
        *(operation for name, parts in KEPT.items() for operation in emptied(name, *parts)),
        LiftRefusal(
            RefuseChange(
                CASE,
                "as_received",
                IS_KEPT,
                events=("UPDATE",),
                when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in FOR_EVER),
            )
        ),
        RefuseChange(
            CASE,
            "facts",
            IS_KEPT,
            events=("UPDATE",),
            when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in FOR_EVER if column != "account")
            + " OR (NEW.account <> OLD.account AND NEW.account <> '—')",
        ),
        LiftRefusal(RefuseChange(MINUTES, "approved", IS_APPROVED, events=("UPDATE",), when=APPROVED)),
        RefuseChange(MINUTES, "facts", IS_APPROVED, events=("UPDATE",), columns=FACTS_OF_MINUTES, when=APPROVED),
        RefuseChange(
            MINUTES,
            "words",
            IS_APPROVED,
            events=("UPDATE",),
            columns=WORDS_OF_MINUTES,
            when=f"{APPROVED} AND NOT (NEW.harm = '—' AND NEW.extent = '—' AND NEW.causes = '—')",
        ),
    ]
