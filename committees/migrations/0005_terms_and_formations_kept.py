"""Formations are ended, never rewritten; terms of one person, and of two chairs, do not lie over each other."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

FORMATION, SEAT = "committees_formation", "committees_seat"
RULES = (
    *("association_id", "committee_id", "decision_number", "decided_on", "from_on", "way"),
    *("quorum_count", "quorum_parts", "quorum_whole", "quorum_is_more", "majority", "chair_casts"),
    *("circulation_days", "takes_effect", "fallback", "recorded_by_id", "recorded_at"),
)
WHOSE = ("committee_id", "membership_id", "position", "from_on")
OVER_ANOTHER = f"""EXISTS (SELECT 1 FROM {SEAT} other
    WHERE other.id <> coalesce(NEW.id, -1) AND other.committee_id = NEW.committee_id
    AND (other.membership_id = NEW.membership_id
         OR (other.position IN ('chair', 'head') AND NEW.position IN ('chair', 'head')))
    AND other.from_on <= coalesce(NEW.until_on, '9999-12-31')
    AND coalesce(other.until_on, '9999-12-31') >= NEW.from_on)"""


class Migration(migrations.Migration):
    dependencies = [("committees", "0004_formations")]

    operations = [
        ProtectByAssociation(FORMATION),
        RefuseChange(FORMATION, "rules", "a formation is never rewritten", events=("UPDATE",), columns=RULES),
        RefuseChange(
            FORMATION,
            "ended",
            "a formation that ended stays ended",
            events=("UPDATE",),
            columns=("until_on",),
            when="OLD.until_on IS NOT NULL",
        ),
        RefuseChange(FORMATION, "stays", "a formation is never removed", events=("DELETE",)),
        RefuseChange(
            SEAT, "apart", "terms in one body lie over each other", events=("INSERT", "UPDATE"), when=OVER_ANOTHER
        ),
        RefuseChange(SEAT, "stays", "a seat is ended, never removed", events=("DELETE",)),
        RefuseChange(
            SEAT,
            "whose",
            "a seat stays with its member",
            events=("UPDATE",),
            when=" OR ".join(f"NEW.{name} <> OLD.{name}" for name in WHOSE),
        ),
    ]
