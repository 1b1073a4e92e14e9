"""What comes after a delivery: calls, problems, warnings of what is due, and the support that ends."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

PROBLEM, CHECK, WARNING, RULES, PERIOD = (
    f"support_requests_{name}"
    for name in ("deliveryproblem", "deliverycheck", "instalmentwarning", "deliveryrules", "supportperiod")
)
PROBLEM_KEPT = "a problem with a delivery is never changed"
CALL_KEPT = "a call about a delivery is never changed"
PERIOD_KEPT = "a renewed period of support is never changed"
WHAT = ("id", "association_id", "delivery_id", "kind", "owner_id", "reported_by_id", "reported_at")
CALLED = "OLD.result NOT IN ('', 'no_answer')"


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0015_rules_on_referring_unchangeable"),
        ("support_requests", "0033_brought_by_somebody"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drawn_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="calls")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received, as it should be"),
                            ("not_received", "Not received"),
                            ("defect", "Received with a defect"),
                            ("no_answer", "No answer"),
                        ],
                        max_length=12,
                        verbose_name="result",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_checks",
                        to="associations.association",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_call",
                        to="support_requests.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "call about a delivery",
                "verbose_name_plural": "calls about deliveries",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_at__isnull", True), ("called_by__isnull", True), ("result", "")),
                            models.Q(
                                models.Q(("result", ""), _negated=True),
                                ("called_at__isnull", False),
                                ("called_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="deliverycheck_called_by_somebody",
                        violation_error_message="A call is made by somebody, at a moment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("called_by__isnull", True),
                            models.Q(("called_by", models.F("delivered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="deliverycheck_by_another",
                        violation_error_message="Somebody else than whoever handed it over makes the call.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_received", "Not received"),
                            ("defect", "Received with a defect"),
                            ("less", "Less than was signed for"),
                        ],
                        max_length=12,
                        verbose_name="what is wrong",
                    ),
                ),
                ("words", models.CharField(max_length=1000, verbose_name="what the person says")),
                ("reported_at", models.DateTimeField()),
                (
                    "settled_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given_again", "Given again, repaired or completed"),
                            ("explained", "Explained: it was right"),
                            ("complaint", "Taken on as a complaint"),
                        ],
                        max_length=12,
                        verbose_name="how it was settled",
                    ),
                ),
                ("settled_words", models.CharField(blank=True, max_length=1000, verbose_name="what was done")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_problems",
                        to="associations.association",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="support_requests.delivery",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "verbose_name": "problem with a delivery",
                "verbose_name_plural": "problems with deliveries",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("delivery",),
                        name="deliveryproblem_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_as", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("settled_as", ""), _negated=True),
                                models.Q(("settled_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deliveryproblem_settled_in_words",
                        violation_error_message="A problem is settled by somebody, who writes what was done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "check_percent",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="of a hundred deliveries, called",
                    ),
                ),
                (
                    "remind_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="days before an instalment is due",
                    ),
                ),
                (
                    "renewal_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="days before a support ends",
                    ),
                ),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_rules",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of delivery",
                "verbose_name_plural": "rules of delivery",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("check_percent__lte", 100), ("remind_days__lte", 60), ("renewal_days__lte", 365)
                        ),
                        name="deliveryrules_within_reason",
                        violation_error_message=(
                            "At most 100 of a hundred, 60 days before a delivery, 365 before an end."
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InstalmentWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("is_late", models.BooleanField()),
                ("count", models.PositiveIntegerField()),
                ("given_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "due_on", "is_late", "to"), name="instalmentwarning_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ends_on", models.DateField(verbose_name="supports until")),
                ("told_at", models.DateTimeField(null=True)),
                ("set_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_periods",
                        to="associations.association",
                    ),
                ),
                (
                    "renewed_as",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renews",
                        to="support_requests.supportrequest",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "support_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_period",
                        to="support_requests.supportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "period of support",
                "verbose_name_plural": "periods of support",
                "ordering": ["ends_on", "pk"],
                "indexes": [models.Index(fields=["association", "ends_on", "id"], name="supportperiod_ends")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("renewed_as__isnull", True),
                            models.Q(("renewed_as", models.F("support_request")), _negated=True),
                            _connector="OR",
                        ),
                        name="supportperiod_renewed_by_another",
                        violation_error_message="A request is renewed by another one.",
                    )
                ],
            },
        ),
        RefuseChange(PROBLEM, "stays", PROBLEM_KEPT, events=("DELETE",)),
        RefuseChange(PROBLEM, "facts", PROBLEM_KEPT, events=("UPDATE",), columns=WHAT),
        EmptiedOnly(PROBLEM, "words", PROBLEM_KEPT, texts=("words",)),
        RefuseChange(
            PROBLEM,
            "settled",
            PROBLEM_KEPT,
            events=("UPDATE",),
            columns=("settled_as", "settled_by_id", "settled_at"),
            when="OLD.settled_at IS NOT NULL",
        ),
        RefuseChange(
            PROBLEM,
            "settled_words",
            PROBLEM_KEPT,
            events=("UPDATE",),
            columns=("settled_words",),
            when="OLD.settled_at IS NOT NULL AND NEW.settled_words NOT IN ('', '—')",
        ),
        RefuseChange(CHECK, "stays", CALL_KEPT, events=("DELETE",)),
        RefuseChange(
            CHECK,
            "facts",
            CALL_KEPT,
            events=("UPDATE",),
            columns=("id", "association_id", "delivery_id", "delivered_by_id", "drawn_at"),
        ),
        RefuseChange(
            CHECK,
            "called",
            CALL_KEPT,
            events=("UPDATE",),
            columns=("result", "called_by_id", "called_at", "tries"),
            when=CALLED,
        ),
        RefuseChange(
            CHECK,
            "note",
            CALL_KEPT,
            events=("UPDATE",),
            columns=("note",),
            when=f"{CALLED} AND NEW.note NOT IN ('', '—')",
        ),
        RefuseChange(WARNING, "kept", "an instalmentwarning row is never changed"),
        RefuseChange(PERIOD, "stays", PERIOD_KEPT, events=("DELETE",)),
        RefuseChange(
            PERIOD,
            "renewed",
            PERIOD_KEPT,
            events=("UPDATE",),
            columns=("renewed_as_id", "support_request_id"),
            when="OLD.renewed_as_id IS NOT NULL",
        ),
        *(ProtectByAssociation(table) for table in (PROBLEM, CHECK, WARNING, RULES, PERIOD)),
    ]
