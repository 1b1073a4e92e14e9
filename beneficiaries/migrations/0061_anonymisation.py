"""That a file was made anonymous is a record; an anonymous file names nobody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_initial"),
        ("beneficiaries", "0060_words_emptied_never_rewritten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Anonymisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("emptied", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anonymisations",
                        to="associations.association",
                    ),
                ),
                (
                    "beneficiary",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anonymisation",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(anonymised_at__isnull=True)
                | models.Q(
                    closed_on__isnull=False,
                    full_name="—",
                    family_name="",
                    national_id_sealed="",
                    mobile_sealed="",
                    other_mobile_sealed="",
                    iban_sealed="",
                    health_note_sealed="",
                    email="",
                ),
                name="beneficiary_anonymous_names_nobody",
                violation_error_message="An anonymous file is closed and holds no name and no number.",
            ),
        ),
    ]
