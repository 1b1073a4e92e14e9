"""Decisions with conditions, by a head alone: one condition met and one overdue, and one that was waived."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.models import Beneficiary
from requests import actions
from requests.enums import MustBeMet, Outcome
from requests.models import SupportRequest
from requests.stipulating import Stipulated

from .story import Teller, clock_at


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Decided two weeks ago and told; what became of each condition since."""
    teller = Teller(association, members, chance)
    waits, waived = (teller.tell(person, 14, "open complete study:1 recommend:1") for person in people[:2])
    with clock_at(teller.moment(teller.days[-11])):
        day = timezone.localdate()
        _decide(
            waits,
            members["chair"],
            Stipulated("إحضار عقد إيجار ساري المفعول باسم المستفيد", MustBeMet.BEFORE),
            Stipulated("إحضار تعهد المالك باستمرار العقد", MustBeMet.BEFORE, day + timedelta(days=7)),
            Stipulated("تزويد الجمعية بسند السداد", MustBeMet.AFTER, day + timedelta(days=60)),
        )
        _decide(waived, members["chair"], Stipulated("إحضار مشهد من جهة العمل", MustBeMet.BEFORE))
    with clock_at(teller.moment(teller.days[-10])):
        for case in (waits, waived):
            teller.do_answer(association.support_requests.for_pages().get(pk=case.pk))
    with clock_at(teller.moment(teller.days[-8])):
        seen = "اطُّلع على أصل العقد، وينتهي بعد تسعة أشهر."
        actions.meet_condition(waits, by=members["desk"], number=1, reason=seen)
        why = "توقفت جهة العمل عن النشاط، وثبت ذلك بخطاب منها."
        actions.waive_condition(waived, by=members["chair"], number=1, reason=why)


def _decide(case: SupportRequest, chair: Membership, *asked: Stipulated) -> None:
    actions.decide(
        case,
        by=chair,
        outcome=Outcome.ACCEPTED,
        amount=case.amount_asked or Decimal(1000) if case.service.is_in_money else None,
        reasons="ثبتت الحاجة بالدراسة، ويُصرف بعد تحقق ما اشتُرط قبله.",
        stipulations=asked,
    )
