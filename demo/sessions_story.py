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
from proceedings.enums import MatterKind
from proceedings.models import Item, Session
from requests.actions import meet_condition
from requests.enums import MustBeMet, Outcome, SettledUrgent
from requests.stipulating import Stipulated

from . import circulation_story, coming_session_story, disclosures_story, minutes_story
from .story import Teller, clock_at

THERE = ("chair", "member1", "member2")
DAY = timedelta(days=1)
REASONS = "تحققت شروط الخدمة، وتؤيد الدراسة الحاجة."


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """For the association whose policy names a research committee; the others decide alone."""
    body = body_named_by(association.policy_in_force())
    if body.kind != BodyKind.RESEARCH_COMMITTEE:
        return
    teller = Teller(association, members, chance)
    for person in people[:8]:
        teller.tell(person, 6, "open complete study:1 recommend:1")
    disclosures_story.tell(members, people)
    _form(body, members["manager"])
    minutes_story.tell(body, members, move=_move)
    circulation_story.tell(body, members)
    coming_session_story.tell(
        Teller(association, members, random.Random("objections")), [people[0], people[1], people[3]]
    )
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


def conditions() -> tuple[Stipulated, ...]:
    """What a committee usually asks of whom it grants something."""
    return (
        Stipulated("إحضار عقد إيجار ساري المفعول باسم المستفيد", MustBeMet.BEFORE, timezone.localdate() + DAY * 14),
        Stipulated("تحديث عنوان السكن في ملف المستفيد", MustBeMet.BEFORE),
        Stipulated("تزويد الجمعية بسند السداد", MustBeMet.AFTER, timezone.localdate() + DAY * 60),
    )


def _meet(body: Any, members: dict[str, Membership]) -> None:
    """One request decided, one deferred, urgent help ratified, a request being voted on, the rest waiting."""
    now = timezone.now()
    first = timezone.make_aware(datetime.combine(timezone.localdate(), time(0, 1)))
    moments = iter([max(first, now - timedelta(minutes=minutes)) for minutes in (50, 45, 40, 30, 20, 15, 10)])
    chair, secretary = members["chair"], members["member4"]
    with clock_at(next(moments)):
        session = actions.convene(body, by=secretary, planned_at=now, place="قاعة الاجتماعات في مقر الجمعية")
    there = [members[account] for account in THERE]
    open_to_all = session.items.filter(kind=MatterKind.SUPPORT).exclude(recusals__seat__membership__in=there)
    requests = list(open_to_all[:3])
    with clock_at(next(moments)):
        actions.open_session(session, by=secretary)
        for account in THERE:
            seat = body.seats.get(membership=members[account])
            actions.come_in(session, by=secretary, seat_id=seat.pk)
    with clock_at(next(moments)):
        actions.call(session, by=chair, case=requests[0].reference)
        actions.write_notes(session, by=secretary, notes="عُرضت الدراسة، وسُئل عن الإيجار فأجيب.")
        motion = _move(session, chair, requests[0])
        _vote(session, motion, members, Choice.AGAINST)
    with clock_at(next(moments)):
        actions.close_vote(session, by=chair, motion=motion.uid)
    _meet_one(requests[0], members["desk"])
    with clock_at(next(moments)):
        actions.defer(session, by=chair, case=requests[1].reference, reason="هل سُدد إيجار الأشهر الثلاثة الماضية؟")
        _ratify(session, members)
    with clock_at(next(moments)):
        actions.call(session, by=chair, case=requests[2].reference)
    with clock_at(next(moments)):
        motion = _move(session, chair, requests[2])
        actions.vote(session, by=members["member1"], motion=motion.uid, choice=Choice.FOR)


def _meet_one(item: Item, desk: Membership) -> None:
    """Of the conditions of what was granted one is met already; the others are open."""
    case = item.support_request
    if case is not None and case.stipulations.exists():
        meet_condition(case, by=desk, number=2, reason="حُدّث العنوان من العنوان الوطني بحضور المستفيد.")


def _vote(session: Session, motion: Any, members: dict[str, Membership], last: Choice = Choice.FOR) -> None:
    for account, choice in zip(THERE, (Choice.FOR, Choice.FOR, last), strict=True):
        actions.vote(session, by=members[account], motion=motion.uid, choice=choice)


def _ratify(session: Session, members: dict[str, Membership]) -> None:
    """Urgent help on the docket, if there is any."""
    item = session.items.filter(kind=MatterKind.URGENT, recusals__isnull=True).first()
    if item is None:
        return
    actions.call(session, by=members["chair"], case=item.reference)
    motion = actions.put_to_vote(
        session, by=members["chair"], outcome=SettledUrgent.RATIFIED, reasons="ثبتت الحاجة وقت التسليم."
    )
    _vote(session, motion, members)
    actions.close_vote(session, by=members["chair"], motion=motion.uid)


def _move(session: Session, chair: Membership, item: Item) -> Any:
    """As the study advises."""
    case = item.support_request
    assert case is not None  # an item of a request
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
        stipulations=conditions() if is_granted else (),
    )
