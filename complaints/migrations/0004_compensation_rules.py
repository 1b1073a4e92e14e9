"""Rules of compensation the database keeps by itself (M2–M4); tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

CASE, MINUTES, NAMED = "complaints_compensationcase", "complaints_investigationminutes", "complaints_minutesmember"
APPROVAL, RULING, OFFER = "complaints_committeeapproval", "complaints_ruling", "complaints_compensationoffer"
ACCEPTANCE, SETTLEMENT = "complaints_acceptance", "complaints_settlement"
SIGNATURE, PAYMENT = "complaints_settlementsignature", "complaints_compensationpayment"
EVENT = "complaints_compensationevent"
FOR_EVER = ("reference", "association_id", "uid", "policy_version_id", "opened_at", "opened_on", "occurred_on")


def insufficient(case: str) -> str:
    """Neither a final ruling, nor latest minutes naming two or more members, all of whom approved."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {RULING} r WHERE r.case_id = {case} AND r.is_final) "
        f"AND NOT EXISTS (SELECT 1 FROM {MINUTES} m WHERE m.case_id = {case} "
        f"AND m.number = (SELECT max(l.number) FROM {MINUTES} l WHERE l.case_id = {case}) "
        f"AND (SELECT count(*) FROM {NAMED} n WHERE n.minutes_id = m.id) >= 2 "
        f"AND NOT EXISTS (SELECT 1 FROM {NAMED} n WHERE n.minutes_id = m.id AND NOT EXISTS "
        f"(SELECT 1 FROM {APPROVAL} a WHERE a.minutes_id = m.id AND a.membership_id = n.membership_id)))"
    )


def no_row(table: str, condition: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM {table} x WHERE {condition})"


LAST = f"(SELECT max(p.number) FROM {OFFER} p WHERE p.case_id = NEW.case_id)"
STATUS = f"(SELECT c.status FROM {CASE} c WHERE c.id = NEW.case_id)"
AGREED = f"(SELECT o.amount FROM {OFFER} o JOIN {ACCEPTANCE} t ON t.offer_id = o.id WHERE t.case_id = NEW.case_id)"
APPROVED = f"EXISTS (SELECT 1 FROM {APPROVAL} a WHERE a.minutes_id = "
SIGNED = (
    f"(SELECT count(*) FROM {SIGNATURE} s JOIN {SETTLEMENT} t ON t.id = s.settlement_id WHERE t.case_id = NEW.id) < 2"
)
ON_CASE = (
    ("basis", "basis", "negotiating", "agreed", "settled", "paid", "closed"),
    ("acceptance", "agreed", "settled", "paid", "closed"),
    ("signatures", "settled", "paid", "closed"),
    ("payment", "paid", "closed"),
)


def reached(statuses: tuple[str, ...]) -> str:
    return "NEW.status IN (" + ", ".join(f"'{status}'" for status in statuses) + ")"


NEEDS = {
    "basis": (insufficient("NEW.id"), "compensation is not approved without a sufficient basis"),
    "acceptance": (no_row(ACCEPTANCE, "x.case_id = NEW.id"), "compensation is not agreed without an acceptance"),
    "signatures": (SIGNED, "a settlement is signed by both sides"),
    "payment": (no_row(PAYMENT, "x.case_id = NEW.id"), "compensation is not paid without its receipt"),
}

