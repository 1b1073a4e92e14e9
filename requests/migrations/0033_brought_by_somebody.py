"""Who brought a request is named where its channel carries requests."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0013_how_long_visitors_are_kept"),
        ("beneficiaries", "0026_entered_rows_name_nobody"),
        ("committees", "0002_committees_walled"),
        ("support_requests", "0032_who_brought_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel__in", ("volunteering", "branch_delegate", "field_visit")), _negated=True),
                    ("brought_by__gt", ""),
                    _connector="OR",
                ),
                name="supportrequest_brought_by_somebody",
                violation_error_message="This channel needs the name of who brought it.",
            ),
        ),
    ]
