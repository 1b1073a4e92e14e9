"""A docket holds objections, urgent help and cases of harm too; a motion is in their words.

Rules that name the items or the motions are lifted first and put back: SQLite cannot remake the tables under them.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.db_rules import LiftRefusal, RefuseChange

_kept = import_module("proceedings.migrations.0002_sessions_kept")
ITEM, MOTION, VOTE, DECISION = _kept.ITEM, _kept.MOTION, _kept.VOTE, _kept.DECISION
RULING, URGENT = "support_requests_ruling", "support_requests_urgenthelp"
STANDING = [
    rule
    for rule in _kept.Migration.operations
    if isinstance(rule, RefuseChange)
    and (rule.table in (ITEM, MOTION, DECISION) or (rule.table == VOTE and rule.name in ("there", "aside", "quorum")))
]
CHANGED = {(ITEM, "facts"), (MOTION, "facts"), (MOTION, "closed"), (DECISION, "voted")}
CARRIED = f"EXISTS (SELECT 1 {_kept.OF_MOTION} WHERE m.result = 'carried' AND {{}})"
VOTES = """EXISTS (SELECT 1 FROM committees_formation f WHERE f.committee_id = {}
    AND f.way = 'together' AND f.until_on IS NULL AND f.from_on <= date({}))"""
BODY_OF_OBJECTION = "(SELECT o.body_id FROM support_requests_objection o WHERE o.id = NEW.objection_id)"
BY_VOTE = "this body decides by vote"


def name_matters(apps, schema_editor):
    """What was on a docket until now is a support request."""
    items = apps.get_model("proceedings", "Item").objects
    requests = apps.get_model("support_requests", "SupportRequest").objects
    number = requests.filter(pk=models.OuterRef("support_request_id")).values("reference")
    items.update(kind="support", reference=models.Subquery(number))


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0004_grounds"),
        ("complaints", "0011_any_queue_by_day"),
        ("support_requests", "0055_problems_handed_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(LiftRefusal(rule) for rule in STANDING),
        migrations.RemoveConstraint(
            model_name="item",
            name="item_once_in_a_session",
        ),
        migrations.RemoveConstraint(
            model_name="item",
            name="item_one_docket_at_a_time",
        ),
        migrations.AddField(
            model_name="item",
            name="compensation_case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="docket_items",
                to="complaints.compensationcase",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="kind",
            field=models.CharField(
                choices=[
                    ("support", "Support request"),
                    ("objection", "Objection"),
                    ("urgent", "Urgent help to be ratified"),
                    ("harm", "Compensation for harm"),
                ],
                default="",
                max_length=10,
                verbose_name="kind",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="item",
            name="objection",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="docket_items",
                to="support_requests.objection",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="reference",
            field=models.CharField(default="", max_length=24, verbose_name="number"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="item",
            name="urgent_help",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="docket_items",
                to="support_requests.urgenthelp",
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="afterwards",
            field=models.CharField(
                blank=True,
                choices=[("recover", "It is to be recovered"), ("leave", "It is not recovered")],
                max_length=10,
                verbose_name="what was given",
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="closed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="new_outcome",
            field=models.CharField(
                blank=True,
                choices=[("accepted", "Accepted"), ("partly_accepted", "Accepted in part"), ("refused", "Refused")],
                max_length=16,
                verbose_name="decided instead",
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="support_request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="docket_items",
                to="support_requests.supportrequest",
            ),
        ),
        migrations.AlterField(
            model_name="motion",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("accepted", "Accepted"),
                    ("partly_accepted", "Accepted in part"),
                    ("refused", "Refused"),
                    ("upheld", "The first decision stands"),
                    ("changed", "The decision is changed"),
                    ("sent_back", "Sent back to be studied anew"),
                    ("ratified", "Ratified"),
                    ("reversed", "Reversed"),
                    ("approved", "The minutes of the investigation are approved"),
                    ("no_basis", "No basis for compensation"),
                ],
                max_length=16,
                verbose_name="decision",
            ),
        ),
        migrations.AlterField(
            model_name="recusal",
            name="ground",
            field=models.CharField(
                choices=[
                    ("researcher", "Studied the request"),
                    ("first", "Decided it first"),
                    ("gave_help", "Gave the urgent help"),
                    ("same_person", "Is the applicant"),
                    ("household", "Lives in the applicant's household"),
                    ("guardian", "Acts for the applicant"),
                    ("opinion", "Gave a second opinion"),
                    ("stepped", "Stepped aside from the study"),
                    ("subject", "The complaint is about them"),
                    ("kinship", "Kinship"),
                    ("same_name", "The same family name"),
                    ("same_place", "The same family name and place"),
                    ("employer", "The same employer"),
                    ("work", "Works with or for the person"),
                    ("interest", "Has an interest in the outcome"),
                    ("declared", "Declared by the member, without more"),
                ],
                max_length=12,
                verbose_name="ground",
            ),
        ),
        migrations.RunPython(name_matters, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("session", "reference"), name="item_once_in_a_session"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("waiting", "open"))),
                fields=("association", "reference"),
                name="item_one_docket_at_a_time",
                violation_error_message="This request is on a docket already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("compensation_case__isnull", True),
                        ("kind", "support"),
                        ("objection__isnull", True),
                        ("support_request__isnull", False),
                        ("urgent_help__isnull", True),
                    ),
                    models.Q(
                        ("compensation_case__isnull", True),
                        ("kind", "objection"),
                        ("objection__isnull", False),
                        ("support_request__isnull", False),
                        ("urgent_help__isnull", True),
                    ),
                    models.Q(
                        ("compensation_case__isnull", True),
                        ("kind", "urgent"),
                        ("objection__isnull", True),
                        ("support_request__isnull", False),
                        ("urgent_help__isnull", False),
                    ),
                    models.Q(
                        ("compensation_case__isnull", False),
                        ("kind", "harm"),
                        ("objection__isnull", True),
                        ("support_request__isnull", True),
                        ("urgent_help__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="item_names_its_matter",
                violation_error_message="An item names the one matter that it is about.",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "changed"), ("new_outcome", ""), _connector="XOR"),
                name="motion_changed_says_to_what",
                violation_error_message="Choose what is decided instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "reversed"), ("afterwards", ""), _connector="XOR"),
                name="motion_reversed_says_what_follows",
                violation_error_message="Say what happens to what was given: is it recovered or not?",
            ),
        ),
        *(rule for rule in STANDING if (rule.table, rule.name) not in CHANGED),
        _kept.kept(
            ITEM,
            "facts",
            *("association_id", "session_id", "kind", "reference"),
            *("support_request_id", "objection_id", "urgent_help_id", "compensation_case_id"),
        ),
        _kept.kept(
            MOTION,
            "facts",
            *("association_id", "uid", "item_id", "outcome", "new_outcome", "afterwards", "amount"),
            *("refusal_reason_id", "moved_by_id", "moved_at", "needed", "entitled"),
        ),
        RefuseChange(
            MOTION,
            "closed",
            _kept.OVER,
            events=("UPDATE",),
            columns=("closed_at", "closed_by_id", "present", "result"),
            when="OLD.closed_at IS NOT NULL",
        ),
        RefuseChange(
            DECISION,
            "voted",
            BY_VOTE,
            events=("INSERT",),
            when=f"{VOTES.format('NEW.body_id', 'NEW.decided_at')} AND NOT "
            + CARRIED.format("i.kind = 'support' AND i.support_request_id = NEW.support_request_id"),
        ),
        RefuseChange(
            RULING,
            "voted",
            BY_VOTE,
            events=("INSERT",),
            when=f"{VOTES.format(BODY_OF_OBJECTION, 'NEW.decided_at')} AND NOT "
            + CARRIED.format("i.objection_id = NEW.objection_id"),
        ),
        RefuseChange(
            URGENT,
            "voted",
            BY_VOTE,
            events=("UPDATE",),
            columns=("settled_as",),
            when=f"NEW.settled_as <> '' AND {VOTES.format('NEW.body_id', 'NEW.settled_at')} AND NOT "
            + CARRIED.format("i.kind IN ('support', 'urgent') AND i.support_request_id = NEW.support_request_id"),
        ),
    ]
