"""The terms of services in versions: each begins to belong to one, none does yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0012_policies_without_declaration"),
        ("beneficiaries", "0024_parts_emptied_never_rewritten"),
        ("support_requests", "0014_plans_of_earlier_grants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("about_ar", models.TextField(blank=True, max_length=1000, verbose_name="what it is")),
                ("about_en", models.TextField(blank=True, max_length=1000, verbose_name="what it is, in English")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="requests are taken from")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="requests are taken until")),
                (
                    "amount_rule",
                    models.CharField(
                        choices=[
                            ("studied", "As the study finds"),
                            ("fixed", "A fixed amount"),
                            ("per_head", "An amount for each person of the household"),
                            ("ceiling", "Up to a ceiling"),
                            ("in_kind", "In kind"),
                        ],
                        default="studied",
                        max_length=10,
                        verbose_name="amount",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount in riyals"
                    ),
                ),
                (
                    "ceiling",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="at most, in riyals"
                    ),
                ),
                ("gives_ar", models.CharField(blank=True, max_length=200, verbose_name="what is given")),
                ("gives_en", models.CharField(blank=True, max_length=200, verbose_name="what is given, in English")),
                (
                    "budget",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="budget in riyals"
                    ),
                ),
                (
                    "budget_period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hijri_year", "Each Hijri year"),
                            ("year", "Each Gregorian year"),
                            ("dates", "From a day until a day"),
                        ],
                        max_length=10,
                        verbose_name="period of the budget",
                    ),
                ),
                ("budget_from", models.DateField(blank=True, null=True, verbose_name="budget from")),
                ("budget_until", models.DateField(blank=True, null=True, verbose_name="budget until")),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("in_force_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_versions",
                        to="associations.association",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_in_force_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="support_requests.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a service",
                "verbose_name_plural": "versions of services",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="ServedCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.category"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="served",
                        to="support_requests.serviceversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checklist_items",
                to="support_requests.serviceversion",
            ),
        ),
        migrations.AddField(
            model_name="requestdraft",
            name="service_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support_requests.serviceversion",
            ),
        ),
        migrations.AddField(
            model_name="supportrequest",
            name="service_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_requests",
                to="support_requests.serviceversion",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="months",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="no older than, in months"),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.UniqueConstraint(fields=("service", "number"), name="serviceversion_number_once"),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_force_from__isnull", True)),
                fields=("service",),
                name="serviceversion_one_draft",
                violation_error_message="A draft of this service is being written already: go on with it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_force_from__isnull", False), ("in_force_until__isnull", True)),
                fields=("service",),
                name="serviceversion_one_last",
                violation_error_message="One version of a service stands last.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_force_until__isnull", True),
                    models.Q(("in_force_from__isnull", False), ("in_force_until__gte", models.F("in_force_from"))),
                    _connector="OR",
                ),
                name="serviceversion_ends_after_it_begins",
                violation_error_message="A version ends on a day that is not before its first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_on__isnull", True),
                    ("closes_on__isnull", True),
                    ("closes_on__gte", models.F("opens_on")),
                    _connector="OR",
                ),
                name="serviceversion_opens_before_it_closes",
                violation_error_message="Requests cannot be taken until a day before the first one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        ("amount_rule", "fixed"),
                        ("ceiling__isnull", True),
                    ),
                    models.Q(
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        ("amount_rule", "per_head"),
                        models.Q(("ceiling__isnull", True), ("ceiling__gte", models.F("amount")), _connector="OR"),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("amount_rule", "ceiling"),
                        ("ceiling__gt", 0),
                        ("ceiling__isnull", False),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("amount_rule__in", ["studied", "in_kind"]),
                        ("ceiling__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="serviceversion_amount_fits_its_rule",
                violation_error_message="Write the figures that this rule of the amount needs, and no others.",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("budget__isnull", True),
                        ("budget_from__isnull", True),
                        ("budget_period", ""),
                        ("budget_until__isnull", True),
                    ),
                    models.Q(
                        ("budget__gt", 0),
                        ("budget__isnull", False),
                        ("budget_from__isnull", True),
                        ("budget_period__in", ["hijri_year", "year"]),
                        ("budget_until__isnull", True),
                    ),
                    models.Q(
                        ("budget__gt", 0),
                        ("budget__isnull", False),
                        ("budget_from__isnull", False),
                        ("budget_period", "dates"),
                        ("budget_until__gte", models.F("budget_from")),
                        ("budget_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="serviceversion_budget_is_whole",
                violation_error_message="A budget has its period; dates are written where the period is by dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servedcategory",
            constraint=models.UniqueConstraint(fields=("version", "category"), name="servedcategory_once"),
        ),
    ]
