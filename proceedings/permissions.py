"""Who may do what in a session: the seat in the body decides. Each docstring lists who qualifies, one per line."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from committees.enums import VOTING_POSITIONS, Position
from committees.models import Committee, Seat
from core.errors import DomainError, NotPermitted

from .workflow import APART, IN_A_ROOM, KEEP_MINUTES, PRESIDE, RUN, RUN_APART, SESSION_WORKFLOW, SIGN_MINUTES

RUNNING = (Position.CHAIR, Position.HEAD, Position.DEPUTY, Position.SECRETARY)
PRESIDING = (Position.CHAIR, Position.HEAD, Position.DEPUTY)


def seat_in(membership: Any, committee_id: int) -> Seat | None:
    """The member's seat in the body today. One query."""
    held: Any = Seat.objects.filter(committee_id=committee_id, membership_id=membership.pk)
    seat: Seat | None = held.held_on(timezone.localdate()).first()
    return seat


def positions_for(event: str) -> tuple[str, ...]:
    """Chair, deputy or secretary for what is recorded, the free words of minutes and signatures on paper too.
    Chair or deputy for the end of a vote and of the session, and for sealing its minutes.
    Whoever sits in the body, for a signature of their own; that they attended is asked of the record.
    Whoever votes, for a vote or a declaration of their own.
    """
    if event in (*RUN, *RUN_APART, *KEEP_MINUTES):
        return RUNNING
    if event == SIGN_MINUTES:
        return tuple(Position)
    return PRESIDING if event in PRESIDE else VOTING_POSITIONS


def may_with(seat: Seat | None, membership: Any, event: str) -> bool:
    """Whether this seat of the member allows the event."""
    return (
        seat is not None
        and Permission.SIT_IN_SESSIONS in membership.permissions
        and seat.position in positions_for(event)
    )


def is_of(event: str, session: Any) -> bool:
    """Whether the event is one of a session of this kind: in a room, or by circulation."""
    return event not in (IN_A_ROOM if session.is_circulation else APART)


def check(membership: Any, event: str, session: Any) -> None:
    """Raises ``NotPermitted`` in words where the member's seat today does not allow it."""
    same = membership.association_id == session.association_id
    if not (same and may_with(seat_in(membership, session.committee_id), membership, event)):
        raise NotPermitted(
            _("“%(event)s” is not among your tasks in this session.") % {"event": SESSION_WORKFLOW.rows[event].label},
            code="not_permitted",
        )
    if not is_of(event, session):
        said = (
            _("“%(event)s” is of a session in a room.")
            if session.is_circulation
            else _("“%(event)s” is of a vote by circulation.")
        )
        raise DomainError(said % {"event": SESSION_WORKFLOW.rows[event].label}, code="other_way")


def may_convene(membership: Any, committee: Committee) -> bool:
    """Chair or head, deputy, secretary of the body today."""
    seat = seat_in(membership, committee.pk)
    return (
        committee.association_id == membership.association_id
        and Permission.SIT_IN_SESSIONS in membership.permissions
        and seat is not None
        and seat.position in RUNNING
    )


def may_say_who_decides(membership: Any) -> bool:
    """Management, where no quorum can be reached and nobody else is named."""
    return Permission.HEAR_OF_LATENESS in membership.permissions


def check_management(membership: Any, item: Any) -> None:
    """Raises ``NotPermitted``: management of the association, but for whoever takes no part in the item."""
    same = membership.association_id == item.association_id
    if not (same and may_say_who_decides(membership)):
        raise NotPermitted(_("Who decides instead is for management to say."), code="not_permitted")
    if not type(item).objects.filter(pk=item.pk).seen_by(membership).exists():
        raise NotPermitted(_("You take no part in this item."), code="aside")


def presides_over(session: Any) -> Seat | None:
    """Who seals the minutes: the chair who was there, else the deputy who was; None where either of today may."""
    apart = Q(votes__motion__item__session=session) if session.is_circulation else Q(presences__session=session)
    there: Any = Seat.objects.filter(apart, position__in=PRESIDING).distinct()
    held = there.held_on(timezone.localdate()).of_people_here().select_related("membership__user")
    chairs = sorted(held, key=lambda seat: (seat.position == Position.DEPUTY, seat.pk))
    return next(iter(chairs), None)
