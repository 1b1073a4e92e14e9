"""Sealed papers and signatures never change, a chain has one end, and a person's words may be emptied from them.

The rules read tables of minutes alone, so that tables of sessions can be remade on SQLite without lifting them.
"""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

MINUTES, TEXT, SEAL = "proceedings_minutes", "proceedings_minutestext", "proceedings_seal"
SECTION, SIGNATURE = "proceedings_section", "proceedings_signature"
SEALED = "sealed minutes are never rewritten"
IS_SEALED = f"EXISTS (SELECT 1 FROM {SEAL} s WHERE s.minutes_id = NEW.minutes_id AND s.number = 0)"
OF_ITS_BODY = f"EXISTS (SELECT 1 FROM {MINUTES} m WHERE m.id = NEW.minutes_id AND m.committee_id = NEW.committee_id)"
FOLLOWS = f"""(NEW.previous_id IS NULL OR EXISTS (SELECT 1 FROM {SEAL} p WHERE p.id = NEW.previous_id
    AND p.committee_id = NEW.committee_id
    AND ((NEW.number = 0 AND p.number = 0)
         OR (NEW.number > 0 AND p.minutes_id = NEW.minutes_id AND p.number = NEW.number - 1))))"""
LISTED = f"EXISTS (SELECT 1 FROM {SEAL} s WHERE s.id = NEW.seal_id AND strpos(s.head, NEW.digest) > 0)"


class InItsHead(RefuseChange):
    """A section whose hash its paper's head does not state is no part of it."""

    def _statements(self, vendor: str, trigger: str, event: str) -> list[str]:
        self.when = f"NOT {LISTED if vendor == 'postgresql' else LISTED.replace('strpos', 'instr')}"
        return super()._statements(vendor, trigger, event)


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0011_minutes")]

    operations = [
        *(ProtectByAssociation(table) for table in (MINUTES, TEXT, SEAL, SECTION, SIGNATURE)),
        *(
            RefuseChange(table, "stays", "minutes are never removed", events=("DELETE",))
            for table in (MINUTES, TEXT, SEAL, SECTION, SIGNATURE)
        ),
        RefuseChange(
            MINUTES,
            "facts",
            SEALED,
            events=("UPDATE",),
            columns=("association_id", "committee_id", "session_id", "reference", "made_at"),
        ),
        RefuseChange(
            TEXT, "facts", SEALED, events=("UPDATE",), columns=("association_id", "minutes_id", "part", "item_id")
        ),
        RefuseChange(TEXT, "late", SEALED, events=("INSERT",), when=IS_SEALED),
        RefuseChange(
            TEXT,
            "sealed",
            SEALED,
            events=("UPDATE",),
            columns=("text", "written_by_id", "written_at"),
            when=f"{IS_SEALED} AND NEW.text NOT IN ('', '—')",
        ),
        RefuseChange(SEAL, "never", SEALED, events=("UPDATE",)),
        RefuseChange(
            SEAL,
            "chain",
            "a sealed paper follows the last one of its body",
            events=("INSERT",),
            when=f"NOT {OF_ITS_BODY} OR NOT {FOLLOWS}",
        ),
        RefuseChange(
            SECTION,
            "facts",
            SEALED,
            events=("UPDATE",),
            columns=("association_id", "seal_id", "position", "key", "item_id", "digest"),
        ),
        EmptiedOnly(SECTION, "words", SEALED, texts=("content", "salt")),
        RefuseChange(
            SECTION,
            "emptied",
            SEALED,
            events=("UPDATE",),
            columns=("emptied_on",),
            when="OLD.emptied_on IS NOT NULL",
        ),
        InItsHead(SECTION, "listed", "a section stands in the head of its paper", events=("INSERT",)),
        RefuseChange(SIGNATURE, "never", "a signature is never rewritten", events=("UPDATE",)),
    ]
