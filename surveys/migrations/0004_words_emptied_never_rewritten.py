"""Words about a person are emptied with the person's name and never rewritten; what was decided, and when, stays."""

from django.db import migrations

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

ANSWER, IS_KEPT = "surveys_answer", "an answer is never changed"
FACTS = ("id", "association_id", "response_id", "question_id", "number", "option_id")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_responses_follow_merges")]

    operations = [
        LiftRefusal(RefuseChange(ANSWER, "kept", IS_KEPT)),
        RefuseChange(ANSWER, "stays", IS_KEPT, events=("DELETE",)),
        RefuseChange(ANSWER, "facts", IS_KEPT, events=("UPDATE",), columns=FACTS),
        EmptiedOnly(ANSWER, "words", IS_KEPT, texts=("text",)),
    ]
