"""The code of a named person's case may be issued anew; the one of an unnamed person stays for ever."""

from django.db import migrations

from core.db_rules import LiftRefusal, RefuseChange

CASE = "complaints_complaint"
FOR_EVER = ("received_at", "reference", "association_id", "uid", "account", "is_anonymous")


def changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0004_compensation_rules")]

    operations = [
        LiftRefusal(
            RefuseChange(
                CASE,
                "for_ever",
                "day of receipt, number, words and code of a complaint are never changed",
                events=("UPDATE",),
                when=changed(*FOR_EVER, "code_hash"),
            )
        ),
        RefuseChange(
            CASE,
            "as_received",
            "day of receipt, number and words of a complaint are never changed",
            events=("UPDATE",),
            when=changed(*FOR_EVER),
        ),
        RefuseChange(
            CASE,
            "code_of_nobody",
            "the code of an unnamed person is never changed",
            events=("UPDATE",),
            when=f"OLD.is_anonymous AND ({changed('code_hash')})",
        ),
    ]
