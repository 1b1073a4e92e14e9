"""A number that nobody confirmed is asked for anew; whoever has no e-mail came in by it, which confirms it."""

from django.db import migrations
from django.db.models import F


def drop(apps, schema_editor):
    numbers = apps.get_model("accounts", "User").objects.filter(mobile__isnull=False, mobile_confirmed_at__isnull=True)
    numbers.filter(email__isnull=False).update(mobile=None)
    numbers.filter(email__isnull=True).update(mobile_confirmed_at=F("date_joined"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_mobile_confirmed")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
