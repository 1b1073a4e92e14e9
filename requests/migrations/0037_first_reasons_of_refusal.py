"""Every association begins with the usual reasons; decisions that named one by its code point at its row."""

from typing import Any

from django.db import migrations

from core.tenancy import across_associations
from requests.usual_reasons import offer


def move(apps: Any, schema_editor: Any) -> None:
    reasons = apps.get_model("support_requests", "RefusalReason")
    decisions = apps.get_model("support_requests", "Decision")
    with across_associations():
        for association in apps.get_model("associations", "Association").objects.all():
            offer(reasons, association_id=association.pk)
            for reason in reasons.objects.filter(association_id=association.pk):
                named = decisions.objects.filter(association_id=association.pk, refusal_reason=reason.code)
                named.update(refused_for_id=reason.pk)


def move_back(apps: Any, schema_editor: Any) -> None:
    decisions = apps.get_model("support_requests", "Decision")
    with across_associations():
        for reason in apps.get_model("support_requests", "RefusalReason").objects.all():
            decisions.objects.filter(refused_for_id=reason.pk).update(refusal_reason=reason.code[:16])
        decisions.objects.update(refused_for_id=None)
        apps.get_model("support_requests", "RefusalReason").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0036_reasons_of_refusal")]

    operations = [migrations.RunPython(move, move_back)]
