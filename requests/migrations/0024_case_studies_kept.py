"""A study that went with a recommendation is never changed; its words and facts go with the person's name."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

TABLE = "support_requests_casestudy"
KEPT = "a case study that was recommended on is never changed"
FACTS = (
    *("id", "association_id", "support_request_id", "uid", "written_by_id", "written_at"),
    *("recommendation_id", "frozen_at"),
)


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0023_case_studies")]

    operations = [
        RefuseChange(TABLE, "stays", KEPT, events=("DELETE",)),
        RefuseChange(TABLE, "facts", KEPT, events=("UPDATE",), columns=FACTS),
        EmptiedOnly(
            TABLE,
            "words",
            KEPT,
            texts=("need", "alternatives"),
            sealed=("health_words_sealed", "facts_sealed", "health_facts_sealed"),
        ),
        ProtectByAssociation(TABLE),
        ProtectByAssociation("support_requests_studydraft"),
    ]
