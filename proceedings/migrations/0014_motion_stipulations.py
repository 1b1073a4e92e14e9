"""Conditions that a motion puts to the vote with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0020_follow_up_bodies"),
        ("proceedings", "0013_aside_whatever_the_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="MotionStipulation",
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
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stipulations",
                        to="proceedings.motion",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition of a motion",
                "verbose_name_plural": "conditions of motions",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("motion", "position"), name="motionstipulation_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 8)),
                        name="motionstipulation_few",
                        violation_error_message="A decision has at most eight conditions.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), ("needed__in", ["before", "after"])),
                        name="motionstipulation_says_something",
                        violation_error_message="A condition says what is asked, and if the delivery waits for it.",
                    ),
                ],
            },
        ),
    ]
