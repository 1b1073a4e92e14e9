"""Objections: one before its body, one that changed the decision, one upheld and told; answers that did not arrive."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from accounts.models import Membership
from associations.models import Association
from associations.objecting import objection_rules
from beneficiaries.models import Beneficiary, ContactMeans
from committees.actions import body_of_kind
from committees.models import Position
from correspondence.models import NoticeStatus
from requests import actions
from requests.actions import objecting
from requests.actions.answering import settle
from requests.enums import NotReached, ObjectionOutcome, Outcome
from requests.models import SupportRequest

from .story import Teller, clock_at

GROUND = "حُسب ضمن الدخل مبلغ انقطع منذ ثلاثة أشهر، ومرفق ما يثبت ذلك."


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Each on a request of its own that was refused some days ago."""
    _seat(association, members)
    teller = Teller(association, members, chance)
    script = "open complete study:1 recommend:1 refuse:1 answer:1"
    waiting, changed, upheld = (teller.tell(person, 9, script) for person in people[:3])
    desk, judge = members["desk"], members["manager"]
    with clock_at(teller.moment(teller.days[-3])):
        objecting.object_to(waiting, by=desk, ground=GROUND, channel="interview")
        other = objecting.object_to(changed, by=desk, ground=GROUND, channel="phone")
        last = objecting.object_to(upheld, by=desk, ground="الحاجة قائمة ولم تُزر الأسرة.", channel="interview")
    with clock_at(teller.moment(teller.days[-2])):
        objecting.decide_objection(
            other,
            by=judge,
            outcome=ObjectionOutcome.CHANGED,
            new_outcome=Outcome.PARTLY_ACCEPTED,
            amount=Decimal(800) if changed.service.is_in_money else None,
            reasons="ثبت انقطاع جزء من الدخل، فصار نصيب الفرد دون السقف.",
        )
        objecting.decide_objection(
            last, by=judge, outcome=ObjectionOutcome.UPHELD, reasons="روجعت الدراسة والزيارة، وهي تؤيد القرار."
        )
        actions.give_answer(last, by=desk, means=ContactMeans.PHONE, note="اتصلت تسأل عن اعتراضها.")
    _undelivered(teller, people[3])


def _seat(association: Association, members: dict[str, Membership]) -> None:
    """The manager heads the body that the policy names for objections."""
    rules = objection_rules(association.policy_in_force())
    assert rules is not None
    body = body_of_kind(association.pk, rules.kind, rules.body_name_ar, rules.body_name_en)
    since = members["chair"].seats.order_by("pk")[0].from_on
    body.seats.get_or_create(membership=members["manager"], defaults={"position": Position.CHAIR, "from_on": since})


def _undelivered(teller: Teller, person: Beneficiary) -> None:
    """A message that was given up, then a call that nobody answered: the letter comes next."""
    case: Any = teller.tell(person, 7, "open complete study:1 recommend:1 decide:1")
    SupportRequest.objects.filter(pk=case.pk).update(agreed_means=ContactMeans.SMS)
    with clock_at(teller.moment(teller.days[-2])):
        attempt = actions.send_answer(case, by=teller.members["desk"])
        given_up = {"status": NoticeStatus.GAVE_UP, "attempts": 8, "last_error": "refused"}
        type(attempt.notice).objects.filter(pk=attempt.notice_id).update(**given_up)
        settle(attempt)
        actions.record_attempt(
            case, by=teller.members["desk"], means=ContactMeans.PHONE, not_reached=NotReached.NO_ANSWER
        )
