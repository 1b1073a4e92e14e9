"""A session as its members see it: the docket, the room, votes. A recused member sees nothing of the item (R6–R9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.enums import VOTING_POSITIONS, Position, Result
from committees.models import Committee, Seat

from .aside import aside_before
from .conflicts import Finding, hints, kept_from
from .enums import ItemStatus, SessionStatus
from .matters import MOST_ITEMS, Matter, count_ready, matter_of, ready_for
from .models import Item, Motion, Presence, Session, Vote
from .permissions import seat_in
from .sitting import Sitting, apart, counts_of, sitting
from .timing import Slot, timetable
from .workflow import CALL, PUT_BACK, SESSION_WORKFLOW

CHIPS = {
    ItemStatus.WAITING: "idle",
    ItemStatus.OPEN: "soon",
    ItemStatus.DECIDED: "ok",
    ItemStatus.DEFERRED: "hold",
    ItemStatus.NOT_REACHED: "hold",
    SessionStatus.CONVENED: "hold",
    SessionStatus.OPEN: "soon",
    SessionStatus.CLOSED: "ok",
    SessionStatus.CANCELLED: "idle",
    Result.CARRIED: "ok",
    Result.LOST: "late",
    Result.TIED: "hold",
    Result.NO_QUORUM: "late",
    Result.WITHDRAWN: "idle",
}
ORDER = {position: place for place, position in enumerate(Position.values)}


@dataclass(frozen=True)
class ShownMotion:
    """``votes`` and ``counts`` are empty while the vote goes on, and where it was taken back."""

    motion: Motion
    cast: int
    expected: int
    counts: list[tuple[str, int]]
    votes: list[Any]
    kind: str
    own: Vote | None = None

    @property
    def is_open(self) -> bool:
        return self.motion.closed_at is None


@dataclass(frozen=True)
class ShownItem:
    """``is_hidden``: this member takes no part, so only the number of the item is shown."""

    item: Item
    matter: Matter
    kind: str
    is_hidden: bool
    room: Sitting
    motions: list[ShownMotion]
    hints: list[Finding]
    has_moved_on: bool
    slot: Slot

    @property
    def reference(self) -> str:
        return self.item.reference

    @property
    def address(self) -> str:
        """The matter's own page."""
        return reverse(self.matter.url_name, args=[self.item.association.slug, self.matter.url_key])

    @property
    def open_motion(self) -> ShownMotion | None:
        return next((one for one in self.motions if one.is_open), None)

    @property
    def is_open(self) -> bool:
        return self.item.status == ItemStatus.OPEN


@dataclass(frozen=True)
class ShownSeat:
    seat: Seat
    is_here: bool
    times: list[Presence]
    votes: bool


def shown_seats(seats: list[Seat], presences: list[Presence]) -> list[ShownSeat]:
    """Chair first; whoever was there and sits no longer is shown too."""
    times: dict[int, list[Presence]] = {}
    for presence in presences:
        times.setdefault(presence.seat_id, []).append(presence)
    known = {seat.pk for seat in seats}
    gone = {row.seat_id: row.seat for row in presences if row.seat_id not in known}
    rows = [
        ShownSeat(
            seat,
            any(row.left_at is None for row in times.get(seat.pk, [])),
            times.get(seat.pk, []),
            seat.position in VOTING_POSITIONS,
        )
        for seat in [*seats, *gone.values()]
    ]
    return sorted(rows, key=lambda row: (ORDER[row.seat.position], row.seat.pk))


def _motion(motion: Motion, room: Sitting, own: Seat | None, *, is_apart: bool) -> ShownMotion:
    votes = list(motion.votes.all())
    is_open = motion.closed_at is None
    is_unseen = is_open or motion.result == Result.WITHDRAWN
    counts = [(str(choice.label), number) for choice, number in counts_of(motion).items()]
    return ShownMotion(
        motion,
        cast=len(votes),
        expected=motion.entitled if is_apart else len({seat.pk for seat in room.present} | {v.seat_id for v in votes}),
        counts=[] if is_unseen else counts,
        votes=[] if is_unseen else votes,
        kind=CHIPS.get(motion.result, "soon"),
        own=next((vote for vote in votes if own is not None and vote.seat_id == own.pk), None),
    )


