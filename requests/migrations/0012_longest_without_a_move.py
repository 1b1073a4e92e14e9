"""The order "longest without a move" of the list goes by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0011_words_emptied_never_rewritten")]

    operations = [
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(fields=["association", "status_since", "id"], name="supportrequest_idle"),
        ),
    ]
