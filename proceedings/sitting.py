"""Who is entitled on an item and who of them is there: counted from rows that were read, without a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.enums import VOTING_POSITIONS, Choice, Position
from committees.models import Seat
from committees.quorum import Quorum, Tally

from .models import Motion, Presence, Recusal, Vote


@dataclass(frozen=True)
class Sitting:
    """The room at one moment, for one item or (without recusals) for the session as such."""

    quorum: Quorum
    entitled: tuple[Seat, ...]
    present: tuple[Seat, ...]

    @property
    def needed(self) -> int:
        return self.quorum.needed(len(self.entitled))

    @property
    def is_reachable(self) -> bool:
        return self.quorum.is_reachable(len(self.entitled))

    @property
    def has_quorum(self) -> bool:
        return self.quorum.is_met(len(self.entitled), len(self.present))

    @property
    def presiding(self) -> Seat | None:
        """The chair; where the chair is not in the room or takes no part, the deputy."""
        chairs = [seat for seat in self.present if seat.position in (Position.CHAIR, Position.HEAD)]
        deputies = [seat for seat in self.present if seat.position == Position.DEPUTY]
        return next(iter([*chairs, *deputies]), None)


def sitting(
    quorum: Quorum, seats: Iterable[Seat], presences: Iterable[Presence], recusals: Iterable[Recusal] = ()
) -> Sitting:
    """``seats`` are those held on the day; ``recusals`` are of the item."""
    aside = {row.seat_id for row in recusals}
    here = {row.seat_id for row in presences if row.left_at is None}
    entitled = tuple(seat for seat in seats if seat.position in VOTING_POSITIONS and seat.pk not in aside)
    return Sitting(quorum, entitled, tuple(seat for seat in entitled if seat.pk in here))


def apart(
    quorum: Quorum, seats: Iterable[Seat], votes: Iterable[Vote], recusals: Iterable[Recusal], since: date | None
) -> Sitting:
    """By circulation: who voted is there. Entitled is who sat in the body since it was sent, or voted."""
    cast = {vote.seat_id: vote.seat for vote in votes}
    aside = {row.seat_id for row in recusals}
    held = {seat.pk: seat for seat in seats if since is None or seat.from_on <= since}
    every = {**cast, **held}.values()
    entitled = tuple(seat for seat in every if seat.position in VOTING_POSITIONS and seat.pk not in aside)
    return Sitting(quorum, entitled, tuple(seat for seat in entitled if seat.pk in cast))


SECRET = {Choice.FOR: "secret_for", Choice.AGAINST: "secret_against", Choice.ABSTAIN: "secret_abstaining"}


def counts_of(motion: Motion) -> dict[Choice, int]:
    """How many votes of each choice, of an open and of a secret vote alike. No query beyond loaded votes."""
    if motion.is_secret:
        return {choice: getattr(motion, column) for choice, column in SECRET.items()}
    cast = [vote.choice for vote in motion.votes.all()]
    return {choice: cast.count(choice) for choice in Choice}


def tally_of(motion: Motion, room: Sitting) -> Tally:
    """The votes on the motion. Who voted and left the room or the body was there for this vote, and counts.

    How the one in the chair voted is not known of a secret vote: there a tie stays a tie.
    """
    votes: dict[int, str] = {vote.seat_id: vote.choice for vote in motion.votes.all()}
    counts, there = counts_of(motion), {seat.pk for seat in room.present} | set(votes)
    entitled = {seat.pk for seat in room.entitled} | set(votes)
    chair = votes.get(room.presiding.pk) if room.presiding else None
    return Tally(
        entitled=len(entitled),
        present=len(there),
        in_favour=counts[Choice.FOR],
        against=counts[Choice.AGAINST],
        abstaining=counts[Choice.ABSTAIN],
        chair=Choice(chair) if chair else None,
    )
