"""Whoever asked for help is told of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0012_letters_of_delivery"),
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
                    ("promise_moved", "The day of the answer moved"),
                    ("answer_delayed", "The answer is delayed"),
                    ("answer_late", "The answer will be late"),
                    ("staff_warned", "A staff member is warned of a last day"),
                    ("paused_too_long", "A staff member is warned of a clock that stands still"),
                    ("delivery_ready", "Ready to be collected"),
                    ("rating_link", "Link to rate the service"),
                    ("complaint_received", "Message received"),
                    ("complaint_answered", "Message answered"),
                    ("help_received", "Help request received"),
                    ("help_taken_up", "Help request became a support request"),
                    ("help_declined", "Help request declined"),
                    ("sign_in_code", "Sign-in code"),
                    ("signing_code", "Signing code"),
                    ("draft_waits", "Saved request waits"),
                    ("confirm_file", "Is the file still right?"),
                    ("change_applied", "Reported change taken into the file"),
                    ("change_refused", "Reported change not taken"),
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
                    ("promise_moved", "The day of the answer moved"),
                    ("answer_delayed", "The answer is delayed"),
                    ("answer_late", "The answer will be late"),
                    ("staff_warned", "A staff member is warned of a last day"),
                    ("paused_too_long", "A staff member is warned of a clock that stands still"),
                    ("delivery_ready", "Ready to be collected"),
                    ("rating_link", "Link to rate the service"),
                    ("complaint_received", "Message received"),
                    ("complaint_answered", "Message answered"),
                    ("help_received", "Help request received"),
                    ("help_taken_up", "Help request became a support request"),
                    ("help_declined", "Help request declined"),
                    ("sign_in_code", "Sign-in code"),
                    ("signing_code", "Signing code"),
                    ("draft_waits", "Saved request waits"),
                    ("confirm_file", "Is the file still right?"),
                    ("change_applied", "Reported change taken into the file"),
                    ("change_refused", "Reported change not taken"),
                ],
                max_length=24,
                verbose_name="event",
            ),
        ),
    ]
