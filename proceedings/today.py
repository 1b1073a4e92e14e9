"""What sessions ask of a member today: the next one, their own recusals in it, what waits for their vote or word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.roles import Permission
from committees.disclosing import has_disclosed
from committees.enums import VOTING_POSITIONS
from committees.models import Formation, Seat
from requests.heads import own_asides, requests_without_head, waiting_asides

from .enums import ItemStatus, SessionStatus
from .matters import count_ready
from .models import Item, Motion, Presence, Recusal, Seal, Session, Vote
from .no_quorum import with_management
from .permissions import PRESIDING, RUNNING, may_say_who_decides
from .presenting import CHIPS


@dataclass(frozen=True)
class NextSession:
    """A session that is convened or goes on, as one member has to do with it."""

    session: Session
    seat: Seat
    kind: str
    items: int
    own_recusals: int
    asks_vote: bool

    @property
    def presides(self) -> bool:
        return self.seat.position in PRESIDING

    @property
    def votes(self) -> bool:
        return self.seat.position in VOTING_POSITIONS

    @property
    def may_declare(self) -> bool:
        """Before it begins is the time to say so."""
        return self.votes and self.session.status == SessionStatus.CONVENED


@dataclass(frozen=True)
class Ready:
    """A body whose docket this member makes, and how much is ready and on none."""

    committee: Any
    count: int
    has_session: bool


def _held(membership: Any) -> list[Any]:
    """The member's seats of today, ``is_voting`` where the body votes, ``is_aside`` from something. One query."""
    today = timezone.localdate()
    voting = Formation.objects.filter(committee=OuterRef("committee")).that_vote(today)
    rows = membership.seats.held_on(today).select_related("committee").order_by("pk")
    return list(rows.annotate(is_voting=Exists(voting), is_aside=Exists(waiting_asides(OuterRef("membership")))))


def _asks_vote(seats: dict[int, Seat]) -> Any:
    """Whether a motion waits for the vote of one of these seats, which is in the room and takes part. No query."""
    own = [seat.pk for seat in seats.values() if seat.position in VOTING_POSITIONS]
    items = Item.objects.filter(session=OuterRef("pk"), status=ItemStatus.OPEN)
    motions = Motion.objects.filter(item=OuterRef("pk"), closed_at__isnull=True)
    cast = Vote.objects.filter(motion=OuterRef("pk"), seat__in=own)
    aside = Recusal.objects.filter(item=OuterRef("pk"), seat__in=own)
    here = Presence.objects.filter(session=OuterRef("session"), seat__in=own, left_at__isnull=True)
    return Exists(items.filter(Exists(motions.exclude(Exists(cast))), Exists(here), ~Exists(aside)))


def next_sessions(seats: dict[int, Seat], association: Any) -> list[NextSession]:
    """The nearest first. One query."""
    own = [seat.pk for seat in seats.values()]
    rows = (
        association.committee_sessions.in_a_room()
        .going_on()
        .filter(committee__in=seats)
        .select_related("committee")
        .annotate(
            item_count=Count("items", distinct=True),
            own_recusals=Count("items__recusals", distinct=True, filter=Q(items__recusals__seat__in=own)),
            asks_vote=_asks_vote(seats),
        )
        .order_by("planned_at", "pk")
    )
    return [
        NextSession(row, seats[row.committee_id], CHIPS[row.status], row.item_count, row.own_recusals, row.asks_vote)
        for row in rows
    ]


def ready_dockets(membership: Any, seats: dict[int, Seat], busy: set[int]) -> list[Ready]:
    """For whoever convenes: what is ready and on no docket; nothing where nothing is. Four queries for each body."""
    rows = [
        Ready(seat.committee, count_ready(seat.committee, seen_by=membership), seat.committee_id in busy)
        for seat in seats.values()
        if seat.position in RUNNING
    ]
    return [row for row in rows if row.count]


def papers_to_sign(seats: dict[int, Seat], association: Any) -> list[Seal]:
    """Sealed minutes and annexes that wait for the member's own signature, the oldest first. One query."""
    own = [seat.pk for seat in seats.values()]
    rows = Seal.objects.filter(association=association).unanswered(own).select_related("minutes__session")
    return list(rows.order_by("sealed_at", "pk")[:5])


def today(membership: Any, association: Any) -> dict[str, Any]:
    """For the first page; empty for whoever sits in no session."""
    is_management = may_say_who_decides(membership)
    without_quorum = with_management(membership, association) if is_management else []
    without_head = requests_without_head(membership, association) if is_management else []
    if Permission.SIT_IN_SESSIONS not in membership.permissions:
        rows = {"without_quorum": without_quorum, "without_head": without_head}
        return rows if without_quorum or without_head else {}
    held = _held(membership)
    seats = {seat.committee_id: seat for seat in held if seat.is_voting}
    sessions = next_sessions(seats, association) if seats else []
    papers = papers_to_sign(seats, association) if seats else []
    ready = ready_dockets(membership, seats, {row.session.committee_id for row in sessions})
    return {
        "sits": True,
        "without_quorum": without_quorum,
        "without_head": without_head,
        "own_aside": own_asides(membership) if any(seat.is_aside for seat in held) else [],
        "sessions": sessions,
        "ready": ready,
        "papers": papers,
        "has_disclosed": has_disclosed(membership),
    }
