"""An account may be left on every phone at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("beneficiaries", "0007_whole_file_walled"),
    ]

    operations = [
        migrations.AddField(
            model_name="onlineaccount",
            name="left_everywhere_at",
            field=models.DateTimeField(null=True),
        ),
    ]
