"""What documents, signatures, consents, reports and merges hold of a person is emptied or sealed anew; no more."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

DOCUMENT, SIGNATURE = "beneficiaries_filedocument", "beneficiaries_signature"
CONSENT, MERGE = "beneficiaries_consent", "beneficiaries_filemerge"
REPORT, VALUE = "beneficiaries_changereport", "beneficiaries_reportedvalue"

OF_DOCUMENT, REMOVED = (
    "the facts of a document are never changed; replace it by another",
    "a removed document stays removed",
)
FACTS_OF_DOCUMENT = (
    *("association_id", "uid", "kind_id", "issued_on", "valid_until", "sighted_on", "sighted_by_id"),
    *("is_copied", "copy_basis", "replaces_id", "added_by_id", "added_at"),
)
SAID, MERGED = "a consent row is never changed", "what was merged is never changed"
FACTS_OF_CONSENT = (
    *("id", "association_id", "beneficiary_id", "purpose", "state", "text_id", "how"),
    *("signature_id", "at", "by_id"),
)
FACTS_OF_MERGE = ("association_id", "uid", "pair_id", "survivor_id", "merged_id", "taken", "moved", "by_id", "at")
REPORTED, DECIDED = "what was reported is never changed", "a decided report stays decided"
IS_DECIDED = "OLD.status <> 'waiting'"
SIGNED = "a signature is never changed"


def updates(table: str, name: str, message: str, columns: tuple[str, ...], when: str = "") -> RefuseChange:
    return RefuseChange(table, name, message, events=("UPDATE",), columns=columns, when=when)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0023_anonymisation_for_ever")]

    operations = [
        LiftRefusal(
            updates(
                DOCUMENT,
                "kept",
                OF_DOCUMENT,
                (*FACTS_OF_DOCUMENT[:3], "note", *FACTS_OF_DOCUMENT[3:], "copy_reference"),
            )
        ),
        updates(DOCUMENT, "facts", OF_DOCUMENT, FACTS_OF_DOCUMENT),
        EmptiedOnly(DOCUMENT, "words", OF_DOCUMENT, texts=("note", "copy_reference")),
        LiftRefusal(
            updates(
                DOCUMENT,
                "removed",
                REMOVED,
                ("removed_by_id", "removed_at", "removed_because"),
                "OLD.removed_at IS NOT NULL",
            )
        ),
        updates(DOCUMENT, "taken_out", REMOVED, ("removed_by_id", "removed_at"), "OLD.removed_at IS NOT NULL"),
        updates(
            DOCUMENT,
            "why",
            REMOVED,
            ("removed_because",),
            "OLD.removed_at IS NOT NULL AND NEW.removed_because <> '—'",
        ),
        EmptiedOnly(SIGNATURE, "words", SIGNED, texts=("signed_name",), sealed=("drawing_sealed",)),
        LiftRefusal(RefuseChange(CONSENT, "kept", SAID)),
        RefuseChange(CONSENT, "stays", SAID, events=("DELETE",)),
        updates(CONSENT, "facts", SAID, FACTS_OF_CONSENT),
        EmptiedOnly(CONSENT, "words", SAID, texts=("note",)),
        EmptiedOnly(REPORT, "words", REPORTED, sealed=("words_sealed",)),
        LiftRefusal(
            updates(
                REPORT, "decided", DECIDED, ("status", "decided_by_id", "decided_at", "refused_because"), IS_DECIDED
            )
        ),
        updates(REPORT, "outcome", DECIDED, ("status", "decided_by_id", "decided_at"), IS_DECIDED),
        updates(REPORT, "why", DECIDED, ("refused_because",), f"{IS_DECIDED} AND NEW.refused_because <> '—'"),
        EmptiedOnly(VALUE, "words", REPORTED, sealed=("found_sealed", "reported_sealed")),
        LiftRefusal(
            RefuseChange(MERGE, "kept", MERGED, columns=(*FACTS_OF_MERGE[:6], "before_sealed", *FACTS_OF_MERGE[6:]))
        ),
        RefuseChange(MERGE, "stays", MERGED, events=("DELETE",)),
        updates(MERGE, "facts", MERGED, FACTS_OF_MERGE),
        EmptiedOnly(MERGE, "words", MERGED, sealed=("before_sealed",)),
    ]
