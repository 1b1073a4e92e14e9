"""Files registered before confirmations were kept are due like new ones: so many months after they were registered."""

from django.db import migrations
from django.utils import timezone

from core.months import months_after
from core.tenancy import across_associations

EVERY_MONTHS, BATCH = 12, 2000


def set_days(apps, schema_editor):
    file_model, version_model = (
        apps.get_model("beneficiaries", "Beneficiary"),
        apps.get_model("associations", "PolicyVersion"),
    )
    with across_associations():
        months = {
            version.association_id: getattr(getattr(version, "file_rules", None), "confirm_every_months", EVERY_MONTHS)
            for version in version_model.objects.filter(status="in_force").select_related("file_rules")
        }
        waiting = file_model.objects.filter(confirm_due_on=None, closed_on=None, anonymised_at=None).order_by("pk")
        last = 0
        while rows := list(waiting.filter(pk__gt=last).only("association_id", "registered_at")[:BATCH]):
            for row in rows:
                every = months.get(row.association_id, EVERY_MONTHS)
                row.confirm_due_on = months_after(timezone.localdate(row.registered_at), every)
            file_model.objects.bulk_update(rows, ["confirm_due_on"])
            last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0017_consent_and_changes_kept")]

    operations = [migrations.RunPython(set_days, migrations.RunPython.noop)]
