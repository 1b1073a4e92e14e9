"""A decision that was voted may take effect when the minutes are sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0007_disclosures_kept"),
    ]

    operations = [
        migrations.AlterField(
            model_name="formation",
            name="takes_effect",
            field=models.CharField(
                blank=True,
                choices=[
                    ("item", "When the item is closed"),
                    ("session", "When the session is closed"),
                    ("minutes", "When the minutes are sealed"),
                ],
                max_length=8,
                verbose_name="a decision takes effect",
            ),
        ),
    ]
