"""A response goes along when its person's files are merged, and changes in nothing else."""

from django.db import migrations

from beneficiaries.merge_rule import follows
from core.db_rules import LiftRefusal, RefuseChange

RESPONSE, KEPT = "surveys_response", "a response is never changed"
COLUMNS = (
    "id",
    "association_id",
    "survey_id",
    "invitation_id",
    "method",
    "service_id",
    "office_id",
    "entered_by_id",
    "answered_at",
    "answered_on",
)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_answers_unchangeable"),
        ("beneficiaries", "0015_duplicates_walled"),
    ]

    operations = [
        LiftRefusal(RefuseChange(RESPONSE, "kept", KEPT)),
        RefuseChange(RESPONSE, "as_given", KEPT, columns=COLUMNS),
        follows(RESPONSE),
    ]
