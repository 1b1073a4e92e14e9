"""Records of a file are sealed anew under another key, or emptied with the person's name; never rewritten."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

LOOK, CHANGE = "beneficiaries_filelook", "beneficiaries_beneficiarychange"
AT_HOME, MANDATE = "beneficiaries_householdchange", "beneficiaries_mandate"
ENDED = "an ended mandate stays ended"
OF_MANDATE = "the facts of a mandate are never changed; end it and enter another"
FACTS = ("association_id", "uid", "kind", "from_on", "until_on", "entered_by_id")
WORDS = ("holder_name", "deed_number", "scope")


def kept(table: str, *columns: str) -> list:
    """Neither removed nor, in these columns, changed."""
    message = f"a {table.partition('_')[2]} row is never changed"
    return [
        LiftRefusal(RefuseChange(table, "kept", message)),
        RefuseChange(table, "stays", message, events=("DELETE",)),
        RefuseChange(table, "facts", message, events=("UPDATE",), columns=columns),
    ]


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0020_whole_names")]

    operations = [
        *kept(LOOK, "id", "association_id", "beneficiary_id", "what", "by_id", "at"),
        EmptiedOnly(LOOK, "words", "a filelook row is never changed", texts=("reason",)),
        *kept(CHANGE, "id", "association_id", "beneficiary_id", "uid", "field", "by_id", "at"),
        EmptiedOnly(
            CHANGE,
            "words",
            "a beneficiarychange row is never changed",
            texts=("before", "after"),
            sealed=("was_sealed", "became_sealed"),
        ),
        *kept(AT_HOME, "id", "association_id", "household_id", "member_id", "what", "by_id", "at"),
        EmptiedOnly(AT_HOME, "words", "a householdchange row is never changed", texts=("detail", "reason")),
        LiftRefusal(
            RefuseChange(
                MANDATE,
                "kept",
                OF_MANDATE,
                events=("UPDATE",),
                columns=(
                    "association_id",
                    "uid",
                    "kind",
                    "holder_name",
                    "holder_id_index",
                    "deed_number",
                    "scope",
                    "from_on",
                    "until_on",
                    "entered_by_id",
                ),
            )
        ),
        RefuseChange(MANDATE, "facts", OF_MANDATE, events=("UPDATE",), columns=FACTS),
        EmptiedOnly(MANDATE, "words", OF_MANDATE, texts=WORDS, sealed=("holder_id_sealed", "holder_mobile_sealed")),
        LiftRefusal(
            RefuseChange(
                MANDATE,
                "ended",
                ENDED,
                events=("UPDATE",),
                columns=("ended_on", "ended_because"),
                when="OLD.ended_on IS NOT NULL",
            )
        ),
        RefuseChange(
            MANDATE, "day_of_end", ENDED, events=("UPDATE",), columns=("ended_on",), when="OLD.ended_on IS NOT NULL"
        ),
        RefuseChange(
            MANDATE,
            "why",
            ENDED,
            events=("UPDATE",),
            columns=("ended_because",),
            when="OLD.ended_on IS NOT NULL AND NEW.ended_because <> '—'",
        ),
    ]
