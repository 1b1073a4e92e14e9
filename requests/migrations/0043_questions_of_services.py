"""Questions of a service's own with their replies, and lines of the checklist that depend on them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0015_rules_on_referring_unchangeable"),
        ("support_requests", "0042_objections_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Words"),
                            ("number", "A number"),
                            ("date", "A date"),
                            ("yes_no", "Yes or no"),
                            ("choice", "One choice"),
                            ("several", "Several choices"),
                        ],
                        max_length=8,
                        verbose_name="kind of answer",
                    ),
                ),
                ("text_ar", models.CharField(max_length=200, verbose_name="question")),
                ("text_en", models.CharField(blank=True, max_length=200, verbose_name="question in English")),
                ("is_required", models.BooleanField(default=True, verbose_name="an answer is needed")),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="at least"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="at most"
                    ),
                ),
                ("choices", models.TextField(blank=True, max_length=2000, verbose_name="choices")),
                ("depends_value", models.CharField(blank=True, max_length=200, verbose_name="where the answer is")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "depends_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="dependents",
                        to="support_requests.servicequestion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="support_requests.serviceversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a service",
                "verbose_name_plural": "questions of services",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.JSONField(default=dict)),
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
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="support_requests.supportrequest",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support_requests.servicequestion",
                    ),
                ),
            ],
            options={
                "ordering": ["question__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DraftReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.JSONField(default=dict)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="support_requests.requestdraft",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support_requests.servicequestion",
                    ),
                ),
            ],
            options={
                "ordering": ["question__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AskedIf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("choices", models.TextField(blank=True, max_length=1000)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_if",
                        to="support_requests.checklistitem",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lines",
                        to="support_requests.servicequestion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="servicequestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("choice", "several")), models.Q(("choices", ""), _negated=True)),
                    models.Q(models.Q(("kind__in", ("choice", "several")), _negated=True), ("choices", "")),
                    _connector="OR",
                ),
                name="servicequestion_choices_fit_its_kind",
                violation_error_message="Write the choices, one a line, where the answer is chosen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicequestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "number"), models.Q(("high__isnull", True), ("low__isnull", True)), _connector="OR"
                ),
                name="servicequestion_limits_are_of_numbers",
                violation_error_message="Limits belong to numbers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicequestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__isnull", True), ("high__isnull", True), ("high__gte", models.F("low")), _connector="OR"
                ),
                name="servicequestion_limits_agree",
                violation_error_message="The lower limit is above the upper one: correct one of them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicequestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("depends_on__isnull", True), ("depends_value", "")),
                    models.Q(("depends_on__isnull", False), models.Q(("depends_value", ""), _negated=True)),
                    _connector="OR",
                ),
                name="servicequestion_depends_on_an_answer",
                violation_error_message="Say on which answer of the earlier question it depends.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(fields=("support_request", "question"), name="reply_once"),
        ),
        migrations.AddConstraint(
            model_name="draftreply",
            constraint=models.UniqueConstraint(fields=("draft", "question"), name="draftreply_once"),
        ),
        migrations.AddConstraint(
            model_name="askedif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("choices", ""),
                        ("kind", ""),
                        ("question__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    models.Q(
                        ("answer", ""),
                        ("question__isnull", True),
                        models.Q(("kind", ""), _negated=True),
                        models.Q(("choices", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="askedif_one_reason",
                violation_error_message="A document depends on an answer or on the situation, with its value.",
            ),
        ),
    ]
