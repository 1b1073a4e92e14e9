"""Sessions of the bodies that vote: docket, presences, recusals, motions, votes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("associations", "0020_follow_up_bodies"),
        ("committees", "0005_terms_and_formations_kept"),
        ("support_requests", "0045_cases_keep_their_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("open", "Before the members"),
                            ("decided", "Decided"),
                            ("deferred", "Deferred"),
                            ("not_reached", "Not reached"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("deferred_because", models.CharField(blank=True, max_length=500, verbose_name="why it is deferred")),
                ("notes", models.TextField(blank=True, max_length=4000, verbose_name="notes of the discussion")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="docket_items",
                        to="support_requests.supportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of the docket",
                "verbose_name_plural": "items of the docket",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Accepted in part"),
                            ("refused", "Refused"),
                        ],
                        max_length=16,
                        verbose_name="decision",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount"),
                ),
                ("reasons", models.TextField(verbose_name="reasons")),
                ("handover", models.CharField(blank=True, max_length=300, verbose_name="how it is delivered")),
                ("to_bring", models.CharField(blank=True, max_length=300, verbose_name="what to bring")),
                ("moved_at", models.DateTimeField()),
                ("needed", models.PositiveSmallIntegerField(verbose_name="members needed")),
                ("entitled", models.PositiveSmallIntegerField(verbose_name="members entitled")),
                ("closed_at", models.DateTimeField(null=True)),
                ("present", models.PositiveSmallIntegerField(null=True, verbose_name="members present")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("carried", "Carried"),
                            ("lost", "Lost"),
                            ("tied", "Tied"),
                            ("no_quorum", "No quorum"),
                        ],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="proceedings.item"
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "refusal_reason",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support_requests.refusalreason",
                    ),
                ),
            ],
            options={
                "verbose_name": "motion",
                "verbose_name_plural": "motions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("researcher", "Studied the request"),
                            ("kinship", "Kinship"),
                            ("same_name", "The same family name"),
                            ("work", "Works with or for the person"),
                            ("interest", "Has an interest in the outcome"),
                            ("declared", "Declared by the member, without more"),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                ("is_declared", models.BooleanField(default=False, verbose_name="declared by the member")),
                ("pinned_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="proceedings.item"
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="committees.seat"
                    ),
                ),
            ],
            options={
                "verbose_name": "recusal",
                "verbose_name_plural": "recusals",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, verbose_name="number")),
                ("planned_at", models.DateTimeField(verbose_name="day and time")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("convened", "Convened"),
                            ("open", "In session"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="convened",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("status_since", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_sessions",
                        to="associations.association",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="committees.committee"
                    ),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "formation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="committees.formation"
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entered_at", models.DateTimeField(verbose_name="came in")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="committees.seat"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="proceedings.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "ordering": ["entered_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="proceedings.session"
            ),
        ),
        migrations.CreateModel(
            name="SessionEvent",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="proceedings.session"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstains")],
                        max_length=8,
                        verbose_name="vote",
                    ),
                ),
                ("dissent", models.CharField(blank=True, max_length=1000, verbose_name="dissent for the minutes")),
                ("cast_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="proceedings.motion"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="committees.seat"
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("item",),
                name="motion_one_open_each_item",
                violation_error_message="A motion is being voted on already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "carried")), fields=("item",), name="motion_one_carries_each_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("present__isnull", True), ("result", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("present__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="motion_closed_with_its_result",
                violation_error_message="A vote that is over has a result.",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "carried"), _negated=True),
                    ("present__gte", models.F("needed")),
                    _connector="OR",
                ),
                name="motion_carried_with_quorum",
                violation_error_message="Nothing is carried without a quorum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("outcome", "refused"), ("refusal_reason__isnull", False)),
                    models.Q(models.Q(("outcome", "refused"), _negated=True), ("refusal_reason__isnull", True)),
                    _connector="OR",
                ),
                name="motion_refusal_has_its_reason",
                violation_error_message="A refusal states its reason and no amount.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                fields=("item", "seat"),
                name="recusal_once",
                violation_error_message="This member takes no part in the item already.",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["association", "-planned_at", "-id"], name="session_newest"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("association", "reference"), name="session_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["convened", "open"])),
                fields=("committee",),
                name="session_one_at_a_time",
                violation_error_message="This body has a session that is not over.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("opened_at__isnull", True), ("status", "convened")),
                    models.Q(("ended_at__isnull", True), ("opened_at__isnull", False), ("status", "open")),
                    models.Q(
                        ("ended_at__gte", models.F("opened_at")),
                        ("opened_at__isnull", False),
                        ("status", "closed"),
                        ("ended_at__isnull", False),
                    ),
                    models.Q(("ended_at__isnull", False), ("opened_at__isnull", True), ("status", "cancelled")),
                    _connector="OR",
                ),
                name="session_has_the_moments_of_its_status",
                violation_error_message="A session is opened, then ended, each at a moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("session", "seat"),
                name="presence_one_open_each",
                violation_error_message="This member is in the room already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", True), ("left_at__gte", models.F("entered_at")), _connector="OR"
                ),
                name="presence_leaves_after_coming",
                violation_error_message="A member leaves after coming in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("session", "support_request"), name="item_once_in_a_session"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("waiting", "open"))),
                fields=("support_request",),
                name="item_one_docket_at_a_time",
                violation_error_message="This request is on a docket already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")),
                fields=("session",),
                name="item_one_open_each_session",
                violation_error_message="Another item is before the members.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("status", "waiting")),
                    models.Q(("ended_at__isnull", True), ("opened_at__isnull", False), ("status", "open")),
                    models.Q(("ended_at__isnull", False), ("opened_at__isnull", False), ("status", "decided")),
                    models.Q(("ended_at__isnull", False), ("status__in", ["deferred", "not_reached"])),
                    _connector="OR",
                ),
                name="item_has_the_moments_of_its_status",
                violation_error_message="An item is opened, then ended, each at a moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "deferred"), ("deferred_because", ""), _connector="XOR"),
                name="item_deferred_for_a_reason",
                violation_error_message="An item is deferred for a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                fields=("motion", "seat"), name="vote_once", violation_error_message="This member has voted."
            ),
        ),
    ]
