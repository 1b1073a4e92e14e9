"""Sessions, circulations and minutes, for the addresses that name one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.roles import Role
from committees.actions import record_formation
from committees.enums import Way
from proceedings.actions import (
    add_ready,
    call,
    close_session,
    close_vote,
    come_in,
    convene,
    correct,
    open_session,
    prepare_circulation,
    put_to_vote,
    seal,
    vote,
)
from proceedings.actions.moving import end_item
from proceedings.models import NoQuorum, Recusal
from requests.enums import Status
from tests.factories.sessions import form_by_vote


def sessions(place: Any) -> Any:
    """Of a body that decided by vote until yesterday: one session over, one convened, one circulation prepared."""
    body, chair = place.staff.body, place.staff.chair
    if not body.sessions.exists():
        form_by_vote(place.staff, circulation_days=3)
        _hold(place)
        apart = place.staff.case(Status.AWAITING_DECISION)
        prepare_circulation(body, by=chair, cases=[apart.reference])
        place.staff.case(Status.AWAITING_DECISION)
        convene(body, by=chair, planned_at=timezone.now(), place="The hall")
        today = timezone.localdate()
        facts = {"decision_number": "13", "decided_on": today, "from_on": today, "way": Way.ALONE}
        record_formation(body, by=place.staff.member(Role.MANAGER), **facts)  # the other addresses decide as ever
    return body.sessions


def _hold(place: Any) -> None:
    """A session in which all are there, with one request decided by the chair's vote."""
    chair, body = place.staff.chair, place.staff.body
    place.staff.case(Status.AWAITING_DECISION)
    session = convene(body, by=chair, planned_at=timezone.now(), place="The hall")
    open_session(session, by=chair)
    for seat in body.seats.held_on(timezone.localdate()):
        come_in(session, by=chair, seat_id=seat.pk)
    call(session, by=chair, case=session.items.get(position=1).reference)
    motion = put_to_vote(session, by=chair, outcome="accepted", amount=500, reasons="As the study finds.")
    vote(session, by=chair, motion=motion.uid, choice="for")
    close_vote(session, by=chair, motion=motion.uid)
    close_session(session, by=chair)


def a_session(place: Any) -> dict[str, str]:
    """A session with a request on its docket."""
    session = sessions(place).in_a_room().going_on().get()
    return {"str:reference": session.reference, "str:case": session.items.get(position=1).reference}


def without_quorum(place: Any) -> dict[str, str]:
    """An item in which whoever sits takes no part, so that management says who decides."""
    rows = NoQuorum.objects.filter(association=place.staff.association)
    if not rows.exists():
        sessions(place)
        place.staff.case(Status.AWAITING_DECISION)
        session, chair, now = sessions(place).in_a_room().going_on().get(), place.staff.chair, timezone.now()
        add_ready(session, by=chair)
        item = session.items.latest("pk")
        of = {"association": place.staff.association, "item": item}
        for seat in place.staff.body.seats.held_on(timezone.localdate()):
            Recusal.objects.create(**of, seat=seat, ground="interest", pinned_by=chair.user, pinned_at=now)
        by = {"recorded_by": chair.user, "recorded_on": timezone.localdate()}
        NoQuorum.objects.create(**of, **by, entitled=0, needed=1)
        end_item(item, "deferred", at=now, because="-")
    return {"str:case": rows.get().item.reference}


def held(place: Any) -> Any:
    """The session that is over."""
    return sessions(place).get(minutes__isnull=False)


def minutes_in_draft(place: Any) -> dict[str, str]:
    """Minutes that are not sealed."""
    return {"str:reference": held(place).reference}


def sealed_of(session: Any, place: Any) -> Any:
    """The sealed minutes of the session, sealed now if they are not."""
    return session.minutes.seals.filter(number=0).first() or seal(session.minutes, by=place.staff.chair)


def sealed_minutes(place: Any) -> dict[str, str]:
    """Minutes with an annex, whose number the address names; nobody has signed."""
    session = held(place)
    first = sealed_of(session, place)
    if not session.minutes.seals.filter(number=1).exists():
        correct(first.minutes, by=place.staff.chair, text="Room 2.", reason="Misheard.")
    return {"str:reference": session.reference, "int:number": "1", "uuid:uid": str(uuid4())}


def a_code_of_minutes(place: Any) -> dict[str, str]:
    return {"str:code": sealed_of(held(place), place).check_code}


def an_extract(place: Any) -> dict[str, str]:
    session = held(place)
    sealed_of(session, place)
    case = session.items.get(position=1).reference
    return {"str:minutes": session.minutes.reference, "str:reference": case, "str:item": case}


def a_circulation(place: Any) -> dict[str, str]:
    """What is prepared to be decided by circulation."""
    session = sessions(place).by_circulation().get()
    return {"str:reference": session.reference, "str:case": session.items.get().reference}
