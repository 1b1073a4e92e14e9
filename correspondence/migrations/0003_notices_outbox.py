"""The outbox: notices, and the words an association has of its own for them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0001_initial"),
        ("correspondence", "0002_letters_unchangeable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=80)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("request_received", "Request received"),
                            ("request_complete", "Request complete"),
                            ("request_returned", "Something is missing"),
                            ("decided_answer", "The answer"),
                            ("delivery_ready", "Ready to be collected"),
                            ("rating_link", "Link to rate the service"),
                            ("complaint_received", "Message received"),
                            ("complaint_answered", "Message answered"),
                            ("sign_in_code", "Sign-in code"),
                        ],
                        max_length=24,
                        verbose_name="event",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("beneficiary", "beneficiary"), ("complainant", "person who wrote")],
                        default="beneficiary",
                        max_length=12,
                        verbose_name="audience",
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("in_person", "In person at the office"),
                        ],
                        max_length=10,
                        verbose_name="means",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "Arabic"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=30, verbose_name="about")),
                ("recipient_sealed", models.CharField(max_length=500)),
                ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                ("body_sealed", models.TextField()),
                ("is_urgent", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(verbose_name="written")),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent yet, will be tried again"),
                            ("gave_up", "Not sent, given up"),
                            ("by_hand", "To be done by staff"),
                            ("done", "Done by staff"),
                        ],
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_attempt_at", models.DateTimeField()),
                ("lease", models.UUIDField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=30)),
                ("provider_id", models.CharField(blank=True, max_length=80)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("handled_at", models.DateTimeField(null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="associations.association",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ("queued", "failed", "sending"))),
                        fields=["-is_urgent", "next_attempt_at", "id"],
                        name="notice_due",
                    ),
                    models.Index(fields=["association", "-id"], name="notice_newest"),
                    models.Index(
                        condition=models.Q(("status__in", ("gave_up", "by_hand"))),
                        fields=["association", "-id"],
                        name="notice_for_people",
                    ),
                    models.Index(fields=["association", "about"], name="notice_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "key"), name="notice_once_for_its_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("status", "sent")),
                            models.Q(models.Q(("status", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="notice_sent_has_a_moment",
                        violation_error_message="A notice that was sent has its moment, another has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease__isnull", False), ("status", "sending")),
                            models.Q(models.Q(("status", "sending"), _negated=True), ("lease__isnull", True)),
                            _connector="OR",
                        ),
                        name="notice_leased_while_sent",
                        violation_error_message="A notice is leased by one sender while it is being sent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            models.Q(("handled_at__isnull", False), ("handled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_done_by_somebody",
                        violation_error_message="What is done by hand is done by somebody, at a moment.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("request_received", "Request received"),
                            ("request_complete", "Request complete"),
                            ("request_returned", "Something is missing"),
                            ("decided_answer", "The answer"),
                            ("delivery_ready", "Ready to be collected"),
                            ("rating_link", "Link to rate the service"),
                            ("complaint_received", "Message received"),
                            ("complaint_answered", "Message answered"),
                            ("sign_in_code", "Sign-in code"),
                        ],
                        max_length=24,
                        verbose_name="event",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "Arabic"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("short", models.CharField(max_length=300, verbose_name="text message")),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("body", models.TextField(max_length=2000, verbose_name="text of the e-mail or letter")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_texts",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a notice",
                "verbose_name_plural": "texts of notices",
                "ordering": ["event", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "event", "language"), name="noticetext_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("short", ""), _negated=True),
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("body", ""), _negated=True),
                        ),
                        name="noticetext_is_written",
                        violation_error_message="A notice has a short text, a subject and a long text.",
                    ),
                ],
            },
        ),
    ]
