"""Two files that may be of one person, and the merging of two files; people are looked up by the day of birth."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0006_rules_on_files_unchangeable"),
        ("beneficiaries", "0013_documents_walled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grounds", models.JSONField(default=list)),
                ("strength", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "not answered yet"),
                            ("different", "two different people"),
                            ("merged", "one person: merged"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
            ],
            options={
                "verbose_name": "two files that may be of one person",
                "verbose_name_plural": "files that may be of one person",
                "ordering": ["-strength", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FileMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("taken", models.JSONField(default=list)),
                ("before_sealed", models.TextField()),
                ("moved", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("not_undone", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "merge of two files",
                "verbose_name_plural": "merges of files",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(
                fields=["association", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day"],
                name="beneficiary_born",
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicate_pairs",
                to="associations.association",
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.beneficiary"
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.beneficiary"
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="association",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="file_merges", to="associations.association"
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merged_by", to="beneficiaries.beneficiary"
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="pair",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="beneficiaries.duplicatepair"
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="beneficiaries.beneficiary"
            ),
        ),
        migrations.AddField(
            model_name="filemerge",
            name="undone_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="duplicatepair",
            index=models.Index(fields=["association", "status", "-strength", "-id"], name="duplicatepair_list"),
        ),
        migrations.AddIndex(
            model_name="duplicatepair",
            index=models.Index(
                condition=models.Q(("status", "open"), _negated=True),
                fields=["association", "-id"],
                name="duplicatepair_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.UniqueConstraint(
                fields=("first", "second"),
                name="duplicatepair_once",
                violation_error_message="These two files were put side by side already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))),
                name="duplicatepair_older_first",
                violation_error_message="A pair is of two files, the older first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("status", "open"), ("why", "")
                    ),
                    models.Q(
                        models.Q(("status", "open"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="duplicatepair_answered_by_somebody",
                violation_error_message="An answer has its person and its moment, an open pair has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "different"), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="duplicatepair_different_for_a_reason",
                violation_error_message="Write why they are two different people.",
            ),
        ),
        migrations.AddConstraint(
            model_name="filemerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("merged",),
                name="filemerge_stands_once",
                violation_error_message="This file was merged into another already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="filemerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("survivor", models.F("merged")), _negated=True),
                name="filemerge_of_two_files",
                violation_error_message="A file cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="filemerge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="filemerge_undone_by_somebody",
                violation_error_message="A merge is taken back by a person at a moment.",
            ),
        ),
    ]
