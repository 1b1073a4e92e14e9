"""A row stays with its file, except along a merge: to the file that took it in, and back when that is undone."""

from __future__ import annotations

from core.db_rules import RefuseChange

_ALONG_A_MERGE = (
    "EXISTS (SELECT 1 FROM beneficiaries_beneficiary b WHERE b.association_id = OLD.association_id "
    "AND ((b.id = OLD.beneficiary_id AND b.merged_into_id = NEW.beneficiary_id) "
    "OR (b.id = NEW.beneficiary_id AND b.merged_into_id = OLD.beneficiary_id)))"
)


def follows(table: str, message: str = "a row stays with its file until the file is merged") -> RefuseChange:
    """The rule for a table with ``association_id`` and ``beneficiary_id``."""
    return RefuseChange(
        table,
        "follows",
        message,
        events=("UPDATE",),
        columns=("beneficiary_id",),
        when=f"coalesce(NEW.beneficiary_id, 0) <> coalesce(OLD.beneficiary_id, 0) AND NOT {_ALONG_A_MERGE}",
    )
