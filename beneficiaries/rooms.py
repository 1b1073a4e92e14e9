"""What other rooms keep about a person: each later room enters itself here, since this one may not import it (B4).

A room says whether a member works on a case of the person, from whom the file is kept because of a case, which cases
are open, what it keeps about the person in the person's own words, and how it forgets who the person was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Q


class Word(str):
    """A fixed word: its code where machines read, ``label`` where people do."""

    label: str

    def __new__(cls, code: str, label: Any) -> Word:
        made = super().__new__(cls, code)
        made.label = str(label)
        return made


def word(row: Any, column: str) -> Word:
    """The chosen word of a column, in the language now active."""
    return Word(getattr(row, column), getattr(row, f"get_{column}_display")())


def _nobody(member: Any) -> Iterable[Any]:
    return ()


def _nothing(file: Any) -> Any:
    return ()


class Room(NamedTuple):
    """One room's answers. ``own_copy`` gives JSON; ``forget`` empties what names people and says how many rows."""

    name: str
    has_own_case: Callable[[Any, Any], bool] = lambda file, by: False
    hidden_from: Callable[[Any], Any] = _nobody  # ids of files, as a query or a list
    open_cases: Callable[[Any], Iterable[str]] = _nothing  # their references
    all_cases: Callable[[Any], Iterable[str]] = _nothing  # the closed ones as well
    own_copy: Callable[[Any], dict[str, Any]] = lambda file: {}
    forget: Callable[[Any], int] = lambda file: 0


ROOMS: list[Room] = []


def hidden_from(by: Any) -> Q:
    """The files this member must not open: a case of the person is, or may be, about the member."""
    hidden = Q(pk__in=[])
    for room in ROOMS:
        hidden |= Q(pk__in=room.hidden_from(by))
    return hidden


def is_own(file: Any, by: Any) -> bool:
    """Whether a look belongs to the member's own work: an open case that they received, study or answer."""
    return any(room.has_own_case(file, by) for room in ROOMS)


def all_cases(file: Any) -> list[str]:
    """References of everything that was ever taken in for the person, over all rooms."""
    return [reference for room in ROOMS for reference in room.all_cases(file)]


def open_cases(file: Any) -> list[str]:
    """References of what is still under way for the person, over all rooms."""
    return [reference for room in ROOMS for reference in room.open_cases(file)]
