"""Batches: one verb for many requests, and what became of each."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_exports_unchangeable"),
        ("associations", "0012_policies_without_declaration"),
        ("correspondence", "0012_letters_of_delivery"),
        ("support_requests", "0029_conditions_unchangeable"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("verb", models.CharField(max_length=20)),
                ("facts", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[("working", "Being done"), ("done", "Finished"), ("stopped", "Stopped")],
                        default="working",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="started")),
                ("ended_at", models.DateTimeField(null=True)),
                ("row_count", models.PositiveIntegerField()),
                ("language", models.CharField(choices=[("ar", "Arabic"), ("en", "English")], max_length=2)),
                ("origin", models.CharField(max_length=200)),
                ("stored_as", models.CharField(blank=True, max_length=60)),
                ("lease", models.UUIDField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("moved_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_batches",
                        to="associations.association",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "batch",
                "verbose_name_plural": "batches",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "result",
                    models.CharField(
                        choices=[("waiting", "waits"), ("done", "done"), ("refused", "not done")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("sentence", models.CharField(blank=True, max_length=300)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="correspondence.letter",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_rows",
                        to="support_requests.supportrequest",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="support_requests.requestbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a batch",
                "verbose_name_plural": "rows of batches",
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="requestbatch",
            index=models.Index(
                condition=models.Q(("status", "working")), fields=["moved_at", "id"], name="requestbatch_at_work"
            ),
        ),
        migrations.AddIndex(
            model_name="requestbatch",
            index=models.Index(fields=["association", "by", "-id"], name="requestbatch_of_member"),
        ),
        migrations.AddConstraint(
            model_name="requestbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("status", "working")),
                    models.Q(models.Q(("status", "working"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="requestbatch_ended_has_a_moment",
                violation_error_message="A batch that is finished has its moment, another has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("lease__isnull", True), ("leased_until__isnull", False), _connector="OR"),
                name="requestbatch_lease_ends",
                violation_error_message="A worker holds a batch for a limited time.",
            ),
        ),
        migrations.AddIndex(
            model_name="batchrow",
            index=models.Index(fields=["batch", "result", "number"], name="batchrow_of_result"),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="batchrow_number_once"),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(fields=("batch", "support_request"), name="batchrow_request_once"),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("result", "waiting")),
                    models.Q(models.Q(("result", "waiting"), _negated=True), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="batchrow_done_has_a_moment",
                violation_error_message="A row that was gone through has its moment, another has none.",
            ),
        ),
    ]
