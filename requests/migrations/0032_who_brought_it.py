"""Where a channel carries requests and nobody wrote who brought one, the sign of what is not known stands."""

from django.db import migrations

from core.tenancy import across_associations


def sign(apps, schema_editor):
    rows = apps.get_model("support_requests", "SupportRequest").objects
    carried = ["volunteering", "branch_delegate", "field_visit"]
    with across_associations():
        rows.filter(channel__in=carried, brought_by="").update(brought_by="—")


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0031_batches_walled")]

    operations = [migrations.RunPython(sign, migrations.RunPython.noop)]
