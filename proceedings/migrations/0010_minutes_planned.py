"""How many minutes are planned for an item; a column that SQLite adds without remaking the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0009_circulation_kept")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="minutes",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="minutes planned"),
        ),
    ]
