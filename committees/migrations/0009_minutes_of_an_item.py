"""A formation says how many minutes an item takes; none where it was formed before, or decides alone.

The range is a rule of its own: SQLite cannot remake a table that rules of sessions and decisions name.
"""

from django.db import migrations, models

from core.db_rules import RefuseChange

FORMATION = "committees_formation"


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0008_effect_at_minutes"),
    ]

    operations = [
        migrations.AddField(
            model_name="formation",
            name="item_minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes of an item"),
        ),
        RefuseChange(
            FORMATION,
            "minutes",
            "an item takes 1 to 240 minutes, where members vote",
            events=("INSERT", "UPDATE"),
            when="NEW.item_minutes IS NOT NULL AND (NEW.item_minutes NOT BETWEEN 1 AND 240 OR NEW.way <> 'together')",
        ),
        RefuseChange(
            FORMATION,
            "minutes_stay",
            "a formation is never rewritten",
            events=("UPDATE",),
            columns=("item_minutes",),
        ),
    ]
