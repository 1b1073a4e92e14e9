"""The catalogue of reasons of refusal; a decision is made ready to point at one (0037 moves them, 0038 closes it)."""

import django.db.models.deletion
from django.db import migrations, models

from core.db_rules import EmptiedOnly, LiftRefusal, RefuseChange

DECISION, KEPT = "support_requests_decision", "a decision row is never changed"
FACTS = (
    *("id", "association_id", "support_request_id"),
    *("body_id", "outcome", "amount", "refusal_reason", "letter_id", "decided_by_id", "decided_at"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0016_objections"),
        ("committees", "0003_bodies_of_objections"),
        ("support_requests", "0035_any_queue_by_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="RefusalReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40)),
                ("text_ar", models.CharField(max_length=200, verbose_name="reason, in Arabic")),
                ("text_en", models.CharField(max_length=200, verbose_name="reason, in English")),
                ("clause_ar", models.CharField(blank=True, max_length=120, verbose_name="clause it leans on")),
                (
                    "clause_en",
                    models.CharField(blank=True, max_length=120, verbose_name="clause it leans on, in English"),
                ),
                ("is_offered", models.BooleanField(default=True, verbose_name="offered")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusal_reasons",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "reason of refusal",
                "verbose_name_plural": "reasons of refusal",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["association", "code"], name="refusalreason_code_once"),
                    models.CheckConstraint(
                        condition=~models.Q(text_ar="") & ~models.Q(text_en=""),
                        name="refusalreason_in_both_languages",
                        violation_error_message="A reason is written in Arabic and in English.",
                    ),
                ],
            },
        ),
        LiftRefusal(RefuseChange(DECISION, "stays", KEPT, events=("DELETE",))),
        LiftRefusal(RefuseChange(DECISION, "facts", KEPT, events=("UPDATE",), columns=FACTS)),
        LiftRefusal(EmptiedOnly(DECISION, "words", KEPT, texts=("reasons",))),
        migrations.RemoveConstraint("decision", "decision_refusal_has_its_reason"),
        migrations.AddField(
            "decision",
            "handover",
            models.CharField(blank=True, default="", max_length=300, verbose_name="how it is delivered"),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision",
            "to_bring",
            models.CharField(blank=True, default="", max_length=300, verbose_name="what to bring"),
            preserve_default=False,
        ),
        migrations.AddField(
            "decision",
            "refused_for",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support_requests.refusalreason",
                verbose_name="reason of refusal",
            ),
        ),
    ]
