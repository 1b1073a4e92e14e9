"""Where the policy compensates harm: a complaint that led to a payment, and a case without a basis yet.

Told by the same verbs that people use, at moments of the past.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.models import Beneficiary
from complaints.actions import compensation as actions
from complaints.enums import HarmKind, Kind, PaymentMethod, Side
from complaints.models import CompensationCase
from requests.enums import SignatureMethod

from .story import clock_at

CLAIMED, AGREED = Decimal("2400"), Decimal("1850")


def _begin(day: datetime, association: Association, **facts: Any) -> CompensationCase:
    with clock_at(day):
        return actions.open_case(association, occurred_on=timezone.localdate() - timedelta(days=20), **facts)


def tell(association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: Any) -> None:
    """One paid case out of a complaint, one that waits for a member's approval."""
    if not association.policy_in_force().compensates_harm or association.compensation_cases.exists():
        return
    complaint = association.complaints.filter(kind=Kind.COMPLAINT, account__contains="عطل", is_anonymous=False).first()
    start = timezone.now() - timedelta(days=30, hours=1)
    paid = _begin(
        start,
        association,
        by=members["followup"],
        complaint=complaint,
        person_name=complaint.person_name,
        harm_kind=HarmKind.MATERIAL,
        extent="تلفت التوصيلات في البيت، وأُصلحت على نفقة الأسرة.",
        causes="سُلِّم الجهاز قبل فحصه، وفيه عطل في المحول.",
        evidence="صور التلف، وفاتورة الإصلاح.",
        claimed=CLAIMED,
    )
    _lead(paid, members, start)
    waiting = _begin(
        timezone.now() - timedelta(days=6),
        association,
        by=members["followup2"],
        person_name=people[-1].full_name,
        beneficiary=people[-1],
        harm_kind=HarmKind.LOST_RIGHT,
        extent="فات موعد التسجيل هذا الفصل.",
        causes="حُفظ الطلب في ملف أسرة أخرى، فلم يُدرس في وقته.",
        evidence="إيصال الطلب، وسجل الملف.",
    )
    with clock_at(timezone.now() - timedelta(days=3)):
        _write(waiting, members, "ضاع طلب مكتمل بين ملفين.")
        actions.approve_minutes(waiting, by=members["followup2"])


def _write(case: CompensationCase, members: dict[str, Membership], harm: str) -> None:
    actions.write_minutes(
        case,
        by=members["followup"],
        dated_on=timezone.localdate(),
        harm=harm,
        extent=case.extent,
        causes=case.causes,
        members=[members["followup"], members["followup2"]],
    )


def _lead(case: CompensationCase, members: dict[str, Membership], start: datetime) -> None:
    """From the minutes to the receipted payment, each step some days after the one before."""
    manager = members["manager"]

    def later(days: int) -> Any:
        return clock_at(start + timedelta(days=days))

    def offer(side: Side, amount: Decimal) -> None:
        until = timezone.localdate() + timedelta(days=10)
        actions.offer(case, by=manager, side=side, amount=amount, valid_until=until)

    with later(4):
        _write(case, members, "أتلف الجهاز المسلَّم توصيلات البيت.")
        actions.approve_minutes(case, by=members["followup"])
    with later(5):
        actions.approve_minutes(case, by=members["followup2"])
        actions.establish_basis(case, by=members["followup2"])
    for day, side, amount in ((7, Side.ASSOCIATION, Decimal("1500")), (9, Side.BENEFICIARY, Decimal("2100"))):
        with later(day):
            offer(side, amount)
    with later(12):
        offer(Side.ASSOCIATION, AGREED)
    with later(14):
        actions.accept(case, by=manager, side=Side.BENEFICIARY)
        actions.issue_settlement(case, by=manager)
    with later(16):
        paper = SignatureMethod.ON_PAPER
        actions.sign(case, by=manager, signed_name=case.person_name, method=paper, own_method=paper)
    with later(19):
        actions.pay(
            case,
            by=manager,
            amount=AGREED,
            paid_on=timezone.localdate(),
            received_by=case.person_name,
            method=PaymentMethod.TRANSFER,
        )
