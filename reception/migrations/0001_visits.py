"""Visits to the counter: who came, who served them, what happened, what it led to."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_used_codes_unchangeable"),
        ("associations", "0012_policies_without_declaration"),
        ("beneficiaries", "0024_parts_emptied_never_rewritten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("arrived_at", models.DateTimeField(verbose_name="came at")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("request", "A new request"),
                            ("paper", "A paper for an open request"),
                            ("inquiry", "A question"),
                            ("collect", "To collect what was granted"),
                            ("complaint", "A complaint"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="came for",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("interview", "In person"),
                            ("phone", "Phone"),
                            ("website", "Website"),
                            ("email", "E-mail"),
                            ("social_media", "Social media"),
                            ("letter", "Letter"),
                            ("fax", "Fax"),
                            ("help_request", "Help-request service"),
                            ("volunteering", "Volunteering service"),
                            ("branch_delegate", "Branch-office delegate"),
                            ("field_visit", "Field visit"),
                        ],
                        max_length=16,
                        verbose_name="channel",
                    ),
                ),
                ("brought_by", models.CharField(blank=True, max_length=120, verbose_name="brought by")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits"),
                            ("being_served", "Being served"),
                            ("served", "Served"),
                            ("left", "Left without being served"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("status_since", models.DateTimeField(verbose_name="status since")),
                ("served_at", models.DateTimeField(blank=True, null=True, verbose_name="served from")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="associations.association",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.office",
                    ),
                ),
                (
                    "served_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LedTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, verbose_name="reference")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="led_to", to="reception.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="VisitEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=40, verbose_name="event")),
                ("from_status", models.CharField(blank=True, max_length=30, verbose_name="from status")),
                ("to_status", models.CharField(blank=True, max_length=30, verbose_name="to status")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("detail", models.JSONField(blank=True, default=dict)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="reception.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("status__in", ("waiting", "being_served"))),
                fields=["association", "arrived_at", "id"],
                name="visit_here",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["association", "arrived_at"], name="visit_by_day"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["association", "-id"], name="visit_newest"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("waiting", "being_served"))),
                fields=("beneficiary",),
                name="visit_here_once",
                violation_error_message="This person is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("beneficiary__isnull", False), ("person_name__gt", ""), _connector="OR"),
                name="visit_of_somebody",
                violation_error_message="A visitor has a file, or at least a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel__in", ("volunteering", "branch_delegate", "field_visit")), _negated=True),
                    ("brought_by__gt", ""),
                    _connector="OR",
                ),
                name="visit_brought_by_somebody",
                violation_error_message="This channel needs the name of who brought it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["being_served", "served"]), _negated=True),
                    models.Q(("served_at__isnull", False), ("served_by__isnull", False)),
                    _connector="OR",
                ),
                name="visit_served_by_somebody",
                violation_error_message="Who is served is served by somebody, from a moment on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("status__in", ("served", "left"))),
                    models.Q(("ended_at__isnull", True), ("status__in", ("waiting", "being_served"))),
                    _connector="OR",
                ),
                name="visit_ended_has_a_moment",
                violation_error_message="A visit that is over has its last moment, one that goes on has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledto",
            constraint=models.UniqueConstraint(fields=("visit", "reference"), name="ledto_once"),
        ),
    ]
