"""Disclosures of interests by those who sit in bodies, and who read them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_list_sheets_walled"),
        ("associations", "0020_follow_up_bodies"),
        ("committees", "0005_terms_and_formations_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("national_id_sealed", models.CharField(max_length=120)),
                ("city", models.CharField(max_length=100, verbose_name="city")),
                ("district", models.CharField(blank=True, max_length=100, verbose_name="district")),
                ("given_on", models.DateField(verbose_name="given on")),
                ("until_on", models.DateField(verbose_name="to be renewed after")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="associations.association",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "disclosure of interests",
                "verbose_name_plural": "disclosures of interests",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="DisclosedRelative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("parent", "Father or mother"),
                            ("spouse", "Spouse"),
                            ("child", "Son or daughter"),
                            ("sibling", "Brother or sister"),
                            ("grand", "Grandparent or grandchild"),
                            ("uncle", "Uncle or aunt, their child"),
                            ("in_law", "By marriage"),
                            ("other", "Another relative"),
                        ],
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("national_id_sealed", models.CharField(blank=True, max_length=120)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relatives",
                        to="committees.disclosure",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DisclosedEmployer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="employer")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
                        to="committees.disclosure",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DisclosureLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="committees.disclosure"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__gt", models.F("given_on"))),
                name="disclosure_ends_after_it_is_given",
                violation_error_message="A disclosure holds for a time after its day.",
            ),
        ),
    ]
