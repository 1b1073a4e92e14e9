"""A session to come: the body for objections votes, is convened and invited; one member's records give a hint."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.roles import Role
from associations.calendars import working_calendar
from associations.objecting import objection_rules
from beneficiaries.models import Beneficiary
from committees.actions import body_of_kind, record_formation
from committees.enums import Majority, Position, TakesEffect, Way
from committees.models import Committee
from proceedings import actions
from requests.actions import objecting

from .story import Teller, clock_at

GROUNDS = (
    "أُدرج راتب ابني مع أنه انتقل إلى أسرة مستقلة، ومرفق عقد إيجاره.",
    "وُصف البيت بأنه ملك، وهو ورثة لم تُقسم، ومرفق صك حصر الورثة.",
    "ارتفع الإيجار بعد الدراسة، ومرفق العقد الجديد.",
)
SITTING = {
    "member1": Position.DEPUTY,
    "member2": Position.MEMBER,
    "member3": Position.MEMBER,
    "member4": Position.SECRETARY,
}


def tell(teller: Teller, people: list[Beneficiary]) -> None:
    """The first of ``people`` is one member's wife, the last another's brother; the deputy declares a conflict."""
    body, members = _seated(teller), teller.members
    for person, ground in zip(people, GROUNDS, strict=True):
        case = teller.tell(person, 9, "open complete study:1 recommend:1 refuse:1 answer:1")
        with clock_at(teller.moment(teller.days[-2])):
            objecting.object_to(case, by=members["desk"], ground=ground, channel="interview")
    calendar = working_calendar(teller.association)
    day = timezone.localdate() + timedelta(days=3)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    session = actions.convene(
        body,
        by=members["member4"],
        planned_at=timezone.make_aware(datetime.combine(day, time(10, 30))),
        place="قاعة الاجتماعات في مقر الجمعية",
    )
    first = session.items.get(position=1)
    actions.declare(session, by=members["member1"], case=first.reference, words="زاملني رب الأسرة في عمل سابق.")


def _seated(teller: Teller) -> Committee:
    """From today; the manager, who heads it since it stands, decided alone before."""
    rules = objection_rules(teller.association.policy_in_force())
    assert rules is not None  # each demo association has objections
    body = body_of_kind(teller.association.pk, rules.kind, rules.body_name_ar, rules.body_name_en)
    today = timezone.localdate()
    teller.members["manager"].membership_roles.get_or_create(role=Role.MEMBER)  # sits in sessions from now on
    for account, position in SITTING.items():
        body.seats.create(membership=teller.members[account], position=position, from_on=today)
    record_formation(
        body,
        by=teller.members["admin"],
        decision_number="8/1448",
        decided_on=today - timedelta(days=3),
        from_on=today,
        way=Way.TOGETHER,
        quorum_parts=1,
        quorum_whole=2,
        quorum_is_more=True,
        majority=Majority.ABSOLUTE,
        takes_effect=TakesEffect.MINUTES,
        item_minutes=20,
    )
    return body
