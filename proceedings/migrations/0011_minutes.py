"""Minutes of sessions: drafts, sealed papers in a chain, signatures."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import proceedings.models.minutes


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0020_follow_up_bodies"),
        ("committees", "0008_effect_at_minutes"),
        ("proceedings", "0010_minutes_planned"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, verbose_name="number")),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="associations.association",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="committees.committee"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="proceedings.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes of a session",
                "verbose_name_plural": "minutes of sessions",
            },
        ),
        migrations.CreateModel(
            name="MinutesText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("introduction", "Introduction"),
                            ("discussion", "Discussion of the item"),
                            ("recommendations", "Recommendations"),
                            ("closing", "Closing words"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="words")),
                ("written_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.item"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="proceedings.minutes"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "words of minutes",
                "verbose_name_plural": "words of minutes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("head", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "check_code",
                    models.CharField(default=proceedings.models.minutes.new_check_code, max_length=22, unique=True),
                ),
                ("sealed_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seals", to="committees.committee"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seals", to="proceedings.minutes"
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="proceedings.seal",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "sealed paper",
                "verbose_name_plural": "sealed papers",
                "ordering": ["minutes", "number"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=24)),
                ("salt", models.CharField(max_length=32)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("emptied_on", models.DateField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.item"
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="proceedings.seal"
                    ),
                ),
            ],
            options={
                "verbose_name": "section of minutes",
                "verbose_name_plural": "sections of minutes",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("code", "By a code to the mobile"),
                            ("paper", "On paper"),
                            ("refused", "Does not sign"),
                        ],
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                ("signed_name", models.CharField(max_length=150, verbose_name="name")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="why it is not signed")),
                ("stored_as", models.CharField(blank=True, max_length=40)),
                ("media_type", models.CharField(blank=True, max_length=20)),
                ("scan_sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="proceedings.seal"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_signatures",
                        to="committees.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature under minutes",
                "verbose_name_plural": "signatures under minutes",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["association", "-made_at", "-id"], name="minutes_newest"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(fields=("association", "reference"), name="minutes_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="minutestext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("item__isnull", True)), fields=("minutes", "part"), name="minutestext_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutestext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("item__isnull", False)),
                fields=("minutes", "item"),
                name="minutestext_once_each_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutestext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", False), ("part", "discussion")),
                    models.Q(models.Q(("part", "discussion"), _negated=True), ("item__isnull", True)),
                    _connector="OR",
                ),
                name="minutestext_discussion_of_an_item",
                violation_error_message="Words of a discussion name their item, others none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                fields=("minutes", "number"),
                name="seal_once",
                violation_error_message="These minutes are sealed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", 0), ("previous__isnull", True)),
                fields=("committee",),
                name="seal_one_first_each_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", 0)), fields=("previous",), name="seal_one_successor"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 0), ("previous__isnull", False), _connector="OR"),
                name="seal_annex_follows",
                violation_error_message="An annex follows the paper that it corrects.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(fields=("seal", "key"), name="section_once"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("emptied_on__isnull", True),
                        models.Q(("content", "—"), _negated=True),
                        models.Q(("salt", "—"), _negated=True),
                    ),
                    models.Q(("content", "—"), ("emptied_on__isnull", False), ("salt", "—")),
                    _connector="OR",
                ),
                name="section_emptied_whole",
                violation_error_message="A section is emptied with its day, or not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("how", "refused"), _negated=True),
                fields=("seal", "seat"),
                name="signature_once",
                violation_error_message="This member signed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("how", "refused")),
                fields=("seal", "seat"),
                name="signature_one_refusal",
                violation_error_message="That this member does not sign is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("how", "paper"),
                        models.Q(("stored_as", ""), _negated=True),
                        models.Q(("scan_sha256", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("how", "paper"), _negated=True),
                        ("media_type", ""),
                        ("scan_sha256", ""),
                        ("stored_as", ""),
                    ),
                    _connector="OR",
                ),
                name="signature_on_paper_has_its_scan",
                violation_error_message="A signature on paper has its scan, another has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "refused"), models.Q(("words", ""), _negated=True)),
                    models.Q(models.Q(("how", "refused"), _negated=True), ("words", "")),
                    _connector="OR",
                ),
                name="signature_refused_in_words",
                violation_error_message="Who does not sign says why.",
            ),
        ),
    ]
