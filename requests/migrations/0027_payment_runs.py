"""Payment runs: approved as they stand and never changed, an instalment in one living run at a time."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

LIMIT, RUN, ROW = (f"support_requests_payment{name}" for name in ("limit", "run", "row"))
RUN_KEPT, ROW_KEPT = "a payment run is never changed", "a payment of a run is never changed"
FACTS = ("id", "association_id", "reference", "way", "until_on", "total", "count", "approvers_needed")
SENT = ("sent_by_id", "sent_at", "sent_total", "sent_count", "letter_id")


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0012_policies_without_declaration"),
        ("correspondence", "0012_letters_of_delivery"),
        ("support_requests", "0026_visits_and_opinions_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, verbose_name="number")),
                (
                    "way",
                    models.CharField(
                        choices=[("account", "Transfer to the bank account"), ("hand", "By hand: cash or a cheque")],
                        max_length=8,
                        verbose_name="way of payment",
                    ),
                ),
                ("until_on", models.DateField(verbose_name="due until")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafted", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("sent", "With the bank"),
                            ("done", "Settled"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="drafted",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="total")),
                ("count", models.PositiveIntegerField(verbose_name="payments")),
                ("approvers_needed", models.PositiveSmallIntegerField(verbose_name="people who approve")),
                ("prepared_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_total", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("sent_count", models.PositiveIntegerField(null=True)),
                (
                    "cancelled_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was cancelled"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_runs",
                        to="associations.association",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "payment run",
                "verbose_name_plural": "payment runs",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PaymentRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount")),
                ("iban_sealed", models.CharField(blank=True, max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("paid", "Paid"),
                            ("returned", "Returned by the bank"),
                            ("held", "Held back"),
                            ("dropped", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="the bank's reason")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="support_requests.instalment",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="support_requests.paymentrun",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaymentLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("above", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="above this amount")),
                ("approvers", models.PositiveSmallIntegerField(verbose_name="people who approve")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_limits",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment limit",
                "verbose_name_plural": "payment limits",
                "ordering": ["above"],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "above"), name="paymentlimit_once"),
                    models.CheckConstraint(
                        condition=models.Q(("above__gte", 0), ("approvers__in", [1, 2])),
                        name="paymentlimit_one_or_two",
                        violation_error_message="One or two people approve, above an amount that is not negative.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="paymentrun",
            constraint=models.UniqueConstraint(fields=("association", "reference"), name="paymentrun_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="paymentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("approvers_needed__in", [1, 2]), ("count__gt", 0), ("total__gt", 0)),
                name="paymentrun_pays_something",
                violation_error_message="A payment run pays something and is approved by one or two people.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_by__isnull", True),
                        models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("second_by__isnull", True),
                        models.Q(
                            ("approved_by__isnull", False),
                            models.Q(("second_by", models.F("prepared_by")), _negated=True),
                            models.Q(("second_by", models.F("approved_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                ),
                name="paymentrun_approved_by_others",
                violation_error_message="Nobody approves what they prepared, or approves twice.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["drafted", "cancelled"]),
                    models.Q(
                        ("approved_by__isnull", False),
                        models.Q(("approvers_needed", 1), ("second_by__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="paymentrun_paid_once_approved",
                violation_error_message="A payment run is approved before it is paid.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("cancelled_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="paymentrun_cancelled_for_a_reason",
                violation_error_message="Write why the payment run is cancelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["waiting", "paid"])), fields=("instalment",), name="paymentrow_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="paymentrow_of_something",
                violation_error_message="A payment is more than nothing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="paymentrow_returned_for_a_reason",
                violation_error_message="Write why the bank returned the payment.",
            ),
        ),
        RefuseChange(RUN, "stays", RUN_KEPT, events=("DELETE",)),
        RefuseChange(RUN, "facts", RUN_KEPT, events=("UPDATE",), columns=(*FACTS, "prepared_by_id", "prepared_at")),
        RefuseChange(
            RUN,
            "approved",
            RUN_KEPT,
            events=("UPDATE",),
            columns=("approved_by_id", "approved_at"),
            when="OLD.approved_by_id IS NOT NULL",
        ),
        RefuseChange(
            RUN,
            "second",
            RUN_KEPT,
            events=("UPDATE",),
            columns=("second_by_id", "second_at"),
            when="OLD.second_by_id IS NOT NULL",
        ),
        RefuseChange(RUN, "sent", RUN_KEPT, events=("UPDATE",), columns=SENT, when="OLD.sent_by_id IS NOT NULL"),
        RefuseChange(
            RUN,
            "ended",
            RUN_KEPT,
            events=("UPDATE",),
            columns=("status", "cancelled_by_id", "cancelled_because"),
            when="OLD.status IN ('done', 'cancelled')",
        ),
        RefuseChange(ROW, "stays", ROW_KEPT, events=("DELETE",)),
        RefuseChange(
            ROW,
            "facts",
            ROW_KEPT,
            events=("UPDATE",),
            columns=("id", "association_id", "uid", "run_id", "instalment_id", "amount"),
        ),
        EmptiedOnly(ROW, "account", ROW_KEPT, sealed=("iban_sealed",)),
        RefuseChange(
            ROW,
            "settled",
            ROW_KEPT,
            events=("UPDATE",),
            columns=("status", "settled_by_id", "settled_at"),
            when="OLD.status <> 'waiting'",
        ),
        RefuseChange(
            ROW,
            "note",
            ROW_KEPT,
            events=("UPDATE",),
            columns=("note",),
            when="OLD.status <> 'waiting' AND NEW.note NOT IN ('', '—')",
        ),
        ProtectByAssociation(LIMIT),
        ProtectByAssociation(RUN),
        ProtectByAssociation(ROW),
    ]
