"""A support that ends is told to its person in time, and asked for anew without writing everything again (R11, B6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.due import due, each
from associations.models import Association
from core.errors import DomainError
from core.hijri import DualDate

from ..enums import ItemState
from ..from_the_file import offered
from ..models import SupportPeriod, SupportRequest
from ..notices import tell_end
from .following_up import rules_of
from .intake import check_item

OVER_SINCE = timedelta(days=60)  # an end longer ago is nobody's news


def set_period(support_request: SupportRequest, *, by: Any, until: date) -> SupportPeriod:
    """Until when the grant supports the person; a new day is told anew. In the plan's transaction."""
    if until < timezone.localdate():
        raise DomainError(_("The support cannot end before today."), code="past", field="supports_until")
    earlier = SupportPeriod.objects.filter(support_request=support_request).first()
    if earlier is not None and earlier.ends_on == until:
        return earlier
    facts = {"ends_on": until, "told_at": None, "set_by": by.user, "set_at": timezone.now()}
    given = {"association_id": support_request.association_id, **facts}
    period, _made = SupportPeriod.objects.update_or_create(support_request=support_request, defaults=given)
    return period


def ending(association: Association) -> Any:
    """What ends soon or ended lately and was not asked for anew, with what a list shows. Reads the rules first."""
    today = timezone.localdate()
    until = today + timedelta(days=rules_of(association.pk).renewal_days)
    return association.support_periods.running().filter(ends_on__range=(today - OVER_SINCE, until))


@due("support that ends")
def tell_ends(association: Association) -> int:
    """How many people were told that their support ends; each once for a day."""
    rows = ending(association).filter(told_at__isnull=True, ends_on__gte=timezone.localdate())
    return each(rows.order_by("pk").iterator(chunk_size=500), _tell)


@transaction.atomic
def _tell(period: SupportPeriod) -> int:
    period = SupportPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.told_at is not None or period.renewed_as_id is not None:
        return 0
    period.told_at = timezone.now()
    period.save(update_fields=["told_at"])
    tell_end(period.support_request, on=period.ends_on)
    return 1


def to_be_renewed(beneficiary: Any, reference: str) -> SupportRequest | None:
    """The person's request of this number whose support may be asked for anew."""
    rows = SupportRequest.objects.filter(beneficiary=beneficiary, reference=reference.upper())
    return rows.filter(support_period__renewed_as__isnull=True).select_related("service").first()


@transaction.atomic
def renew(earlier: SupportRequest, support_request: SupportRequest, *, by: Any) -> None:
    """The new request stands for the earlier one; papers that are still valid answer its checklist (R2)."""
    period = SupportPeriod.objects.select_for_update(of=("self",)).get(support_request=earlier)
    if period.renewed_as_id is not None:
        return
    if earlier.beneficiary_id != support_request.beneficiary_id:
        raise DomainError(_("A request is renewed for the same person."), code="person")
    period.renewed_as = support_request
    period.save(update_fields=["renewed_as"])
    today = timezone.localdate()
    entries = list(support_request.checklist.select_related("item"))
    in_file = offered(support_request.beneficiary, [entry.item for entry in entries], on=today)
    matched = earlier.checklist.filter(state=ItemState.MATCHED, expires_on__gte=today, from_document=None)
    still = {row.item.name_ar: row for row in matched.select_related("item")}  # terms have new lines
    findings, dated = {}, {}
    for entry in entries:
        paper = still.get(entry.item.name_ar)
        if paper is None or entry.item_id in in_file:
            continue
        entry.issued_on, entry.issued_in, entry.expires_on = paper.issued_on, paper.issued_in, paper.expires_on
        if entry.validity(today).problem is None:
            findings[entry.pk] = (ItemState.MATCHED.value, paper.expires_on)
            if paper.issued_on is not None:
                dated[entry.pk] = DualDate.of(paper.issued_on, paper.issued_in)
    from_file = [entry.pk for entry in entries if entry.item_id in in_file]
    if findings or from_file:
        check_item(support_request, by=by, findings=findings, from_file=from_file, dated=dated)


def stand_for_earlier(support_request: SupportRequest) -> None:
    """Asked for online: a support of the same service that ends is renewed by it. In the sending's transaction."""
    rows = ending(support_request.association).filter(
        support_request__beneficiary=support_request.beneficiary_id,
        support_request__service=support_request.service_id,
    )
    period = SupportPeriod.objects.select_for_update(of=("self",)).filter(pk__in=rows.values("pk")).first()
    if period is not None:
        period.renewed_as = support_request
        period.save(update_fields=["renewed_as"])
