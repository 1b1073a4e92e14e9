"""Bodies whose head decides alone: who is kept from one request, and who decides it then (R6–R9, decision 31).

What the records show is found by ``proceedings.conflicts``, which enters itself here: this room may not import it.
Only the head, and the deputy who stands in for the head, are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from committees.enums import Position
from committees.models import Formation, Seat

from .enums import Status
from .models import HeadAside

SHOWN = 20


class Tie(NamedTuple):
    """Why a seat is kept from a request: in a word, by which record, and whether that is certain or a hint."""

    seat: Seat
    ground: str
    evidence: str
    is_certain: bool

    @property
    def words(self) -> str:
        return f"{self.ground} — {self.evidence}" if self.evidence else self.ground


FINDERS: list[Callable[[Any, list[Seat]], list[Tie]]] = []  # of a request, for these seats


def seats_of(body: Any, *positions: str) -> list[Seat]:
    """Held today by people who work here. One query."""
    rows: Any = body.seats.held_on(timezone.localdate()).of_people_here().filter(position__in=positions)
    return list(rows.select_related("membership__user").order_by("pk"))


def heads_of(body: Any) -> list[Seat]:
    return seats_of(body, Position.CHAIR, Position.HEAD)


def found(support_request: Any, seats: list[Seat]) -> list[Tie]:
    """What the records show of these seats, the certain first. About ten queries; none without seats."""
    rows = [tie for finder in FINDERS for tie in finder(support_request, seats)] if seats else []
    return sorted(rows, key=lambda tie: not tie.is_certain)


def ties_of(membership: Any, support_request: Any, body: Any) -> list[Tie]:
    """What the records show of this member in the body today; read once for a row."""
    seats = own_seats(membership, support_request, body)
    return once(support_request, ("ties", membership.pk, body.pk), lambda: found(support_request, seats))


def own_seats(membership: Any, support_request: Any, body: Any) -> list[Any]:
    """Seats from which this member could decide today, ``is_alone`` where the body does not vote; read once a row."""
    today = timezone.localdate()
    voting = Formation.objects.filter(committee=OuterRef("committee")).that_vote(today)
    rows: Any = body.seats.held_on(today).of_people_here().filter(position__in=DECIDING, membership=membership.pk)
    rows = rows.select_related("membership__user").annotate(is_alone=~Exists(voting)).order_by("pk")
    return once(support_request, ("seats", membership.pk, body.pk), lambda: list(rows))


def once(support_request: Any, key: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
    """What was asked of a row, answered as when it was first asked; a verb reads the row anew under its lock."""
    known: dict[tuple[Any, ...], Any] = support_request.__dict__.setdefault("_known", {})
    if key not in known:
        known[key] = ask()
    return known[key]


def forget(support_request: Any) -> None:
    """What was asked of this row, once somebody takes no part in it."""
    support_request.__dict__.pop("_known", None)


DECIDING = (Position.CHAIR, Position.HEAD, Position.DEPUTY)


def is_aside(membership: Any, support_request: Any) -> bool:
    """It was recorded that this member takes no part in the request. One query for a row as it was read."""
    rows = HeadAside.objects.filter(support_request=support_request.pk, seat__membership=membership.pk)
    return once(support_request, ("aside", membership.pk), rows.exists)


def takes_part(membership: Any, support_request: Any, body: Any) -> bool:
    """Nothing certain keeps this member from it. That they took no part is found with the ties of a seat."""
    if own_seats(membership, support_request, body):
        return tie_of(membership, support_request, body) is None
    return not is_aside(membership, support_request)


def tie_of(membership: Any, support_request: Any, body: Any) -> Tie | None:
    """What certainly keeps this member from it."""
    rows = ties_of(membership, support_request, body)
    return rows[0] if rows and rows[0].is_certain else None


def _aside(support_request: Any) -> set[int]:
    rows = HeadAside.objects.filter(support_request=support_request.pk)
    return set(rows.values_list("seat__membership_id", flat=True))


def standing_in(support_request: Any, body: Any) -> list[Seat]:
    """Deputies who decide it, since whoever heads the body takes no part. Three queries."""
    aside, heads = _aside(support_request), heads_of(body)
    if not heads or any(seat.membership_id not in aside for seat in heads):
        return []
    return [seat for seat in seats_of(body, Position.DEPUTY) if seat.membership_id not in aside]


def has_nobody(support_request: Any, body: Any) -> bool:
    """Whoever heads it takes no part, and no deputy stands in: management says who decides. Three queries."""
    aside, heads = _aside(support_request), heads_of(body)
    if not heads or any(seat.membership_id not in aside for seat in heads):
        return False
    return all(seat.membership_id in aside for seat in seats_of(body, Position.DEPUTY))


def hidden_requests(member: Any) -> Any:
    """Ids of requests in which this member takes no part."""
    return HeadAside.objects.filter(seat__membership=member.pk or 0).values("support_request")


def hidden_numbers(member: Any) -> Any:
    return HeadAside.objects.filter(seat__membership=member.pk or 0).values("support_request__reference")


def requests_without_head(membership: Any, association: Any) -> list[Any]:
    """Before a body that decides alone, where nobody is left who may decide: management refers them on."""
    rows = association.support_requests.visible_to(membership).waiting_for_body()
    rows = rows.filter(heads_aside__isnull=False).distinct().select_related("reviewing_body", "service", "association")
    today = timezone.localdate()
    return [
        row
        for row in rows.order_by("queue_on", "pk")[:SHOWN]
        if has_nobody(row, row.reviewing_body) and not row.reviewing_body.formations.that_vote(today).exists()
    ]


def waiting_asides(membership: Any) -> Any:
    """Rows of a member who takes no part in what waits for a decision now. No query by itself."""
    return HeadAside.objects.filter(seat__membership=membership, support_request__status=Status.AWAITING_DECISION)


def own_asides(membership: Any) -> list[HeadAside]:
    """Why this member takes no part in what waits; nothing says of which requests. One query."""
    return list(waiting_asides(membership.pk).order_by("-pk")[:SHOWN])
