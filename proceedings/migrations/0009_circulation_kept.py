"""Who votes apart holds a seat that votes, within the time; in a room one item is before the members at a time.

What ``0002_sessions_kept`` says of rules that name other tables holds here too.
"""

from importlib import import_module

from django.db import migrations

from core.db_rules import LiftRefusal, RefuseChange

_kept = import_module("proceedings.migrations.0002_sessions_kept")
_matters = import_module("proceedings.migrations.0005_matters")
SESSION, ITEM, PRESENCE, MOTION, VOTE = _kept.SESSION, _kept.ITEM, _kept.PRESENCE, _kept.MOTION, _kept.VOTE


def standing(operations, table, name):
    """The rule as an earlier migration made it."""
    return next(
        rule
        for rule in operations
        if isinstance(rule, RefuseChange)
        and not isinstance(rule, LiftRefusal)
        and (rule.table, rule.name) == (table, name)
    )


APART = f"""SELECT 1 {_kept.OF_MOTION} JOIN {SESSION} k ON k.id = i.session_id
    JOIN committees_seat s ON s.id = NEW.seat_id AND s.committee_id = k.committee_id AND s.position IN {_kept.VOTES}
    WHERE m.id = NEW.motion_id AND m.closed_at IS NULL
    AND i.status = 'open' AND k.status = 'open' AND k.due_at >= NEW.cast_at"""
IN_A_ROOM = f"""EXISTS (SELECT 1 {_kept.OF_MOTION} JOIN {SESSION} k ON k.id = i.session_id
    WHERE m.id = NEW.motion_id AND k.due_at IS NULL)"""
OF_CIRCULATION = f"EXISTS (SELECT 1 FROM {SESSION} k WHERE k.id = {{}} AND k.due_at IS NOT NULL)"
ANOTHER = f"""NEW.status = 'open' AND NEW.opened_at IS NOT NULL AND NOT {OF_CIRCULATION.format("NEW.session_id")}
    AND EXISTS (SELECT 1 FROM {ITEM} o
    WHERE o.session_id = NEW.session_id AND o.id <> coalesce(NEW.id, 0) AND o.status = 'open')"""
BY_CIRCULATION = OF_CIRCULATION.format(f"(SELECT i.session_id FROM {ITEM} i WHERE i.id = NEW.item_id)")
OLD_RULES = [
    standing(_kept.Migration.operations, VOTE, "there"),
    standing(_kept.Migration.operations, VOTE, "quorum"),
    standing(_matters.Migration.operations, MOTION, "facts"),
]
FACTS = tuple(name for name in OLD_RULES[2].columns if name not in ("needed", "entitled"))


def refuse(table, name, message, event, when, *columns):
    return RefuseChange(table, name, message, events=(event,), columns=columns, when=when)


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0008_circulation")]

    operations = [
        *(LiftRefusal(rule) for rule in OLD_RULES),
        refuse(
            VOTE,
            "there",
            "a vote is cast from inside the room",
            "INSERT",
            f"NOT EXISTS ({_kept.IN_THE_ROOM}) AND NOT EXISTS ({APART})",
        ),
        refuse(VOTE, "quorum", "there is no quorum", "INSERT", f"{IN_A_ROOM} AND ({_kept.THERE}) < ({_kept.NEEDED})"),
        _kept.kept(MOTION, "facts", *FACTS),
        refuse(
            MOTION,
            "entitled",
            "those entitled only become fewer, and only where members vote apart",
            "UPDATE",
            f"(NEW.needed <> OLD.needed OR NEW.entitled <> OLD.entitled) AND (OLD.closed_at IS NOT NULL "
            f"OR NEW.needed > OLD.needed OR NEW.entitled > OLD.entitled OR NOT {BY_CIRCULATION})",
            *("needed", "entitled"),
        ),
        *(
            refuse(ITEM, name, "another item is before the members", event, ANOTHER, *columns)
            for name, event, columns in (("alone_new", "INSERT", ()), ("alone", "UPDATE", ("status",)))
        ),
        refuse(
            PRESENCE,
            "room",
            "who votes apart is in no room",
            "INSERT",
            OF_CIRCULATION.format("NEW.session_id"),
        ),
        refuse(
            SESSION,
            "due",
            "the time to vote apart stays as it was sent to the members",
            "UPDATE",
            "(OLD.due_at IS NULL) <> (NEW.due_at IS NULL) OR (NEW.due_at <> OLD.due_at AND OLD.status <> 'convened')",
            "due_at",
        ),
    ]
