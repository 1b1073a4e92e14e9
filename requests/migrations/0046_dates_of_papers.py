"""The date that stands on a paper, and the calendar it is written in, where a line asks how old the paper is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("support_requests", "0045_cases_keep_their_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="checklistentry",
            name="issued_in",
            field=models.CharField(blank=True, choices=[("hijri", "Hijri"), ("gregorian", "Gregorian")], max_length=9),
        ),
        migrations.AddField(
            model_name="checklistentry",
            name="issued_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the paper"),
        ),
        migrations.AddConstraint(
            model_name="checklistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_in", ""), ("issued_on__isnull", True)),
                    models.Q(("issued_in__in", ["hijri", "gregorian"]), ("issued_on__isnull", False)),
                    _connector="OR",
                ),
                name="checklistentry_dated_in_a_calendar",
                violation_error_message="The date of a paper stands in one of the two calendars.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on__isnull", True),
                    ("expires_on__isnull", True),
                    ("expires_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="checklistentry_valid_after_its_date",
                violation_error_message="A paper cannot end before its date.",
            ),
        ),
    ]
