"""A secret vote is counted whole and says nothing of a seat; times of presence contradict no vote.

The same rule on which tables another one names as in ``0002_sessions_kept``: lift it first, then put it back.
"""

from importlib import import_module

from django.db import migrations

from core.db_rules import RefuseChange

_kept = import_module("proceedings.migrations.0002_sessions_kept")
SESSION, ITEM, PRESENCE, RECUSAL = _kept.SESSION, _kept.ITEM, _kept.PRESENCE, _kept.RECUSAL
MOTION, VOTE = _kept.MOTION, _kept.VOTE

COUNTERS = ("secret_for", "secret_against", "secret_abstaining")
SUM = "({0}.secret_for + {0}.secret_against + {0}.secret_abstaining)"  # null where the vote is open
CAST = f"(SELECT count(*) FROM {VOTE} v WHERE v.motion_id = {{}})"
OPENLY = " AND ".join(f"NEW.{name} IS NULL" for name in COUNTERS)
FROM_NOUGHT = " AND ".join(f"coalesce(NEW.{name}, 1) = 0" for name in COUNTERS)
LESS = " OR ".join(f"NEW.{name} < OLD.{name}" for name in COUNTERS)
OF_MOTION = f"EXISTS (SELECT 1 FROM {MOTION} m WHERE m.id = NEW.motion_id AND {{}})"
SECRETLY = OF_MOTION.format("m.secret_for IS NOT NULL")
# votes in whose count the seat is, as far as motions of its session go that it is not kept from
COUNTED = f"""EXISTS (SELECT 1 FROM {MOTION} m JOIN {ITEM} i ON i.id = m.item_id
    JOIN committees_seat s ON s.id = NEW.seat_id AND s.position IN {_kept.VOTES}
    WHERE i.session_id = NEW.session_id AND ({{}})
    AND NOT EXISTS (SELECT 1 FROM {RECUSAL} r WHERE r.item_id = i.id AND r.seat_id = NEW.seat_id))"""
CLOSED_SINCE = COUNTED.format("m.closed_at > NEW.entered_at")
VOTED_SINCE = "NEW.left_at >= NEW.entered_at AND " + COUNTED.format(
    f"""m.moved_at > NEW.left_at OR coalesce(m.closed_at, m.moved_at) > NEW.left_at
    OR EXISTS (SELECT 1 FROM {VOTE} v WHERE v.motion_id = m.id AND v.cast_at > NEW.left_at)"""
)
EARLIER = f"NEW.entered_at < (SELECT s.opened_at FROM {SESSION} s WHERE s.id = NEW.session_id)"
BEYOND = f"""NEW.status = 'closed' AND NEW.ended_at IS NOT NULL AND EXISTS (SELECT 1 FROM {PRESENCE} p
    WHERE p.session_id = NEW.id AND (p.left_at IS NULL OR p.left_at > NEW.ended_at))"""
NAMELESS = "a secret vote names no choice, and an open one does"


def refuse(table: str, name: str, message: str, event: str, when: str, *columns: str) -> RefuseChange:
    return RefuseChange(table, name, message, events=(event,), columns=columns, when=when)


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0006_secret_votes")]

    operations = [
        refuse(
            MOTION, "nought", "a secret vote is counted from nought", "INSERT", f"NOT (({OPENLY}) OR ({FROM_NOUGHT}))"
        ),
        refuse(
            MOTION,
            "counted",
            "a secret vote is counted one by one, with each vote that is cast",
            "UPDATE",
            f"OLD.closed_at IS NOT NULL OR {LESS} OR coalesce({SUM.format('NEW')}, -1) <> "
            f"coalesce({SUM.format('OLD')} + 1, -2) OR {SUM.format('NEW')} > {CAST.format('NEW.id')}",
            *COUNTERS,
        ),
        refuse(
            MOTION,
            "whole",
            "every vote that was cast is counted",
            "UPDATE",
            f"{SUM.format('NEW')} <> {CAST.format('NEW.id')}",
            "closed_at",
        ),
        refuse(VOTE, "nameless", NAMELESS, "INSERT", f"(NEW.choice = '') <> ({SECRETLY})"),
        refuse(
            VOTE,
            "timeless",
            "a secret vote has the moment of its motion and no other",
            "INSERT",
            OF_MOTION.format("m.secret_for IS NOT NULL AND m.moved_at <> NEW.cast_at"),
        ),
        refuse(
            VOTE,
            "counted",
            "every vote that was cast is counted",
            "INSERT",
            OF_MOTION.format(f"{SUM.format('m')} <> {CAST.format('m.id')}"),
        ),
        refuse(PRESENCE, "since", "nobody comes in before a session is open", "INSERT", EARLIER),
        refuse(PRESENCE, "uncounted", "a vote was closed without this member", "INSERT", CLOSED_SINCE),
        refuse(PRESENCE, "counted", "a vote was held with this member", "UPDATE", VOTED_SINCE, "left_at"),
        refuse(SESSION, "whole", "times of presence end with the session", "UPDATE", BEYOND, "status", "ended_at"),
    ]
