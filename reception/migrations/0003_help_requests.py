"""Help requests: what somebody asked for without an account, and what became of it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_exports_unchangeable"),
        ("associations", "0012_policies_without_declaration"),
        ("beneficiaries", "0026_entered_rows_name_nobody"),
        ("reception", "0002_visits_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(max_length=20, verbose_name="reference")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "for_whom",
                    models.CharField(
                        choices=[("self", "For myself, or my family"), ("other", "For somebody else")],
                        max_length=5,
                        verbose_name="for whom",
                    ),
                ),
                ("person_name", models.CharField(max_length=150, verbose_name="name of who needs the help")),
                (
                    "helper_name",
                    models.CharField(blank=True, max_length=120, verbose_name="name of who asks for another"),
                ),
                ("mobile_sealed", models.CharField(blank=True, max_length=120)),
                ("mobile_index", models.CharField(blank=True, max_length=32, null=True)),
                ("city", models.CharField(max_length=80, verbose_name="city")),
                ("district", models.CharField(blank=True, max_length=80, verbose_name="district")),
                ("need", models.TextField(max_length=1000, verbose_name="what is needed")),
                ("code_hash", models.CharField(editable=False, max_length=32)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the desk"),
                            ("request", "Became a support request"),
                            ("inquiry", "Became an inquiry"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("status_since", models.DateTimeField(verbose_name="status since")),
                ("version", models.PositiveIntegerField(default=1)),
                ("became", models.CharField(blank=True, max_length=20, verbose_name="became")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled at")),
                ("declined_because", models.CharField(blank=True, max_length=300, verbose_name="why it was declined")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_requests",
                        to="associations.association",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_requests",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.policyversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "help request",
                "verbose_name_plural": "help requests",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HelpEvent",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="reception.helprequest"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(
                condition=models.Q(("status", "waiting")), fields=["association", "id"], name="helprequest_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(fields=["association", "-id"], name="helprequest_newest"),
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(fields=["association", "mobile_index"], name="helprequest_mobile"),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(fields=("association", "reference"), name="helprequest_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(fields=("association", "code_hash"), name="helprequest_code_once"),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("for_whom", "self"), ("helper_name", "")),
                    models.Q(("for_whom", "other"), ("helper_name__gt", "")),
                    _connector="OR",
                ),
                name="helprequest_helper_is_named",
                violation_error_message="Who asks for somebody else gives their own name too.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at__isnull", True), ("handled_by__isnull", True), ("status", "waiting")),
                    models.Q(
                        models.Q(("status", "waiting"), _negated=True),
                        ("handled_at__isnull", False),
                        ("handled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="helprequest_handled_by_somebody",
                violation_error_message="What waits was handled by nobody; the rest by somebody, at a moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("became__gt", ""), ("status__in", ("request", "inquiry"))),
                    models.Q(models.Q(("status__in", ("request", "inquiry")), _negated=True), ("became", "")),
                    _connector="OR",
                ),
                name="helprequest_became_what_it_names",
                violation_error_message="What became a case names it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_because__gt", ""), ("status", "declined")),
                    models.Q(models.Q(("status", "declined"), _negated=True), ("declined_because", "")),
                    _connector="OR",
                ),
                name="helprequest_declined_for_a_reason",
                violation_error_message="What is declined is declined for a reason.",
            ),
        ),
    ]