def _room(session: Session, item: Item, seats: list[Seat], presences: list[Presence], recusals: list[Any]) -> Sitting:
    quorum = session.formation.quorum
    if not session.is_circulation:
        return sitting(quorum, seats, presences, recusals)
    votes = [vote for motion in [*item.motions.all()][-1:] for vote in motion.votes.all()]
    since = timezone.localdate(session.opened_at) if session.opened_at else None
    return apart(quorum, seats, votes, recusals, since)


def shown_items(
    session: Session,
    seats: list[Seat],
    presences: list[Presence],
    own: Seat | None,
    *,
    member: Any,
    with_hints: bool = False,
) -> list[ShownItem]:
    """The docket in its order, each item as this member may see it; hints are for whoever runs the session.

    What a member takes no part in stays hidden when the term is over, and under the next one (``own``).
    """
    rows = []
    items = list(session.items.for_docket())
    aside = aside_before(items, [member.pk])
    found = hints([item for item in items if item.is_live], seats) if with_hints else {}
    moves = session.events.filter(event__in=[CALL, PUT_BACK]).order_by("at", "pk")
    slots = timetable(session, items, moves, now=timezone.now())
    for item, is_hidden in zip(items, map(bool, aside), strict=True):
        room = _room(session, item, seats, presences, list(item.recusals.all()))
        matter = matter_of(item)
        rows.append(
            ShownItem(
                item,
                matter,
                CHIPS[item.status],
                is_hidden,
                room,
                []
                if is_hidden
                else [_motion(motion, room, own, is_apart=session.is_circulation) for motion in item.motions.all()],
                [] if is_hidden else found.get(item.pk, []),
                item.is_live and not matter.waits,
                slots[item.pk],
            )
        )
    return rows


def _ready(committee: Committee, member: Any) -> list[tuple[Item, bool]]:
    """What would stand on the next docket, and whether the records keep this member from it."""
    items = ready_for(committee, most=MOST_ITEMS, seen_by=member)
    seat = seat_in(member, committee.pk)
    kept = kept_from(items, seat) if seat is not None and items else [False] * len(items)
    return list(zip(items, kept, strict=True))


def ready_shown(committee: Committee, member: Any) -> list[Matter]:
    """What is ready, but for what this member takes no part in: before the docket is made as after it."""
    return [matter_of(item) for item, is_kept in _ready(committee, member) if not is_kept]


def count_ready_for(committee: Committee, member: Any) -> int:
    """How much is ready and on no docket, counted as ``ready_shown`` shows it."""
    count = count_ready(committee, seen_by=member)
    return count - sum(is_kept for _item, is_kept in _ready(committee, member)) if count else 0


def happened(session: Session, hidden: set[str]) -> list[dict[str, Any]]:
    """What happened, newest first; nothing of a request that is hidden from this member."""
    rows = []
    for event in session.events.select_related("by").order_by("-at", "-pk")[:100]:
        about = event.detail.get("request", "")
        if about in hidden:
            continue
        row = SESSION_WORKFLOW.rows.get(event.event)
        first = (
            _("It was prepared, to be decided by circulation")
            if session.is_circulation
            else _("The session was convened")
        )
        text = str(row.past) if row else first
        named = [event.detail.get(name, "") for name in ("member", "paper", "request", "hour")]
        more = [part for part in named if part]
        if asked := event.detail.get("conditions"):
            more.append(ngettext("%(count)s condition", "%(count)s conditions", asked) % {"count": asked})
        rows.append(
            {
                "text": f"{text}: {' · '.join(more)}" if more else text,
                "by": event.by.name if event.by else "",
                "at": event.at,
                "note": event.reason,
            }
        )
    return rows


def votes_waiting_for(membership: Any) -> Any:
    """Items that go round in bodies of this member and wait for their own vote."""
    return Item.objects.filter(association=membership.association_id).awaiting_vote_of(membership)
