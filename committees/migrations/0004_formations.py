"""How a body is formed and decides; a kind for the follow-up committee, a position for the deputy."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0020_follow_up_bodies"),
        ("committees", "0003_bodies_of_objections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="committee",
            name="kind",
            field=models.CharField(
                choices=[
                    ("research_committee", "Research committee"),
                    ("competent_committee", "Competent committee"),
                    ("competent_body", "Competent body"),
                    ("department", "Department"),
                    ("not_named", "Reviewing body"),
                    ("follow_up", "Follow-up and investigation committee"),
                    ("objections", "Objections committee"),
                    ("management", "Management"),
                    ("board", "Board of directors"),
                ],
                max_length=24,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="seat",
            name="position",
            field=models.CharField(
                choices=[
                    ("chair", "Chair"),
                    ("head", "Head"),
                    ("deputy", "Deputy chair"),
                    ("member", "Member"),
                    ("secretary", "Secretary"),
                ],
                max_length=10,
                verbose_name="position",
            ),
        ),
        migrations.CreateModel(
            name="Formation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision_number", models.CharField(max_length=40, verbose_name="number of the decision")),
                ("decided_on", models.DateField(verbose_name="day of the decision")),
                ("from_on", models.DateField(verbose_name="holds from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="holds until")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("alone", "Its chair or head decides alone"),
                            ("together", "Its members decide by vote"),
                        ],
                        max_length=8,
                        verbose_name="how it decides",
                    ),
                ),
                (
                    "quorum_count",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="members needed"),
                ),
                ("quorum_parts", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_whole", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_is_more", models.BooleanField(default=False)),
                (
                    "majority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("simple", "Simple: more for than against"),
                            ("absolute", "Absolute: more than half of those entitled"),
                            ("two_thirds", "Two thirds of those entitled"),
                            ("unanimous", "Unanimous: everybody present is for it"),
                        ],
                        max_length=10,
                        verbose_name="majority",
                    ),
                ),
                ("chair_casts", models.BooleanField(default=False, verbose_name="the chair's vote decides a tie")),
                (
                    "circulation_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days to vote by circulation"
                    ),
                ),
                (
                    "takes_effect",
                    models.CharField(
                        blank=True,
                        choices=[("item", "When the item is closed"), ("session", "When the session is closed")],
                        max_length=8,
                        verbose_name="a decision takes effect",
                    ),
                ),
                (
                    "fallback",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("research_committee", "Research committee"),
                            ("competent_committee", "Competent committee"),
                            ("competent_body", "Competent body"),
                            ("department", "Department"),
                            ("not_named", "Reviewing body"),
                            ("follow_up", "Follow-up and investigation committee"),
                            ("objections", "Objections committee"),
                            ("management", "Management"),
                            ("board", "Board of directors"),
                        ],
                        max_length=24,
                        verbose_name="where no quorum can be reached",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="formations",
                        to="committees.committee",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "formation of a body",
                "verbose_name_plural": "formations of bodies",
                "ordering": ["-from_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("committee",),
                        name="formation_one_each_body",
                        violation_error_message="This body has a formation that holds: the next one ends it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="formation_ends_after_it_begins",
                        violation_error_message="A formation ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on__gte", models.F("decided_on"))),
                        name="formation_after_its_decision",
                        violation_error_message="A formation holds from the day of its decision or later.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chair_casts", False),
                                ("fallback", ""),
                                ("majority", ""),
                                ("takes_effect", ""),
                                ("way", "alone"),
                                ("quorum_count__isnull", True),
                                ("quorum_parts__isnull", True),
                                ("quorum_whole__isnull", True),
                                ("circulation_days__isnull", True),
                                ("quorum_is_more", False),
                            ),
                            models.Q(
                                ("way", "together"),
                                models.Q(("majority", ""), _negated=True),
                                models.Q(("takes_effect", ""), _negated=True),
                                models.Q(
                                    models.Q(
                                        ("quorum_count__gte", 1),
                                        ("quorum_count__isnull", False),
                                        ("quorum_is_more", False),
                                        ("quorum_parts__isnull", True),
                                        ("quorum_whole__isnull", True),
                                    ),
                                    models.Q(
                                        ("quorum_count__isnull", True),
                                        ("quorum_parts__isnull", False),
                                        ("quorum_whole__isnull", False),
                                        ("quorum_parts__gte", 1),
                                        ("quorum_whole__gte", models.F("quorum_parts")),
                                        models.Q(
                                            ("quorum_is_more", True),
                                            ("quorum_parts", models.F("quorum_whole")),
                                            _negated=True,
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="formation_has_its_rules",
                        violation_error_message="A body that votes has a quorum and a majority; another has none.",
                    ),
                ],
            },
        ),
    ]
