"""The order "nearest last day" goes by an index in every queue of the list, not in the open one alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0010_referrals_kept")]

    operations = [
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["association", "queue_on", "id"], name="complaint_by_day"),
        ),
    ]
