"""A committee that decides by vote: its formation, and a session that goes on now, with an item being voted on."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.enums import BodyKind
from associations.models import Association
from beneficiaries.models import Beneficiary
from committees.actions import body_named_by, record_formation
from committees.enums import Choice, Majority, TakesEffect, Way
from proceedings import actions
from proceedings.models import Session
from requests.enums import Outcome

from . import circulation_story, disclosures_story
from .story import Teller, clock_at

REASONS = "تحققت شروط الخدمة، وتؤيد الدراسة الحاجة."


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """For the association whose policy names a research committee; the others decide alone."""
    body = body_named_by(association.policy_in_force())
    if body.kind != BodyKind.RESEARCH_COMMITTEE:
        return
    teller = Teller(association, members, chance)
    for person in people[:6]:
        teller.tell(person, 6, "open complete study:1 recommend:1")
    disclosures_story.tell(members, people)
    _form(body, members["manager"])
    circulation_story.tell(body, members)
    _meet(body, members)


def _form(body: Any, manager: Membership) -> None:
    """From today: what its chair decided alone before stays as it was."""
    today = timezone.localdate()
    record_formation(
        body,
        by=manager,
        decision_number="7/1448",
        decided_on=today - timedelta(days=3),
        from_on=today,
        way=Way.TOGETHER,
        quorum_parts=1,
        quorum_whole=2,
        quorum_is_more=True,
        majority=Majority.SIMPLE,
        chair_casts=True,
        takes_effect=TakesEffect.ITEM,
        fallback=BodyKind.BOARD,
        circulation_days=3,
    )


def _meet(body: Any, members: dict[str, Membership]) -> None:
    """One item decided, one deferred, one being voted on, the rest waiting."""
    now = timezone.now()
    first = timezone.make_aware(datetime.combine(timezone.localdate(), time(0, 1)))
    moments = iter([max(first, now - timedelta(minutes=minutes)) for minutes in (50, 45, 40, 30, 20, 10)])
    chair, secretary = members["chair"], members["member4"]
    with clock_at(next(moments)):
        session = actions.convene(body, by=secretary, planned_at=now, place="قاعة الاجتماعات في مقر الجمعية")
    with clock_at(next(moments)):
        actions.open_session(session, by=secretary)
        for account in ("chair", "member1", "member2"):
            seat = body.seats.get(membership=members[account])
            actions.come_in(session, by=secretary, seat_id=seat.pk)
    with clock_at(next(moments)):
        actions.call(session, by=chair, case=_at(session, 1))
        actions.write_notes(session, by=secretary, notes="عُرضت الدراسة، وسُئل عن الإيجار فأجيب.")
        motion = _move(session, chair, 1)
        for account, choice in (("chair", Choice.FOR), ("member1", Choice.FOR), ("member2", Choice.AGAINST)):
            actions.vote(session, by=members[account], motion=motion.uid, choice=choice)
    with clock_at(next(moments)):
        actions.close_vote(session, by=chair, motion=motion.uid)
    with clock_at(next(moments)):
        actions.defer(session, by=chair, case=_at(session, 2), reason="هل سُدد إيجار الأشهر الثلاثة الماضية؟")
        actions.call(session, by=chair, case=_at(session, 3))
    with clock_at(next(moments)):
        actions.vote(session, by=members["member1"], motion=_move(session, chair, 3).uid, choice=Choice.FOR)


def _at(session: Session, position: int) -> str:
    return str(session.items.get(position=position).reference)


def _move(session: Session, chair: Membership, position: int) -> Any:
    """As the study advises."""
    case = session.items.get(position=position).support_request
    advice = case.recommendations.first()
    is_granted = advice is not None and advice.outcome != Outcome.REFUSED
    amount = (advice.amount or Decimal(500)) if is_granted and advice and case.service.is_in_money else None
    return actions.put_to_vote(
        session,
        by=chair,
        outcome=advice.outcome if is_granted and advice else Outcome.REFUSED,
        amount=amount,
        refusal_reason="" if is_granted else "not_eligible",
        reasons=REASONS,
    )
