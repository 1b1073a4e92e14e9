"""Urgent help: two officers named by the board's decision; help ratified, awaiting, past its day, and reversed."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.actions import Signed
from beneficiaries.models import Beneficiary
from requests import actions
from requests.budget import budget_of
from requests.enums import AfterReversal, ReceivedBy, SignatureMethod
from requests.urgent import ceiling_of

from .story import Teller, clock_at

EMPTY_HOUSE = "لا طعام في المنزل اليوم، والأسرة ستة أفراد بينهم رضيع."
NO_POWER = "فُصلت الكهرباء عن منزل فيه مريض على جهاز تنفس."
NO_ROOF = "احترق المطبخ البارحة، والأسرة بلا مأوى الليلة."


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Each on a request of its own that is not decided yet, but for the ratified one, which was granted since."""
    desk, head = members["desk"], members["chair"]
    _name(association, members)
    teller, now = Teller(association, members, chance), timezone.now()
    open_ones = [one for one in teller.services if _has_room(one)]
    teller.services = [one for one in open_ones if one.is_in_money] or open_ones
    script = "open complete study:1"
    waits, ratified, reversed_, late = (
        teller.tell(person, days, script) for person, days in zip(people, (5, 12, 9, 24), strict=True)
    )
    with clock_at(now - timedelta(days=20)):
        _give(late, by=desk, amount=700, reason=NO_POWER)
    with clock_at(now - timedelta(days=6)):
        _give(ratified, by=desk, amount=500, reason=EMPTY_HOUSE)
        _give(reversed_, by=desk, amount=900, reason=NO_POWER)
    with clock_at(now - timedelta(days=3)):
        actions.ratify_urgent(ratified, by=head, words="ثبتت الحاجة وقت التسليم.")
        actions.reverse_urgent(
            reversed_,
            by=head,
            reason="سُددت الفاتورة نفسها من جمعية أخرى قبل التسليم بيوم.",
            afterwards=AfterReversal.RECOVER,
        )
    with clock_at(now - timedelta(days=1)):
        _give(waits, by=desk, amount=400, item="سلة غذائية", quantity=2, reason=NO_ROOF)


def _has_room(service: Any) -> bool:
    """Its budget, if it has one, leaves room for what the story gives."""
    version = service.version_in_force()
    if version is None or not service.is_in_money:
        return version is not None
    budget = budget_of(version, on=timezone.localdate())
    return budget is None or budget.left > 9 * 1000


def _name(association: Association, members: dict[str, Membership]) -> None:
    """The desk's term is half over; the manager's, named by the administrator, ended early."""
    now = timezone.now()
    today = timezone.localdate(now)
    with clock_at(now - timedelta(days=60)):
        named = {
            "decision_number": "7/1448",
            "decision_on": today - timedelta(days=62),
            "from_on": today - timedelta(days=60),
            "until_on": today + timedelta(days=290),
        }
        actions.name_urgent_officer(
            association,
            by=members["manager"],
            who=members["desk"],
            highest=Decimal(1000),
            allows_in_kind=True,
            **named,
        )
        ended = actions.name_urgent_officer(
            association, by=members["admin"], who=members["manager"], highest=Decimal(3000), **named
        )
    with clock_at(now - timedelta(days=30)):
        actions.end_urgent_officer(ended, by=members["admin"], reason="يكتفي المجلس بمخوَّل واحد.")


def _give(case: Any, *, by: Membership, amount: int, reason: str, **items: Any) -> None:
    if not case.service.is_in_money:
        items = {"item": "سلة غذائية", "quantity": 1, **items}
    ceiling = ceiling_of(case.service_version, people=1)
    signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
    actions.give_urgent(
        case,
        by=by,
        amount=min(Decimal(amount), ceiling or Decimal(amount)),
        reason=reason,
        received=actions.Received(ReceivedBy.BENEFICIARY, signed),
        has_no_tie=True,
        **items,
    )
