"""A body decides by circulation too: a last moment instead of a room, beside any session that goes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0007_secret_votes_kept")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="due_at",
            field=models.DateTimeField(null=True, verbose_name="members vote apart until"),
        ),
        migrations.RemoveConstraint(model_name="session", name="session_one_at_a_time"),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("due_at__isnull", True), ("status__in", ["convened", "open"])),
                fields=("committee",),
                name="session_one_at_a_time",
                violation_error_message="This body has a session that is not over.",
            ),
        ),
        migrations.RemoveConstraint(model_name="item", name="item_one_open_each_session"),  # a rule, in the next one
    ]
