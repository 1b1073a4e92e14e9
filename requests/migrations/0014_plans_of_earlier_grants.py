"""What was delivered before there were instalments becomes a plan of one, and what is still owed is due now."""

from django.db import migrations

from core.tenancy import across_associations

AT_ONCE = 1000


def _part(case, decision, *, amount=None, item=""):
    """The measure of a plan of one."""
    if case.service.is_in_money and decision.amount is not None:
        return {"amount": amount if amount is not None else decision.amount, "granted": decision.amount}
    return {"item": (item or case.service.name_ar)[:120], "quantity": 1}


def make(apps, schema_editor):
    Instalment, DeliveredPart, Delivery, SupportRequest = (
        apps.get_model("support_requests", name)
        for name in ("Instalment", "DeliveredPart", "Delivery", "SupportRequest")
    )
    with across_associations():
        last = 0
        while rows := list(
            Delivery.objects.filter(pk__gt=last)
            .select_related("support_request__service", "support_request__decision")
            .order_by("pk")[:AT_ONCE]
        ):
            last = rows[-1].pk
            made = []
            for row in rows:
                facts = _part(row.support_request, row.support_request.decision, amount=row.amount, item=row.what)
                made.append(
                    Instalment(
                        association_id=row.association_id,
                        support_request_id=row.support_request_id,
                        position=1,
                        due_on=row.delivered_on,
                        delivered=facts.get("amount") or 1,
                        made_by_id=row.by_id,
                        made_at=row.at,
                        **facts,
                    )
                )
            Instalment.objects.bulk_create(made)
            DeliveredPart.objects.bulk_create(
                DeliveredPart(association_id=row.association_id, delivery=row, instalment=one, measure=one.delivered)
                for row, one in zip(rows, made, strict=True)
            )
        owed = SupportRequest.objects.filter(status="answered", instalments__isnull=True)
        for case in list(owed.exclude(decision__outcome="refused").select_related("service", "decision", "answer")):
            Instalment.objects.create(
                association_id=case.association_id,
                support_request_id=case.pk,
                position=1,
                due_on=case.answer.given_at.date(),
                made_by_id=case.answer.by_id,
                made_at=case.answer.given_at,
                **_part(case, case.decision),
            )


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0013_instalments")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop, elidable=True)]
