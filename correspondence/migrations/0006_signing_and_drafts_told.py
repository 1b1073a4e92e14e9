"""Two more events to tell of: a code that signs, and a saved request that waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0005_settlement_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="event",
            field=models.CharField(
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
                    ("signing_code", "Signing code"),
                    ("draft_waits", "Saved request waits"),
                ],
                max_length=24,
                verbose_name="event",
            ),
        ),
        migrations.AlterField(
            model_name="noticetext",
            name="event",
            field=models.CharField(
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
                    ("signing_code", "Signing code"),
                    ("draft_waits", "Saved request waits"),
                ],
                max_length=24,
                verbose_name="event",
            ),
        ),
    ]