operations: list = [
    RefuseChange(
        CASE,
        "for_ever",
        "number, day and policy of a compensation case are never changed",
        events=("UPDATE",),
        when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in FOR_EVER),
    ),
    RefuseChange(CASE, "kept", "a compensation case is never deleted", events=("DELETE",)),
    RefuseChange(
        CASE, "begins", "a compensation case begins opened", events=("INSERT",), when="NEW.status <> 'opened'"
    ),
    RefuseChange(
        CASE,
        "policy",
        "the policy provides no compensation",
        events=("INSERT",),
        when=no_row("associations_policyversion", "x.id = NEW.policy_version_id AND x.compensates_harm"),
    ),
    *(
        RefuseChange(
            CASE,
            f"needs_{name}",
            NEEDS[name][1],
            events=("UPDATE",),
            when=f"{reached(tuple(statuses))} AND {NEEDS[name][0]}",
        )
        for name, *statuses in ON_CASE
    ),
    RefuseChange(MINUTES, "kept", "minutes are never deleted", events=("DELETE",)),
    RefuseChange(
        MINUTES,
        "approved",
        "approved minutes are never changed",
        events=("UPDATE",),
        when=f"{APPROVED}OLD.id)",
    ),
    RefuseChange(NAMED, "kept", "a named member stays"),
    RefuseChange(
        NAMED,
        "approved",
        "members are named before the first approval",
        events=("INSERT",),
        when=f"{APPROVED}NEW.minutes_id)",
    ),
    RefuseChange(
        APPROVAL,
        "named",
        "only members named in the minutes approve them",
        events=("INSERT",),
        when=no_row(NAMED, "x.minutes_id = NEW.minutes_id AND x.membership_id = NEW.membership_id"),
    ),
    RefuseChange(
        APPROVAL,
        "own",
        "an approval is recorded by the member alone",
        events=("INSERT",),
        when=no_row("accounts_membership", "x.id = NEW.membership_id AND x.user_id = NEW.by_id"),
    ),
    RefuseChange(
        OFFER,
        "basis",
        "nothing is offered without a sufficient basis",
        events=("INSERT",),
        when=insufficient("NEW.case_id"),
    ),
    RefuseChange(
        OFFER,
        "open",
        "an offer belongs to an open negotiation",
        events=("INSERT",),
        when=f"{STATUS} NOT IN ('basis', 'negotiating') "
        f"OR EXISTS (SELECT 1 FROM {ACCEPTANCE} t WHERE t.case_id = NEW.case_id)",
    ),
    RefuseChange(
        OFFER,
        "turn",
        "the other side answers an offer",
        events=("INSERT",),
        when=f"NEW.number <> coalesce({LAST}, 0) + 1 OR EXISTS (SELECT 1 FROM {OFFER} o "
        f"WHERE o.case_id = NEW.case_id AND o.side = NEW.side AND o.number = {LAST})",
    ),
    RefuseChange(
        ACCEPTANCE,
        "basis",
        "nothing is agreed without a sufficient basis",
        events=("INSERT",),
        when=insufficient("NEW.case_id"),
    ),
    RefuseChange(
        ACCEPTANCE,
        "answers",
        "the other side accepts the last offer while it stands",
        events=("INSERT",),
        when=f"{STATUS} <> 'negotiating' OR "
        + no_row(
            OFFER,
            f"x.id = NEW.offer_id AND x.case_id = NEW.case_id AND x.side <> NEW.side AND x.number = {LAST} "
            "AND x.valid_until >= NEW.accepted_on",
        ),
    ),
    RefuseChange(
        SETTLEMENT,
        "agreed",
        "a settlement needs an acceptance",
        events=("INSERT",),
        when=no_row(ACCEPTANCE, "x.case_id = NEW.case_id"),
    ),
    RefuseChange(
        PAYMENT,
        "agreed",
        "what is paid is what was agreed and signed",
        events=("INSERT",),
        when=f"{STATUS} <> 'settled' OR coalesce(NEW.amount, 0) <> coalesce({AGREED}, 0)",
    ),
]
for _table in (APPROVAL, RULING, OFFER, ACCEPTANCE, SETTLEMENT, SIGNATURE, PAYMENT, EVENT):
    operations.append(RefuseChange(_table, "kept", f"a {_table.partition('_')[2]} row is never changed"))
for _table in (CASE, MINUTES, NAMED, APPROVAL, RULING, OFFER, ACCEPTANCE, SETTLEMENT, SIGNATURE, PAYMENT, EVENT):
    operations.append(ProtectByAssociation(_table))


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_compensation"), ("associations", "0004_help_and_suggestion")]

    operations = operations
