"""Rules the database keeps by itself over pairs and merges; an online account goes along when its file is merged."""

from django.db import migrations

from beneficiaries.merge_rule import follows
from core.db_rules import LiftRefusal, ProtectByAssociation, RefuseChange

PAIR, MERGE, ACCOUNT = "beneficiaries_duplicatepair", "beneficiaries_filemerge", "beneficiaries_onlineaccount"
TIED = "an account stays with its file"
KEPT = (
    "association_id",
    "uid",
    "pair_id",
    "survivor_id",
    "merged_id",
    "taken",
    "before_sealed",
    "moved",
    "by_id",
    "at",
)


def elsewhere(*columns: str) -> str:
    """One of the two files is of another association."""
    files = ", ".join(f"NEW.{column}" for column in columns)
    return (
        f"(SELECT count(*) FROM beneficiaries_beneficiary b WHERE b.id IN ({files}) "
        "AND b.association_id = NEW.association_id) <> 2"
    )


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0014_duplicates")]

    operations = [
        RefuseChange(
            PAIR,
            "here",
            "a pair is of two files of the association",
            events=("INSERT",),
            when=elsewhere("first_id", "second_id"),
        ),
        RefuseChange(
            PAIR,
            "files",
            "a pair stays of its two files",
            events=("UPDATE",),
            columns=("association_id", "first_id", "second_id", "found_at"),
        ),
        RefuseChange(PAIR, "kept", "a pair is answered, never deleted", events=("DELETE",)),
        RefuseChange(
            MERGE,
            "here",
            "a merge is of two files of the association",
            events=("INSERT",),
            when=elsewhere("survivor_id", "merged_id"),
        ),
        RefuseChange(MERGE, "kept", "what was merged is never changed", columns=KEPT),
        RefuseChange(
            MERGE,
            "undone",
            "a merge is taken back once",
            events=("UPDATE",),
            columns=("undone_by_id", "undone_at", "not_undone"),
            when="OLD.undone_at IS NOT NULL",
        ),
        LiftRefusal(
            RefuseChange(
                ACCOUNT, "tied", TIED, events=("UPDATE",), columns=("beneficiary_id", "user_id", "association_id")
            )
        ),
        RefuseChange(ACCOUNT, "its_owner", TIED, events=("UPDATE",), columns=("user_id", "association_id")),
        follows(ACCOUNT, TIED),
        ProtectByAssociation(PAIR),
        ProtectByAssociation(MERGE),
    ]
