"""Urgent help beside the grant: what awaits the body, and how what was ratified counts as delivered in the plan.

Asked by whoever decides, plans or delivers. What the body reversed is no part of any grant.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .enums import AfterReversal, AmountRule, SettledUrgent
from .models import Decision, DeliveredPart, Instalment, ServiceVersion, SupportRequest, UrgentHelp

NOTHING = Decimal(0)


def help_of(support_request: SupportRequest) -> UrgentHelp | None:
    """The urgent help of the request, as it is now. One query."""
    return (
        UrgentHelp.objects.filter(support_request=support_request)
        .select_related("delivery", "given_by", "body")
        .first()
    )


def least_grant(support_request: SupportRequest) -> Decimal:
    """What a grant of money includes at least: the money that was given urgently and is not reversed."""
    given = help_of(support_request)
    if given is None or given.is_reversed or not given.is_money:
        return NOTHING
    return given.amount


def counted(support_request: SupportRequest) -> Any:
    """The instalments of the plan by which urgent help counts."""
    return support_request.instalments.standing().filter(parts__delivery__urgent_help__isnull=False)


def count_in_plan(support_request: SupportRequest, *, granted: Decimal | None, by: Any) -> None:
    """Ratified help of the grant's kind becomes a delivered instalment; once, in the caller's transaction."""
    given, in_money = help_of(support_request), support_request.service.is_in_money and granted is not None
    if given is None or not given.is_ratified or given.is_money != in_money:
        return  # food given at once is no part of a grant of money
    if DeliveredPart.objects.filter(delivery=given.delivery_id).exists():
        return
    last = support_request.instalments.order_by("-position").values_list("position", flat=True).first() or 0
    measure = given.amount if given.is_money else Decimal(given.quantity or 0)
    row = Instalment.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        position=last + 1,
        amount=given.amount if given.is_money else None,
        granted=granted if given.is_money else None,
        item=given.item,
        quantity=given.quantity,
        due_on=given.given_on,
        delivered=measure,
        made_by=by.user,
        made_at=timezone.now(),
    )
    DeliveredPart.objects.create(
        association_id=support_request.association_id, delivery=given.delivery, instalment=row, measure=measure
    )


def ceiling_of(version: ServiceVersion, *, people: int) -> Decimal | None:
    """The most that the service gives one request; None where the study finds it."""
    if version.amount_rule == AmountRule.FIXED:
        return version.amount
    if version.amount_rule == AmountRule.PER_HEAD:
        each = (version.amount or NOTHING) * max(people, 1)
        return min(each, version.ceiling) if version.ceiling else each
    return version.ceiling if version.amount_rule == AmountRule.CEILING else None


def beside_grants() -> Any:
    """Money given urgently that no grant includes and that is not to be recovered: it burdens the budget by itself."""
    granting = Decision.objects.that_grant().values("support_request")
    included = Q(support_request__in=granting) & ~Q(settled_as=SettledUrgent.REVERSED)
    return UrgentHelp.objects.filter(item="").exclude(included).exclude(afterwards=AfterReversal.RECOVER)
