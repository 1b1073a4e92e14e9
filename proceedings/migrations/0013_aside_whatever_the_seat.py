"""Who takes no part in an item does not vote on it nor count for its quorum, under a new term neither."""

from importlib import import_module

from django.db import migrations

from core.db_rules import LiftRefusal

_kept = import_module("proceedings.migrations.0002_sessions_kept")
_circulation = import_module("proceedings.migrations.0009_circulation_kept")
MOTION, RECUSAL, VOTE, PRESENCE = _kept.MOTION, _kept.RECUSAL, _kept.VOTE, _kept.PRESENCE
refuse = _circulation.refuse

ASIDE = f"""SELECT 1 {_kept.OF_MOTION} JOIN {RECUSAL} r ON r.item_id = i.id
    JOIN committees_seat a ON a.id = r.seat_id JOIN committees_seat s ON s.membership_id = a.membership_id
    WHERE m.id = NEW.motion_id AND s.id = NEW.seat_id"""
THERE = f"""SELECT count(DISTINCT p.seat_id) {_kept.OF_MOTION}
    JOIN {PRESENCE} p ON p.session_id = i.session_id
    JOIN committees_seat s ON s.id = p.seat_id AND s.position IN {_kept.VOTES}
    WHERE m.id = NEW.motion_id
    AND (p.left_at IS NULL OR p.seat_id IN (SELECT v.seat_id FROM {VOTE} v WHERE v.motion_id = m.id))
    AND NOT EXISTS (SELECT 1 FROM {RECUSAL} r JOIN committees_seat a ON a.id = r.seat_id
        WHERE r.item_id = i.id AND a.membership_id = s.membership_id)"""


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0012_minutes_kept")]

    operations = [
        LiftRefusal(_circulation.standing(_kept.Migration.operations, VOTE, "aside")),
        LiftRefusal(_circulation.standing(_circulation.Migration.operations, VOTE, "quorum")),
        refuse(VOTE, "aside", "this member takes no part in the item", "INSERT", f"EXISTS ({ASIDE})"),
        refuse(
            VOTE,
            "quorum",
            "there is no quorum",
            "INSERT",
            f"{_circulation.IN_A_ROOM} AND ({THERE}) < ({_kept.NEEDED})",
        ),
    ]
