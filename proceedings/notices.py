"""What members of a body hear of their sessions by e-mail: day, hour, place and how many items; nobody's name.

How many is counted for each: what somebody takes no part in is not among theirs (R6–R9).
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from accounts.models import Membership
from core.date_words import clock_time, weekday_name
from correspondence.models import Audience, Means
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import VARIABLES, NoticeEvent
from correspondence.notices.wording import day_in_short

from .matters import matter_of
from .models import Session
from .permissions import may_say_who_decides

LANGUAGE = "ar"


def invited(session: Session) -> list[Any]:
    """Seats held on the day of the session by people who work here."""
    held: Any = session.committee.seats.held_on(timezone.localdate(session.planned_at)).of_people_here()
    return list(held.select_related("membership__user").order_by("pk"))


def tell_convened(session: Session) -> None:
    _tell(session, NoticeEvent.SESSION_CONVENED)


def tell_moved(session: Session) -> None:
    _tell(session, NoticeEvent.SESSION_MOVED)


def tell_cancelled(session: Session) -> None:
    _tell(session, NoticeEvent.SESSION_CANCELLED)


def tell_vote_asked(session: Session, seats: list[Any]) -> None:
    """Those who vote on something that goes round: until when, and on how much."""
    if session.due_at is None:
        return
    day = timezone.localdate(session.due_at)
    with translation.override(LANGUAGE):
        common = {
            "reference": session.reference,
            "body": session.committee.name,
            "day": f"{weekday_name(day)} {day_in_short(day)}",
        }
    for seat in seats:
        _write(session, seat, NoticeEvent.VOTE_ASKED, common)


def tell_no_quorum(item: Any) -> int:
    """Management, but for those who take no part in the item: it says who decides. Gives how many were told."""
    case, session = matter_of(item).case, item.session
    rows = Membership.objects.active().filter(association=item.association_id).with_roles().select_related("user")
    people = [row for row in rows.order_by("pk") if may_say_who_decides(row)]
    people = [row for row in people if type(item).objects.filter(pk=item.pk).seen_by(row).exists()]
    with translation.override(LANGUAGE):
        values = {"reference": case.reference, "body": session.committee.name}
    for row in people:
        user = row.user
        notify(
            item.association,
            to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
            event=NoticeEvent.NO_QUORUM,
            key=f"{NoticeEvent.NO_QUORUM}:{session.reference}:{item.reference}:{user.pk}",
            values=values,
            about=case.reference,
        )
    return len(people)


def tell_soon(session: Session) -> int:
    """The day before. Gives how many were told."""
    return _tell(session, NoticeEvent.SESSION_SOON)


def _tell(session: Session, event: str) -> int:
    """Each once for this event, at this time and place."""
    seats = invited(session)
    with translation.override(LANGUAGE):
        common = _values(session)
    for seat in seats:
        _write(session, seat, event, common)
    return len(seats)


def _write(session: Session, seat: Any, event: str, common: dict[str, str]) -> None:
    user = seat.membership.user
    counted = session.items.live().seen_by(seat.membership).count() if "count" in VARIABLES[event] else 0
    values = {**common, "count": str(counted)}
    notify(
        session.association,
        to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
        event=event,
        key=f"{event}:{session.reference}:{session.version}:{user.pk}",
        values={name: values[name] for name in VARIABLES[event] if name in values},
        about=session.reference,
    )


def _values(session: Session) -> dict[str, str]:
    """In the active language."""
    day = timezone.localdate(session.planned_at)
    return {
        "reference": session.reference,
        "body": session.committee.name,
        "day": f"{weekday_name(day)} {day_in_short(day)}",
        "hour": " ".join(clock_time(session.planned_at)),
        "place": session.place,
    }
