"""A body whose members vote hands a matter on only where no quorum can be reached, which the database counts itself.

Who may take part are the seats that vote on the day, of people who work here, less the recused. So ``_noquorum``,
``_item``, ``_session``, ``_recusal``, ``committees_seat``, ``_formation``, ``_committee``, ``accounts_membership`` and
``_user`` are named by rules: a later change of them lifts those first (SQLite cannot remake a table under a rule).
"""

from importlib import import_module

from django.db import migrations

from core.db_rules import LiftRefusal, ProtectByAssociation, RefuseChange

TABLE, ITEM, SESSION, RECUSAL = (f"proceedings_{name}" for name in ("noquorum", "item", "session", "recusal"))
REQUEST, OBJECTION, URGENT = (f"support_requests_{name}" for name in ("supportrequest", "objection", "urgenthelp"))
WRITTEN, REACHABLE = "that no quorum was reached is never rewritten", "a quorum can be reached for this item"
BY_VOTE = "this body decides by vote"

OF_ITEM = f"FROM {ITEM} i JOIN {SESSION} s ON s.id = i.session_id"
ENTITLED = f"""(SELECT count(DISTINCT t.id) {OF_ITEM}
    JOIN committees_seat t ON t.committee_id = s.committee_id
    JOIN accounts_membership m ON m.id = t.membership_id AND m.is_active
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE i.id = NEW.item_id AND t.position IN ('chair', 'head', 'deputy', 'member')
    AND t.from_on <= NEW.recorded_on AND (t.until_on IS NULL OR t.until_on >= NEW.recorded_on)
    AND NOT EXISTS (SELECT 1 FROM {RECUSAL} r WHERE r.item_id = i.id AND r.seat_id = t.id))"""
# as committees.quorum counts it; at least one
NEEDED = f"""(SELECT CASE WHEN f.quorum_count IS NOT NULL THEN f.quorum_count
    WHEN NEW.entitled = 0 THEN 1
    WHEN f.quorum_is_more THEN (f.quorum_parts * NEW.entitled) / f.quorum_whole + 1
    ELSE (f.quorum_parts * NEW.entitled + f.quorum_whole - 1) / f.quorum_whole END
    {OF_ITEM} JOIN committees_formation f ON f.id = s.formation_id WHERE i.id = NEW.item_id)"""
VOTES = """EXISTS (SELECT 1 FROM committees_formation f WHERE f.committee_id = OLD.{body} AND f.way = 'together'
    AND f.from_on <= CURRENT_DATE AND (f.until_on IS NULL OR f.until_on >= CURRENT_DATE))"""
WITHOUT = f"""EXISTS (SELECT 1 {OF_ITEM} JOIN {TABLE} q ON q.item_id = i.id
    JOIN committees_committee b ON b.id = NEW.{{body}}
    WHERE s.committee_id = OLD.{{body}} AND {{which}}
    AND (q.goes_to = b.kind OR (q.goes_to = '' AND q.settled_as = b.kind)))"""
FACTS_OF_OBJECTION = (
    *("id", "association_id", "uid", "reference", "support_request_id", "decision_id", "channel"),
    *("opened_by_id", "received_at", "policy_version_id"),
)
FACTS_OF_URGENT = (
    *("id", "association_id", "support_request_id", "officer_id", "amount", "quantity", "delivery_id"),
    *("given_by_id", "given_on", "given_at", "ratify_by"),
)
_objections = import_module("requests.migrations.0042_objections_kept").Migration.operations
_urgent = import_module("requests.migrations.0051_urgent_help_kept").Migration.operations
BEFORE = [
    rule
    for rule in (*_objections, *_urgent)
    if isinstance(rule, RefuseChange) and rule.name == "facts" and rule.table in (OBJECTION, URGENT)
]


def stays(table: str, body: str, which: str) -> RefuseChange:
    """The body of a matter changes where no quorum was reached for it, or where its head decides alone."""
    when = f"NEW.{body} <> OLD.{body} AND {VOTES} AND NOT {WITHOUT}".format(body=body, which=which)
    return RefuseChange(table, "its_body", BY_VOTE, events=("UPDATE",), columns=(body,), when=when)


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0016_no_quorum"),
        ("committees", "0009_minutes_of_an_item"),
        ("accounts", "0014_mobiles_are_confirmed"),
        ("support_requests", "0057_stipulations_kept"),
    ]

    operations = [
        ProtectByAssociation(TABLE),
        RefuseChange(TABLE, "stays", WRITTEN, events=("DELETE",)),
        RefuseChange(
            TABLE,
            "facts",
            WRITTEN,
            events=("UPDATE",),
            columns=(
                *("id", "association_id", "item_id", "entitled", "needed", "goes_to"),
                *("recorded_by_id", "recorded_on"),
            ),
        ),
        RefuseChange(
            TABLE,
            "settled",
            "management says once who decides",
            events=("UPDATE",),
            columns=("settled_as", "settled_by_id", "settled_at"),
            when="OLD.settled_at IS NOT NULL",
        ),
        RefuseChange(
            TABLE,
            "counted",
            REACHABLE,
            events=("INSERT",),
            when=f"NEW.entitled <> {ENTITLED} OR NEW.needed <> {NEEDED}",
        ),
        *(LiftRefusal(rule) for rule in BEFORE),
        RefuseChange(
            OBJECTION,
            "facts",
            "what was objected to is never changed",
            events=("UPDATE",),
            columns=FACTS_OF_OBJECTION,
        ),
        RefuseChange(URGENT, "facts", "urgent help is never changed", events=("UPDATE",), columns=FACTS_OF_URGENT),
        stays(REQUEST, "reviewing_body_id", "i.kind = 'support' AND i.support_request_id = NEW.id"),
        stays(OBJECTION, "body_id", "i.objection_id = NEW.id"),
        stays(URGENT, "body_id", "i.kind IN ('support', 'urgent') AND i.support_request_id = NEW.support_request_id"),
    ]
