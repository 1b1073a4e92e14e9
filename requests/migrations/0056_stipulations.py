"""Conditions of a decision, and what became of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0020_follow_up_bodies"),
        ("committees", "0008_effect_at_minutes"),
        ("support_requests", "0055_problems_handed_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Stipulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.CharField(max_length=300, verbose_name="condition")),
                (
                    "needed",
                    models.CharField(
                        choices=[("before", "Before the delivery"), ("after", "After the delivery")],
                        max_length=6,
                        verbose_name="when it must be met",
                    ),
                ),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committees.committee"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stipulations",
                        to="support_requests.decision",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stipulations",
                        to="support_requests.revision",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stipulations",
                        to="support_requests.supportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition",
                "verbose_name_plural": "conditions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StipulationFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("met", "Met"), ("waived", "Waived"), ("reopened", "Open again")],
                        max_length=8,
                        verbose_name="what became of it",
                    ),
                ),
                ("words", models.CharField(max_length=1000, verbose_name="what was seen, or why")),
                ("at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stipulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="support_requests.stipulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "what became of a condition",
                "verbose_name_plural": "what became of conditions",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="stipulation",
            index=models.Index(
                condition=models.Q(("last_on__isnull", False)),
                fields=["association", "last_on", "id"],
                name="stipulation_by_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="stipulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revision__isnull", True)),
                fields=("decision", "position"),
                name="stipulation_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stipulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revision__isnull", False)),
                fields=("revision", "position"),
                name="stipulation_revised_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stipulation",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), ("position__lte", 8)),
                name="stipulation_few",
                violation_error_message="A decision has at most eight conditions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stipulation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("needed__in", ["before", "after"])),
                name="stipulation_says_something",
                violation_error_message="A condition says what is asked, and if the delivery waits for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stipulationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True), ("what__in", ["met", "waived", "reopened"])
                ),
                name="stipulationfact_is_reasoned",
                violation_error_message="What became of a condition is said with what was seen, or why.",
            ),
        ),
    ]
