"""A disclosure is never rewritten: the next one takes its place. Its numbers may be sealed under another key."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

DISCLOSURE, EMPLOYER, RELATIVE, LOOK = (
    f"committees_{name}" for name in ("disclosure", "disclosedemployer", "disclosedrelative", "disclosurelook")
)
KEPT = "a disclosure is never rewritten"


def kept(table: str, *columns: str) -> RefuseChange:
    return RefuseChange(table, "facts", KEPT, events=("UPDATE",), columns=columns)


class Migration(migrations.Migration):
    dependencies = [("committees", "0006_disclosures")]

    operations = [
        *(ProtectByAssociation(table) for table in (DISCLOSURE, EMPLOYER, RELATIVE, LOOK)),
        *(
            RefuseChange(table, "stays", "a disclosure is never removed", events=("DELETE",))
            for table in (DISCLOSURE, EMPLOYER, RELATIVE, LOOK)
        ),
        kept(DISCLOSURE, "association_id", "membership_id", "uid", "city", "district", "given_on", "until_on"),
        kept(EMPLOYER, "association_id", "disclosure_id", "name"),
        kept(RELATIVE, "association_id", "disclosure_id", "uid", "relation", "name"),
        kept(LOOK, "association_id", "disclosure_id", "by_id", "at"),
        EmptiedOnly(DISCLOSURE, "numbers", KEPT, sealed=("national_id_sealed",)),
        EmptiedOnly(RELATIVE, "numbers", KEPT, sealed=("national_id_sealed",)),
    ]
