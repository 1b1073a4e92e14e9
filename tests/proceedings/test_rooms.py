"""Who is entitled, who presides, what the votes come to: with recusals, absences, deputies, ties and fractions.

Seats are C(hair), D(eputy), members 1 to 9, S(ecretary); votes are + for, - against, 0 abstains.
"""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from committees.enums import Choice, Majority, Position, Result
from committees.models import Seat
from committees.quorum import Quorum, result_of
from proceedings.models import Presence, Recusal
from proceedings.sitting import sitting, tally_of

MORE_THAN_HALF = Quorum(share=Fraction(1, 2), is_more=True)
HALF = Quorum(share=Fraction(1, 2))
TWO_THIRDS = Quorum(share=Fraction(2, 3))
THREE = Quorum(count=3)
POSITIONS = {"C": Position.CHAIR, "D": Position.DEPUTY, "S": Position.SECRETARY}
CHOICES = {"+": Choice.FOR, "-": Choice.AGAINST, "0": Choice.ABSTAIN}
SIMPLE, ABSOLUTE, UNANIMOUS = Majority.SIMPLE, Majority.ABSOLUTE, Majority.UNANIMOUS
CARRIED, LOST, TIED, NO_QUORUM = Result.CARRIED, Result.LOST, Result.TIED, Result.NO_QUORUM

# name: seats, recused, in the room, votes, quorum, majority, then needed/entitled, who presides, the result
ROWS: dict[str, tuple[str, str, str, str, Quorum, str, str, str, Result]] = {
    "all there": ("CD123", "", "CD123", "C+D+1+2-3-", MORE_THAN_HALF, SIMPLE, "3/5", "C", CARRIED),
    "a recused one in the room counts for nothing": ("CD123", "3", "CD3", "C+D+", HALF, SIMPLE, "2/4", "C", CARRIED),
    "a recused one is not missed": ("CD123", "23", "CD", "C+D+", MORE_THAN_HALF, SIMPLE, "2/3", "C", CARRIED),
    "the secretary makes no quorum": ("CD123S", "", "CDS", "C+D+", MORE_THAN_HALF, SIMPLE, "3/5", "C", NO_QUORUM),
    "chair recused, deputy casts": ("CD123", "C", "CD123", "D+1-20", MORE_THAN_HALF, SIMPLE, "3/4", "D", CARRIED),
    "deputy casts against": ("CD123", "C", "D123", "D-1+20", MORE_THAN_HALF, SIMPLE, "3/4", "D", LOST),
    "chair away, deputy casts": ("CD123", "", "D123", "D+1+2-3-", MORE_THAN_HALF, SIMPLE, "3/5", "D", CARRIED),
    "chair voted and left": ("CD123", "", "D123", "C-D+1+2-", MORE_THAN_HALF, SIMPLE, "3/5", "D", CARRIED),
    "nobody presides": ("CD123", "CD", "123", "1+2-30", MORE_THAN_HALF, SIMPLE, "2/3", "", TIED),
    "the one who presides abstains": ("CD12", "", "CD12", "C0D01+2-", MORE_THAN_HALF, SIMPLE, "3/4", "C", TIED),
    "two thirds of seven less two": ("CD12345", "45", "CD12", "C+D+1+2+", TWO_THIRDS, SIMPLE, "4/5", "C", CARRIED),
    "one too few of two thirds": ("CD12345", "45", "CD1", "C+D+1+", TWO_THIRDS, SIMPLE, "4/5", "C", NO_QUORUM),
    "two thirds must be for it": ("CD12345", "45", "CD123", "C+D+1+2-3-", HALF, "two_thirds", "3/5", "C", LOST),
    "two thirds are for it": ("CD12345", "45", "CD123", "C+D+1+2+3-", HALF, "two_thirds", "3/5", "C", CARRIED),
    "an exact third is not lost to rounding": ("CD1", "", "CD1", "C+D+1-", HALF, "two_thirds", "2/3", "C", CARRIED),
    "unanimous, one away": ("CD123", "", "CD12", "C+D+1+2+", MORE_THAN_HALF, UNANIMOUS, "3/5", "C", CARRIED),
    "unanimous, one abstains": ("CD123", "", "CD12", "C+D+1+20", MORE_THAN_HALF, UNANIMOUS, "3/5", "C", LOST),
    "unanimous, one says nothing": ("CD123", "", "CD12", "C+D+1+", MORE_THAN_HALF, UNANIMOUS, "3/5", "C", LOST),
    "unanimous, one recused": ("CD123", "3", "CD12", "C+D+1+2+", MORE_THAN_HALF, UNANIMOUS, "3/4", "C", CARRIED),
    "half of six less two is not more": ("CD1234", "34", "CD", "C+D+", MORE_THAN_HALF, SIMPLE, "3/4", "C", NO_QUORUM),
    "half of six less two is half": ("CD1234", "34", "CD", "C+D+", HALF, SIMPLE, "2/4", "C", CARRIED),
    "half of five is three": ("CD123", "", "CD", "C+D+", HALF, SIMPLE, "3/5", "C", NO_QUORUM),
    "more than half of those entitled": ("CD12", "", "CD12", "C+D+1-20", HALF, ABSOLUTE, "2/4", "C", LOST),
    "one recused makes it more than half": ("CD12", "2", "CD1", "C+D+1-", HALF, ABSOLUTE, "2/3", "C", CARRIED),
    "a tie of an absolute majority is lost": ("CD12", "", "CD12", "C+D+1-2-", HALF, ABSOLUTE, "2/4", "C", LOST),
    "a body of one": ("C", "", "C", "C+", MORE_THAN_HALF, ABSOLUTE, "1/1", "C", CARRIED),
    "a body of one who says no": ("C", "", "C", "C-", MORE_THAN_HALF, SIMPLE, "1/1", "C", LOST),
    "a body of one who is recused": ("C", "C", "C", "", MORE_THAN_HALF, SIMPLE, "1/0", "", NO_QUORUM),
    "everybody is recused": ("CD1", "CD1", "CD1", "", HALF, SIMPLE, "1/0", "", NO_QUORUM),
    "three are needed and two are left": ("CD12", "12", "CD", "C+D+", THREE, SIMPLE, "3/2", "C", NO_QUORUM),
    "three are needed and there": ("CD12", "2", "CD1", "C+D+1-", THREE, SIMPLE, "3/3", "C", CARRIED),
    "who voted and left was there": ("CD12", "", "CD", "C+D+1+", MORE_THAN_HALF, SIMPLE, "3/4", "C", CARRIED),
    "who left without a vote was not": ("CD12", "", "CD", "C+D+", MORE_THAN_HALF, SIMPLE, "3/4", "C", NO_QUORUM),
    "nobody votes for it": ("CD1", "", "CD1", "C0D010", MORE_THAN_HALF, SIMPLE, "2/3", "C", LOST),
}


