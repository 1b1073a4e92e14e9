"""What each service said until now becomes the first version of its terms, and every case the one it began with.

Backwards the checklist and the words of the version in force go back to their service.
"""

from datetime import date

from django.db import migrations
from django.utils import timezone

from core.tenancy import across_associations


def first_versions(apps, schema_editor):
    model = {
        name: apps.get_model("support_requests", name) for name in ("Service", "ServiceVersion", "SupportRequest")
    }
    for service in model["Service"].objects.all():
        version = model["ServiceVersion"].objects.create(
            association_id=service.association_id,
            service=service,
            number=1,
            about_ar=service.about_ar,
            about_en=service.about_en,
            amount_rule="studied" if service.is_in_money else "in_kind",
            in_force_from=_since(apps, service),
            changed_at=timezone.now(),
        )
        apps.get_model("support_requests", "ChecklistItem").objects.filter(service=service).update(version=version)
        model["SupportRequest"].objects.filter(service=service).update(service_version=version)
        apps.get_model("support_requests", "RequestDraft").objects.filter(service=service).update(
            service_version=version
        )


def _since(apps, service) -> date:
    """The day of the first policy of the association, or of the service's first request where that is earlier."""
    policies = apps.get_model("associations", "PolicyVersion").objects.filter(association_id=service.association_id)
    days = list(policies.exclude(in_force_from=None).values_list("in_force_from", flat=True))
    requests = apps.get_model("support_requests", "SupportRequest").objects.filter(service=service)
    first = requests.order_by("received_at").values_list("received_at", flat=True).first()
    return min([*days, *([timezone.localdate(first)] if first else []), timezone.localdate()])


def back_to_services(apps, schema_editor):
    versions = apps.get_model("support_requests", "ServiceVersion").objects.exclude(in_force_from=None)
    for version in versions.order_by("number").select_related("service"):
        service = version.service
        service.about_ar, service.about_en = version.about_ar[:300], version.about_en[:300]
        service.save(update_fields=["about_ar", "about_en"])
    for item in apps.get_model("support_requests", "ChecklistItem").objects.select_related("version"):
        item.service_id = item.version.service_id
        item.save(update_fields=["service"])


def over_all(step):
    """A step that sees the rows of every association."""

    def run(apps, schema_editor):
        with across_associations():
            step(apps, schema_editor)

    return run


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0015_service_versions")]

    operations = [migrations.RunPython(over_all(first_versions), over_all(back_to_services))]
