"""The order "nearest last day" goes by an index in every queue of the list, not in the open one alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0034_after_delivery")]

    operations = [
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(fields=["association", "queue_on", "id"], name="supportrequest_by_day"),
        ),
    ]
