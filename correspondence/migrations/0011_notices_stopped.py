"""A notice that the person wants no more has a status of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0010_words_emptied_never_rewritten")]

    operations = [
        migrations.AlterField(
            "notice",
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
                    ("stopped", "Not sent: the person wants none of its kind"),
                ],
                max_length=8,
                verbose_name="status",
            ),
        ),
    ]
