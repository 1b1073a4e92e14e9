"""A refusal points at the reason of the catalogue; decisions and the words of reasons are unchangeable again."""

from django.db import migrations, models
from django.db.models import Q

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

DECISION, KEPT = "support_requests_decision", "a decision row is never changed"
FACTS = (
    *("id", "association_id", "support_request_id"),
    *("body_id", "outcome", "amount", "refusal_reason_id", "letter_id", "decided_by_id", "decided_at"),
)
REASON = "support_requests_refusalreason"


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0037_first_reasons_of_refusal")]

    operations = [
        migrations.RemoveField("decision", "refusal_reason"),
        migrations.RenameField("decision", "refused_for", "refusal_reason"),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(outcome="refused", refusal_reason__isnull=False, amount__isnull=True)
                | (~Q(outcome="refused") & Q(refusal_reason__isnull=True)),
                name="decision_refusal_has_its_reason",
                violation_error_message="A refusal states its reason and no amount.",
            ),
        ),
        RefuseChange(DECISION, "remains", KEPT, events=("DELETE",)),
        RefuseChange(DECISION, "decided", KEPT, events=("UPDATE",), columns=FACTS),
        EmptiedOnly(DECISION, "said", KEPT, texts=("reasons", "handover", "to_bring")),
        RefuseChange(
            REASON,
            "words",
            "the words of a reason are never changed",
            events=("UPDATE",),
            columns=("id", "association_id", "code", "text_ar", "text_en", "clause_ar", "clause_en"),
        ),
        ProtectByAssociation(REASON),
    ]
