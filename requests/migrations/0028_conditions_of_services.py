"""Conditions of services as typed rows, and what they said about a file."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0012_policies_without_declaration"),
        ("beneficiaries", "0024_parts_emptied_never_rewritten"),
        ("support_requests", "0027_payment_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EligibilityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("opened", "when the request was opened"),
                            ("complete", "when the request was complete"),
                            ("decided", "when it was decided"),
                        ],
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("findings", models.JSONField(default=dict)),
                ("met", models.PositiveSmallIntegerField(verbose_name="conditions met")),
                ("score", models.PositiveSmallIntegerField(verbose_name="score")),
                ("out_of", models.PositiveSmallIntegerField(verbose_name="out of")),
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
                        related_name="eligibility_checks",
                        to="support_requests.supportrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("occasion", "decided")),
                        fields=("support_request",),
                        name="eligibilitycheck_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__lte", models.F("out_of"))),
                        name="eligibilitycheck_score_within",
                        violation_error_message="A score is at most what its conditions count for.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("income", "Net income per head"),
                            ("age", "Age"),
                            ("people", "People in the household"),
                            ("city", "City"),
                            ("category", "Category"),
                            ("marital", "Marital status"),
                            ("employment", "Employment"),
                            ("housing", "Housing"),
                            ("sex", "Sex"),
                            ("membership", "Membership of the general assembly"),
                            ("document", "A valid document in the file"),
                            ("interval", "Once in so many months"),
                        ],
                        max_length=12,
                        verbose_name="condition",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("at_most", "at most"),
                            ("at_least", "at least"),
                            ("between", "from … to …"),
                            ("one_of", "one of"),
                            ("none_of", "none of"),
                            ("holds", "it holds"),
                        ],
                        max_length=8,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="at least"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="at most"
                    ),
                ),
                ("choices", models.TextField(blank=True, max_length=1000, verbose_name="choices")),
                ("points", models.PositiveSmallIntegerField(default=1, verbose_name="points")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "document_kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="beneficiaries.filedocumentkind",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="support_requests.serviceversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition of a service",
                "verbose_name_plural": "conditions of services",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "document"), _negated=True),
                        fields=("version", "kind"),
                        name="servicecondition_kind_once",
                        violation_error_message="This condition is written already: change it instead.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "document_kind"),
                        name="servicecondition_document_once",
                        violation_error_message="This condition is written already: change it instead.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("choices", ""),
                                    ("document_kind__isnull", True),
                                    ("kind__in", ("income", "age", "people")),
                                ),
                                ("high__isnull", False),
                                ("low__isnull", True),
                                ("operator", "at_most"),
                            ),
                            models.Q(
                                models.Q(
                                    ("choices", ""),
                                    ("document_kind__isnull", True),
                                    ("kind__in", ("income", "age", "people")),
                                ),
                                ("high__isnull", True),
                                ("low__isnull", False),
                                ("operator", "at_least"),
                            ),
                            models.Q(
                                models.Q(
                                    ("choices", ""),
                                    ("document_kind__isnull", True),
                                    ("kind__in", ("income", "age", "people")),
                                ),
                                ("high__gte", models.F("low")),
                                ("high__isnull", False),
                                ("low__isnull", False),
                                ("operator", "between"),
                            ),
                            models.Q(
                                models.Q(("high__isnull", True), ("low__isnull", True)),
                                ("kind__in", ("city", "marital", "employment", "housing", "sex")),
                                ("operator__in", ["one_of", "none_of"]),
                                ("document_kind__isnull", True),
                                models.Q(("choices", ""), _negated=True),
                            ),
                            models.Q(
                                ("choices", ""),
                                ("document_kind__isnull", True),
                                ("high__isnull", True),
                                ("kind", "interval"),
                                ("low__isnull", False),
                                ("low__range", (1, 120)),
                                ("operator", "at_least"),
                            ),
                            models.Q(
                                models.Q(("high__isnull", True), ("low__isnull", True)),
                                ("choices", ""),
                                ("document_kind__isnull", True),
                                ("kind", "membership"),
                                ("operator", "holds"),
                            ),
                            models.Q(
                                models.Q(("high__isnull", True), ("low__isnull", True)),
                                ("choices", ""),
                                ("document_kind__isnull", False),
                                ("kind", "document"),
                                ("operator", "holds"),
                            ),
                            _connector="OR",
                        ),
                        name="servicecondition_value_fits_its_kind",
                        violation_error_message="The lower limit is above the upper one: correct one of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("low__isnull", True), ("low__gte", 0), _connector="OR"),
                            models.Q(("high__isnull", True), ("high__gte", 0), _connector="OR"),
                        ),
                        name="servicecondition_limits_are_not_negative",
                        violation_error_message="A limit is zero or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__range", (0, 100))),
                        name="servicecondition_points_are_few",
                        violation_error_message="Write 0 to 100 points.",
                    ),
                ],
            },
        ),
    ]
