"""A letter's and a notice's words are emptied with the person's name; a notice is sealed anew; never rewritten."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

LETTER, NOTICE = "correspondence_letter", "correspondence_notice"
IS_KEPT, IS_FROZEN = "a letter row is never changed", "what a notice says and to whom is never changed"
FACTS_OF_NOTICE = ("association_id", "uid", "key", "event", "audience", "means", "language", "about")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0009_file_notices_beside_others")]

    operations = [
        LiftRefusal(RefuseChange(LETTER, "kept", IS_KEPT)),
        RefuseChange(LETTER, "stays", IS_KEPT, events=("DELETE",)),
        RefuseChange(
            LETTER,
            "facts",
            IS_KEPT,
            events=("UPDATE",),
            columns=(
                *("association_id", "uid", "year", "number", "kind", "about", "attachments"),
                *("issued_on", "issued_at", "issued_by_id", "sha256", "check_code"),
            ),
        ),
        EmptiedOnly(LETTER, "words", IS_KEPT, texts=("subject", "recipient"), objects=("facts",)),
        LiftRefusal(
            RefuseChange(
                NOTICE,
                "frozen",
                IS_FROZEN,
                events=("UPDATE",),
                columns=(*FACTS_OF_NOTICE, "recipient_sealed", "subject", "body_sealed", "created_at"),
            )
        ),
        RefuseChange(NOTICE, "facts", IS_FROZEN, events=("UPDATE",), columns=(*FACTS_OF_NOTICE, "created_at")),
        EmptiedOnly(NOTICE, "words", IS_FROZEN, texts=("subject",), sealed=("recipient_sealed", "body_sealed")),
    ]
