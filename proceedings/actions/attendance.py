"""Who comes in and leaves, by the minute: now, or at an hour noted by hand that contradicts nothing recorded (R6–R9).

An hour by hand lies within the session and not in the future. It does not lie over another time of the member, nor
reach back over a vote in whose count the member was, or was not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from committees.enums import VOTING_POSITIONS
from committees.models import Seat
from core.errors import AlreadyHandled, DomainError

from ..models import Motion, Presence, Session
from ..workflow import COME_IN, LEAVE
from .moving import begin, finish, seats_of


class Settled(NamedTuple):
    """A moment before which nothing is noted any more, and why."""

    at: datetime | None
    words: str


def seat_of(session: Session, seat_id: int) -> Seat:
    """A seat held today in the body; raises where there is none."""
    for seat in seats_of(session):
        if seat.pk == seat_id:
            return seat
    raise DomainError(_("This person does not sit in the body today."), code="no_seat")


def _moment(wanted: datetime | None, now: datetime, settled: list[Settled]) -> datetime:
    """The hour that was asked for, else now. Within the minute of what is settled it follows right after it."""
    at = wanted or now
    if at > now:
        raise DomainError(_("This hour has not come yet."), code="future", field="hour")
    for rule in settled:
        if rule.at is None or rule.at <= at:
            continue
        if wanted is not None and at < rule.at.replace(second=0, microsecond=0):
            said = rule.words % {"hour": timezone.localtime(rule.at).strftime("%H:%M")}
            raise DomainError(said, code="settled", field="hour")
        at = rule.at
    return at


def _votes(session: Session, seat: Seat) -> Any:
    """Motions in whose count the seat is; a secretary is in none, a recused member in those of other items."""
    rows = Motion.objects.filter(item__session=session)
    return rows.exclude(item__recusals__seat=seat) if seat.position in VOTING_POSITIONS else rows.none()


def _by_hand(at: datetime | None, moment: datetime) -> dict[str, str]:
    """The hour stands in the history where it was noted by hand."""
    return {"hour": timezone.localtime(moment).strftime("%H:%M")} if at is not None else {}


@transaction.atomic
def come_in(session: Session, *, by: Any, seat_id: int, at: datetime | None = None) -> Presence:
    """The member is in the room from now on, or from the hour ``at``."""
    session, now = begin(session, COME_IN, by=by)
    seat = seat_of(session, seat_id)
    times = session.presences.filter(seat=seat)
    if times.filter(left_at__isnull=True).exists():
        raise AlreadyHandled(_("This member is in the room already."), code="here")
    left = times.aggregate(last=Max("left_at"))["last"]
    counted = _votes(session, seat).aggregate(last=Max("closed_at"))["last"]
    moment = _moment(
        at,
        now,
        [
            Settled(session.opened_at, _("The session was opened at %(hour)s.")),
            Settled(left, _("This member was in the room until %(hour)s.")),
            Settled(counted, _("A vote was closed at %(hour)s without this member: note that hour or a later one.")),
        ],
    )
    presence: Presence = session.presences.create(
        association_id=session.association_id, seat=seat, entered_at=moment, noted_by=by.user
    )
    detail = {"member": seat.membership.user.name_ar, **_by_hand(at, moment)}
    finish(session, COME_IN, by=by, at=now, detail=detail)
    return presence


@transaction.atomic
def leave(session: Session, *, by: Any, seat_id: int, at: datetime | None = None) -> Presence:
    """The member left the room now, or at the hour ``at``; may come in again."""
    session, now = begin(session, LEAVE, by=by)
    seat = seat_of(session, seat_id)
    presence: Presence | None = session.presences.filter(seat=seat, left_at__isnull=True).first()
    if presence is None:
        raise AlreadyHandled(_("This member is not in the room."), code="not_here")
    last = _votes(session, seat).aggregate(put=Max("moved_at"), cast=Max("votes__cast_at"), over=Max("closed_at"))
    counted = max((moment for moment in last.values() if moment), default=None)
    moment = _moment(
        at,
        now,
        [
            Settled(presence.entered_at, _("This member came in at %(hour)s.")),
            Settled(counted, _("There was a vote at %(hour)s with this member: note that hour or a later one.")),
        ],
    )
    presence.left_at = moment
    presence.save(update_fields=["left_at"])
    detail = {"member": seat.membership.user.name_ar, **_by_hand(at, moment)}
    finish(session, LEAVE, by=by, at=now, detail=detail)
    return presence
