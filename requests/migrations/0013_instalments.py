"""What is granted is delivered in instalments; a request may have several deliveries, each with its receipt.

SQLite remakes the table of deliveries, so its rules are lifted first and written again with the new columns.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.db_rules import EmptiedOnly, LiftRefusal, ProtectByAssociation, RefuseChange

DELIVERY, INSTALMENT, PART = (f"support_requests_{name}" for name in ("delivery", "instalment", "deliveredpart"))
KEPT, PLANNED = "a delivery row is never changed", "an instalment row is never changed"
MORE = "more than was granted"
FACTS = (
    "id",
    "association_id",
    "support_request_id",
    "amount",
    "delivered_on",
    "received_by",
    "method",
    "by_id",
    "at",
)
WORDS = ("what", "receiver_name")
PLAN = ("id", "association_id", "support_request_id", "position", "amount", "granted", "quantity", "due_on")


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0012_policies_without_declaration"),
        ("beneficiaries", "0024_parts_emptied_never_rewritten"),
        ("correspondence", "0012_letters_of_delivery"),
        ("support_requests", "0012_longest_without_a_move"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        LiftRefusal(RefuseChange(DELIVERY, "stays", KEPT, events=("DELETE",))),
        LiftRefusal(RefuseChange(DELIVERY, "facts", KEPT, events=("UPDATE",), columns=FACTS)),
        LiftRefusal(EmptiedOnly(DELIVERY, "words", KEPT, texts=WORDS)),
        migrations.CreateModel(
            name="DeliveredPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="how much")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"),
                ),
                (
                    "granted",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount granted"
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=120, verbose_name="item")),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="quantity")),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "delivered",
                    models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name="delivered"),
                ),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "instalment",
                "verbose_name_plural": "instalments",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="delivery",
            options={"ordering": ["pk"], "verbose_name": "delivery", "verbose_name_plural": "deliveries"},
        ),
        migrations.AddField(
            model_name="delivery",
            name="letter",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="correspondence.letter"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="mandate",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.mandate"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="signature",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.signature"
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drawn", "Drawn on the screen"),
                    ("on_screen", "Signed on screen by typing the full name"),
                    ("code", "Signed with a one-time code sent to the mobile"),
                    ("on_paper", "Signed on paper before the officer, and filed"),
                ],
                max_length=10,
                verbose_name="signed",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="received_by",
            field=models.CharField(
                choices=[
                    ("beneficiary", "The beneficiary in person"),
                    ("agent", "An agent with a valid mandate"),
                    ("account", "The beneficiary's bank account"),
                ],
                max_length=12,
                verbose_name="received by",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="support_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="support_requests.supportrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", ""), ("received_by", "account")),
                    models.Q(
                        models.Q(("received_by", "account"), _negated=True), models.Q(("method", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="delivery_signed_for_in_person",
                violation_error_message="Whoever receives signs for it; what a bank pays in is confirmed by the bank.",
            ),
        ),
        migrations.AddField(
            model_name="deliveredpart",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
            ),
        ),
        migrations.AddField(
            model_name="deliveredpart",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="support_requests.delivery"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="support_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="instalments",
                to="support_requests.supportrequest",
            ),
        ),
        migrations.AddField(
            model_name="deliveredpart",
            name="instalment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="support_requests.instalment"
            ),
        ),
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(
                condition=models.Q(("dropped_at__isnull", True)),
                fields=["association", "due_on", "id"],
                name="instalment_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at__isnull", True)),
                fields=("support_request", "position"),
                name="instalment_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0),
                        ("amount__isnull", False),
                        ("granted__gte", models.F("amount")),
                        ("granted__isnull", False),
                        ("item", ""),
                        ("quantity__isnull", True),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("granted__isnull", True),
                        ("quantity__gt", 0),
                        ("quantity__isnull", False),
                        models.Q(("item", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="instalment_of_money_or_of_items",
                violation_error_message="An instalment is an amount, or an item with its quantity.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered__gte", 0),
                    models.Q(("amount__isnull", True), ("delivered__lte", models.F("amount")), _connector="OR"),
                    models.Q(("quantity__isnull", True), ("delivered__lte", models.F("quantity")), _connector="OR"),
                ),
                name="instalment_delivered_within_it",
                violation_error_message="No more of an instalment is delivered than it is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(("dropped_at__isnull", True), ("delivered", 0), _connector="OR"),
                name="instalment_dropped_untouched",
                violation_error_message="An instalment of which something was delivered stays in the plan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveredpart",
            constraint=models.UniqueConstraint(fields=("delivery", "instalment"), name="deliveredpart_once"),
        ),
        migrations.AddConstraint(
            model_name="deliveredpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__gt", 0)),
                name="deliveredpart_is_something",
                violation_error_message="What is handed over is more than nothing.",
            ),
        ),
        RefuseChange(DELIVERY, "remains", KEPT, events=("DELETE",)),
        RefuseChange(
            DELIVERY,
            "as_it_was",
            KEPT,
            events=("UPDATE",),
            columns=(*FACTS, "mandate_id", "signature_id", "letter_id"),
        ),
        EmptiedOnly(DELIVERY, "emptied", KEPT, texts=WORDS),
        RefuseChange(
            DELIVERY,
            "agent",
            "an agent receives under a mandate",
            events=("INSERT",),
            when="NEW.received_by = 'agent' AND NEW.mandate_id IS NULL",
        ),
        RefuseChange(PART, "kept", "a deliveredpart row is never changed"),
        RefuseChange(INSTALMENT, "stays", PLANNED, events=("DELETE",)),
        RefuseChange(INSTALMENT, "facts", PLANNED, events=("UPDATE",), columns=(*PLAN, "made_by_id", "made_at")),
        EmptiedOnly(INSTALMENT, "words", PLANNED, texts=("item",)),
        RefuseChange(
            INSTALMENT,
            "dropped",
            PLANNED,
            events=("UPDATE",),
            columns=("dropped_at",),
            when="OLD.dropped_at IS NOT NULL",
        ),
        RefuseChange(
            INSTALMENT,
            "within",
            MORE,
            events=("INSERT",),
            when="NEW.amount IS NOT NULL AND round((NEW.amount + coalesce((SELECT sum(other.amount) FROM "
            f"{INSTALMENT} other WHERE other.support_request_id = NEW.support_request_id "
            "AND other.dropped_at IS NULL), 0)) * 100) > round(NEW.granted * 100)",
        ),
        ProtectByAssociation(INSTALMENT),
        ProtectByAssociation(PART),
    ]
