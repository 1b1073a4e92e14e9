"""The ID of a row is sealed beside its index, so that the index can be made anew when keys change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0024_parts_emptied_never_rewritten")]

    operations = [
        migrations.AddField("importrow", "national_id_sealed", models.CharField(max_length=120, null=True)),
    ]
