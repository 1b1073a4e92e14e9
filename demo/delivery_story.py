"""Grants on their way to people: monthly plans, a part handed over, runs at the bank, with one returned payment."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.actions import Signed, correct
from beneficiaries.enums import SignatureMethod
from beneficiaries.models import Beneficiary
from requests import actions
from requests.enums import CallResult, PaidBy, ReceivedBy
from requests.models import PaymentRun, SupportRequest

from .story import Teller, clock_at

ANSWERED = "open complete study:1 recommend:2 decide:2 answer:1"
ITEMS = (("سلة غذائية", 2), ("بطانية", 4))
LIMITS = {Decimal(3000): 1, Decimal(20000): 2}


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Everything by the verbs that people use, at moments of the past."""
    teller, now = Teller(association, dict(members), chance), timezone.now()
    every = list(association.services.all())
    desk, chosen = members["desk"], people[14:21]
    teller.services = [service for service in every if service.is_in_money]
    with clock_at(now - timedelta(days=40)):
        for place, person in enumerate(chosen[:5]):
            correct(person, by=desk, iban=iban(f"80{place:04d}{association.pk:02d}{1000 + place}"))
    actions.set_rules(association, by=members["admin"], check_percent=100, remind_days=3, renewal_days=30)
    monthly, paid, returned, sent, waits = (teller.tell(person, 22, ANSWERED) for person in chosen[:5])
    with clock_at(now - timedelta(days=9)):
        _month_by_month(monthly, desk)
        _at_the_bank(association, members, (paid, returned, sent), now)
    actions.set_limits(association, by=members["admin"], limits=LIMITS)
    with clock_at(now - timedelta(hours=3)):
        _run(association, desk, waits)
    teller.services = [service for service in every if not service.is_in_money]
    if teller.services:
        _in_kind(teller.tell(chosen[5], 20, ANSWERED), desk, now)
    _asked_about(monthly, paid, members["officer"])
    actions.tell_ends(association)
    actions.set_rules(association, by=members["admin"], check_percent=10, remind_days=3, renewal_days=30)


def iban(account: str) -> str:
    """A number of the right shape with right check digits; nobody's account."""
    body = account.zfill(20)[-20:]
    return f"SA{98 - int(body + '281000') % 97:02d}{body}"


def _month_by_month(case: SupportRequest, desk: Membership) -> None:
    parts = actions.in_equal_parts(case.decision.amount or Decimal(0), 5, first_on=timezone.localdate())
    actions.plan(case, by=desk, parts=parts, supports_until=timezone.localdate() + timedelta(days=30))
    first = case.instalments.standing().first()
    assert first is not None
    case.refresh_from_db()
    actions.deliver(
        case,
        by=desk,
        delivered_on=timezone.localdate(),
        received=actions.Received(
            ReceivedBy.BENEFICIARY, Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        ),
        measures={first.position: first.remaining},
    )


def _run(association: Association, desk: Membership, *cases: SupportRequest) -> PaymentRun:
    rows = [row.pk for case in cases for row in case.instalments.standing()]
    today = timezone.localdate()
    return actions.prepare_run(association, by=desk, way=PaidBy.ACCOUNT, until_on=today, instalments=rows)


def _at_the_bank(
    association: Association, members: Mapping[str, Membership], cases: tuple[Any, ...], now: Any
) -> None:
    run = _run(association, members["desk"], *cases)
    with clock_at(now - timedelta(days=8)):
        run = actions.approve_run(run, by=members["chair"])
    with clock_at(now - timedelta(days=7)):
        run = actions.send_run(run, by=members["desk"])
    first, second, *_with_the_bank = run.rows.order_by("pk")
    with clock_at(now - timedelta(days=5)):
        actions.settle_run(
            run,
            by=members["desk"],
            paid_on=timezone.localdate(),
            paid=[str(first.uid)],
            returned={str(second.uid): "الحساب مغلق"},
        )


def _in_kind(case: SupportRequest, desk: Membership, now: Any) -> None:
    with clock_at(now - timedelta(days=4)):
        parts = [actions.Part(timezone.localdate(), item=item, quantity=quantity) for item, quantity in ITEMS]
        actions.plan(case, by=desk, parts=parts)
        case.refresh_from_db()
        first = case.instalments.standing().get(item=ITEMS[0][0])
        actions.deliver(
            case,
            by=desk,
            delivered_on=timezone.localdate(),
            received=actions.Received(
                ReceivedBy.BENEFICIARY, Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
            ),
            measures={first.position: Decimal(1)},
        )


def _asked_about(monthly: SupportRequest, paid: SupportRequest, officer: Membership) -> None:
    """One received it, one did not: it waits to be settled. What was handed over in kind waits for its call."""
    actions.record_call(paid.deliveries.get(), by=officer, result=CallResult.RECEIVED, note="وصل المبلغ في يومه.")
    actions.record_call(
        monthly.deliveries.get(), by=officer, result=CallResult.DEFECT, note="استلم أقل مما في الإيصال."
    )
