import datetime
import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_signatures_unchangeable"),
        ("associations", "0004_help_and_suggestion"),
        ("beneficiaries", "0003_search_words_by_bytes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BeneficiaryCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ar", models.CharField(max_length=120, verbose_name="Arabic name")),
                ("name_en", models.CharField(max_length=120, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiary_categories",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of beneficiaries",
                "verbose_name_plural": "categories of beneficiaries",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("complete_at", models.DateTimeField(blank=True, null=True, verbose_name="complete at")),
                ("is_paused", models.BooleanField(default=False, verbose_name="clock stands still")),
                ("answer_expected_from", models.DateField(blank=True, null=True, verbose_name="answer expected from")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("internal_target_on", models.DateField(blank=True, null=True, verbose_name="internal target")),
                (
                    "queue_on",
                    models.DateField(
                        default=datetime.date(9999, 12, 31), help_text="Where the case stands in a queue."
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts changes, so that a stale page is noticed."
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(max_length=20, verbose_name="reference")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complaint", "Complaint"),
                            ("inquiry", "Inquiry"),
                            ("help", "Technical help"),
                            ("suggestion", "Suggestion"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("interview", "In person"),
                            ("phone", "Phone"),
                            ("website", "Website"),
                            ("email", "E-mail"),
                            ("social_media", "Social media"),
                            ("letter", "Letter"),
                            ("fax", "Fax"),
                            ("help_request", "Help-request service"),
                            ("volunteering", "Volunteering service"),
                            ("branch_delegate", "Branch-office delegate"),
                            ("field_visit", "Field visit"),
                        ],
                        max_length=16,
                        verbose_name="channel",
                    ),
                ),
                ("account", models.TextField(max_length=4000, verbose_name="what the person says")),
                ("wish", models.TextField(blank=True, max_length=1000, verbose_name="what the person hopes for")),
                (
                    "about_whom",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="whom it is about, in the person's words"
                    ),
                ),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="without a name")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("mobile_sealed", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "agreed_means",
                    models.CharField(
                        choices=[
                            ("tracking", "On the tracking page, by the code"),
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("in_person", "In person at the office"),
                        ],
                        max_length=10,
                        verbose_name="agreed means of contact",
                    ),
                ),
                ("code_hash", models.CharField(editable=False, max_length=32)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received, nobody began yet"),
                            ("in_hand", "In hand"),
                            ("decided", "Decided, not yet told"),
                            ("answered", "Answered, waits for the person"),
                            ("closed", "Closed"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("status_since", models.DateTimeField(verbose_name="status since")),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("follow_up", "Follow-up committee"),
                            ("management", "Management"),
                            ("officers", "Contact officers"),
                        ],
                        max_length=10,
                        verbose_name="handled by",
                    ),
                ),
                ("reopened_count", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "closed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "The person confirmed"),
                            ("unreached", "Three attempts to reach the person"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="associations.association",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.beneficiarycategory",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.policyversion",
                        verbose_name="policy version",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint or inquiry",
                "verbose_name_plural": "complaints and inquiries",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ComplaintPromise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(max_length=40)),
                ("answer_expected_from", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("internal_target_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FieldOfWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ar", models.CharField(max_length=120, verbose_name="Arabic name")),
                ("name_en", models.CharField(max_length=120, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields_of_work",
                        to="associations.association",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of work",
                "verbose_name_plural": "fields of work",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="field",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.fieldofwork",
            ),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("text", models.TextField(max_length=2000, verbose_name="message")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("tracking", "On the tracking page, by the code"),
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
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["round"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Upheld in part"),
                            ("not_upheld", "Not upheld"),
                            ("answered", "Answered"),
                            ("adopted", "Adopted"),
                            ("declined", "Declined, with its reason"),
                            ("redirected", "Belongs elsewhere"),
                        ],
                        max_length=10,
                        verbose_name="finding",
                    ),
                ),
                ("reasons", models.TextField(max_length=4000, verbose_name="reasons")),
                ("apology", models.TextField(blank=True, max_length=1000, verbose_name="apology")),
                ("putting_right", models.TextField(blank=True, max_length=1000, verbose_name="what is put right")),
                (
                    "money",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="money"),
                ),
                (
                    "service_change",
                    models.TextField(blank=True, max_length=1000, verbose_name="change of the service"),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["round"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintMoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("complete", "complete"),
                            ("paused", "paused"),
                            ("resumed", "resumed"),
                            ("extended", "extended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moments", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__gte", 1), ("days__isnull", False), ("kind", "extended")),
                            models.Q(models.Q(("kind", "extended"), _negated=True), ("days", None)),
                            _connector="OR",
                        ),
                        name="complaintmoment_only_an_extension_has_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("named", "Named as the one it is about"),
                            ("same_name", "A name in the text is theirs"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="complaints.complaint"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "membership"), name="complaintsubject_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField()),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in the person's words")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["round"],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "round"), name="confirmation_one_each_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("tracking", "On the tracking page, by the code"),
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
                ("note", models.CharField(max_length=300, verbose_name="what happened")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="associations.association"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note__gt", "")), name="contactattempt_says_what_happened"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactOfficer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_officers",
                        to="associations.association",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="complaints.beneficiarycategory",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer_of",
                        to="accounts.membership",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="complaints.fieldofwork",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact officer",
                "verbose_name_plural": "contact officers",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("association"),
                        django.db.models.functions.comparison.Coalesce(models.F("category"), 0),
                        django.db.models.functions.comparison.Coalesce(models.F("field"), 0),
                        condition=models.Q(("until_on__isnull", True)),
                        name="contactofficer_one_open_each_pair",
                        violation_error_message=(
                            "This category and field have an officer already: end that term first."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="contactofficer_term_ends_after_it_begins",
                        violation_error_message="The term ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("status__in", ("received", "in_hand", "decided"))),
                fields=["association", "queue_on", "id"],
                name="complaint_open_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["association", "status", "queue_on", "id"], name="complaint_by_status"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["association", "-id"], name="complaint_newest"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("association", "reference"), name="complaint_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("association", "code_hash"), name="complaint_code_once"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_anonymous", False), ("person_name__gt", "")),
                    models.Q(
                        ("agreed_means", "tracking"),
                        ("beneficiary__isnull", True),
                        ("email", ""),
                        ("is_anonymous", True),
                        ("mobile_sealed", ""),
                        ("person_name", ""),
                    ),
                    _connector="OR",
                ),
                name="complaint_anonymous_leaves_no_identity",
                violation_error_message="Without a name nothing of the person is kept; with one, the name is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("agreed_means", "email"), _negated=True), ("email__gt", ""), _connector="OR"),
                    models.Q(
                        models.Q(("agreed_means__in", ["sms", "phone"]), _negated=True),
                        ("mobile_sealed__gt", ""),
                        _connector="OR",
                    ),
                ),
                name="complaint_means_can_reach",
                violation_error_message="The agreed means needs its address or number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("reopened_count__lte", 1)),
                name="complaint_reopened_once",
                violation_error_message="It can be reopened once.",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("status__in", ("received", "in_hand", "decided"))),
                    models.Q(
                        models.Q(("status__in", ("received", "in_hand", "decided")), _negated=True),
                        ("answered_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="complaint_answered_has_a_moment",
                violation_error_message="It is answered at a moment that is recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("closed_because__gt", ""), ("status", "closed")),
                    models.Q(
                        models.Q(("status", "closed"), _negated=True),
                        ("closed_at__isnull", True),
                        ("closed_because", ""),
                    ),
                    _connector="OR",
                ),
                name="complaint_closed_has_a_moment_and_a_ground",
                violation_error_message="Closed at a moment and on a ground, or not closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "received"), ("owner__isnull", False), _connector="OR"),
                name="complaint_in_hand_has_an_owner",
                violation_error_message="What is in hand has an owner.",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(condition=models.Q(("text__gt", "")), name="message_says_something"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(fields=("complaint", "round"), name="reply_one_each_round"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(fields=("complaint", "round"), name="resolution_one_each_round"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons__gt", "")),
                name="resolution_is_reasoned",
                violation_error_message="A decision states its reasons.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finding__in", ("upheld", "partly")),
                        models.Q(
                            ("apology__gt", ""),
                            ("putting_right__gt", ""),
                            models.Q(("money__gt", 0), ("money__isnull", False)),
                            ("service_change__gt", ""),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("finding__in", ("upheld", "partly")), _negated=True),
                        ("apology", ""),
                        ("money__isnull", True),
                        ("putting_right", ""),
                        ("service_change", ""),
                    ),
                    _connector="OR",
                ),
                name="resolution_right_means_remedy",
                violation_error_message="What is upheld has a remedy; what is not has none.",
            ),
        ),
    ]