def seat(letter: str) -> Seat:
    return Seat(pk=ord(letter), position=POSITIONS.get(letter, Position.MEMBER))


def votes(text: str) -> Any:
    rows = [
        SimpleNamespace(seat_id=ord(who), choice=CHOICES[how]) for who, how in zip(text[::2], text[1::2], strict=True)
    ]
    return SimpleNamespace(votes=SimpleNamespace(all=lambda: rows), is_secret=False)


@pytest.mark.parametrize("name", ROWS)
def test_the_room_and_its_votes_come_to_this(name: str) -> None:
    seats, recused, there, cast, quorum, majority, shares, presiding, result = ROWS[name]
    presences = [Presence(seat_id=ord(one)) for one in there]
    room = sitting(quorum, map(seat, seats), presences, [Recusal(seat_id=ord(one)) for one in recused])
    assert f"{room.needed}/{len(room.entitled)}" == shares
    assert (chr(room.presiding.pk) if room.presiding else "") == presiding
    assert room.is_reachable == (room.needed <= len(room.entitled))
    tally = tally_of(votes(cast), room)
    assert result_of(tally, quorum=quorum, majority=Majority(majority), casting_vote=True) == result
    without = result_of(tally, quorum=quorum, majority=Majority(majority), casting_vote=False)
    is_tied = tally.in_favour == tally.against > 0 and majority == SIMPLE and result != NO_QUORUM
    assert without == (TIED if is_tied else result)
