"""What happened in a session is never rewritten, and nobody votes who is not there, takes no part, or lacks a quorum.

Rules here read other tables. SQLite cannot remake a table that a rule of another one names: a later change of
``proceedings_item``, ``_motion``, ``_presence``, ``_recusal``, ``_session`` or ``committees_formation`` lifts the rule
first and puts it back.
"""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

SESSION, EVENT, ITEM = "proceedings_session", "proceedings_sessionevent", "proceedings_item"
PRESENCE, RECUSAL, MOTION, VOTE = (f"proceedings_{name}" for name in ("presence", "recusal", "motion", "vote"))
DECISION = "support_requests_decision"
VOTES = "('chair', 'head', 'deputy', 'member')"

OF_MOTION = f"FROM {MOTION} m JOIN {ITEM} i ON i.id = m.item_id"
IN_THE_ROOM = f"""SELECT 1 {OF_MOTION}
    JOIN {PRESENCE} p ON p.session_id = i.session_id AND p.left_at IS NULL AND p.seat_id = NEW.seat_id
    JOIN committees_seat s ON s.id = p.seat_id AND s.position IN {VOTES}
    WHERE m.id = NEW.motion_id AND m.closed_at IS NULL"""
ASIDE = (
    f"SELECT 1 {OF_MOTION} JOIN {RECUSAL} r ON r.item_id = i.id WHERE m.id = NEW.motion_id AND r.seat_id = NEW.seat_id"
)
# those in the room who vote and take part; who voted and left was there for this vote
THERE = f"""SELECT count(DISTINCT p.seat_id) {OF_MOTION}
    JOIN {PRESENCE} p ON p.session_id = i.session_id
    JOIN committees_seat s ON s.id = p.seat_id AND s.position IN {VOTES}
    WHERE m.id = NEW.motion_id
    AND (p.left_at IS NULL OR p.seat_id IN (SELECT v.seat_id FROM {VOTE} v WHERE v.motion_id = m.id))
    AND NOT EXISTS (SELECT 1 FROM {RECUSAL} r WHERE r.item_id = i.id AND r.seat_id = p.seat_id)"""
NEEDED = f"SELECT m.needed FROM {MOTION} m WHERE m.id = NEW.motion_id"
BODY_VOTES = """EXISTS (SELECT 1 FROM committees_formation f WHERE f.committee_id = NEW.body_id
    AND f.way = 'together' AND f.until_on IS NULL AND f.from_on <= date(NEW.decided_at))"""
CARRIED = f"""EXISTS (SELECT 1 {OF_MOTION}
    WHERE i.support_request_id = NEW.support_request_id AND m.result = 'carried')"""
LATER_THERE = f"""EXISTS (SELECT 1 FROM {PRESENCE} p WHERE p.session_id = NEW.session_id AND p.seat_id = NEW.seat_id
    AND (p.left_at IS NULL OR p.left_at > NEW.entered_at))"""
NOT_OPEN = f"NOT EXISTS (SELECT 1 FROM {SESSION} s WHERE s.id = NEW.session_id AND s.status = 'open')"
# an item that is over: its words may be emptied, when a person becomes anonymous, and nothing else
REWRITTEN = """OLD.ended_at IS NOT NULL AND (
    (NEW.notes <> OLD.notes AND NEW.notes NOT IN ('', '—'))
    OR (NEW.deferred_because <> OLD.deferred_because AND NEW.deferred_because <> '—'))"""
HAPPENED = "what happened in a session is never rewritten"
OVER = "what is over stays as it ended"


def kept(table: str, name: str, *columns: str) -> RefuseChange:
    return RefuseChange(table, name, HAPPENED, events=("UPDATE",), columns=columns)


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0001_sessions"),
        ("committees", "0005_terms_and_formations_kept"),
    ]

    operations = [
        *(ProtectByAssociation(table) for table in (SESSION, EVENT, ITEM, PRESENCE, RECUSAL, MOTION, VOTE)),
        *(
            RefuseChange(table, "stays", "a record of a session is never removed", events=("DELETE",))
            for table in (SESSION, EVENT, ITEM, PRESENCE, RECUSAL, MOTION, VOTE)
        ),
        kept(SESSION, "facts", "association_id", "committee_id", "formation_id", "reference", "convened_by_id"),
        RefuseChange(
            SESSION,
            "over",
            OVER,
            events=("UPDATE",),
            columns=("status", "planned_at", "place", "opened_at", "ended_at"),
            when="OLD.ended_at IS NOT NULL",
        ),
        kept(EVENT, "facts", "association_id", "case_id", "at", "by_id", "event", "detail"),
        kept(ITEM, "facts", "association_id", "session_id", "support_request_id"),
        RefuseChange(
            ITEM,
            "over",
            OVER,
            events=("UPDATE",),
            columns=("status", "position", "opened_at", "ended_at"),
            when="OLD.ended_at IS NOT NULL",
        ),
        RefuseChange(PRESENCE, "open", "nobody comes in before a session is open", events=("INSERT",), when=NOT_OPEN),
        RefuseChange(PRESENCE, "apart", "times of presence lie over each other", events=("INSERT",), when=LATER_THERE),
        kept(PRESENCE, "facts", "association_id", "session_id", "seat_id", "entered_at", "noted_by_id"),
        RefuseChange(
            PRESENCE,
            "left",
            OVER,
            events=("UPDATE",),
            columns=("left_at",),
            when="OLD.left_at IS NOT NULL",
        ),
        kept(
            RECUSAL,
            "facts",
            *("association_id", "item_id", "seat_id", "ground", "is_declared"),
            *("pinned_by_id", "pinned_at"),
        ),
        kept(
            MOTION,
            "facts",
            *("association_id", "uid", "item_id", "outcome", "amount", "refusal_reason_id"),
            *("moved_by_id", "moved_at", "needed", "entitled"),
        ),
        RefuseChange(
            MOTION,
            "closed",
            OVER,
            events=("UPDATE",),
            columns=("closed_at", "present", "result"),
            when="OLD.closed_at IS NOT NULL",
        ),
        RefuseChange(
            VOTE,
            "there",
            "a vote is cast from inside the room",
            events=("INSERT",),
            when=f"NOT EXISTS ({IN_THE_ROOM})",
        ),
        RefuseChange(
            VOTE, "aside", "this member takes no part in the item", events=("INSERT",), when=f"EXISTS ({ASIDE})"
        ),
        RefuseChange(VOTE, "quorum", "there is no quorum", events=("INSERT",), when=f"({THERE}) < ({NEEDED})"),
        kept(VOTE, "facts", "association_id", "motion_id", "seat_id", "choice", "cast_at"),
        EmptiedOnly(EVENT, "words", HAPPENED, texts=("reason",)),
        EmptiedOnly(RECUSAL, "words", HAPPENED, texts=("words",)),
        EmptiedOnly(MOTION, "words", HAPPENED, texts=("reasons", "handover", "to_bring")),
        EmptiedOnly(VOTE, "words", HAPPENED, texts=("dissent",)),
        RefuseChange(ITEM, "words", OVER, events=("UPDATE",), columns=("notes", "deferred_because"), when=REWRITTEN),
        RefuseChange(
            DECISION, "voted", "this body decides by vote", events=("INSERT",), when=f"{BODY_VOTES} AND NOT {CARRIED}"
        ),
    ]
