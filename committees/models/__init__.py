"""Bodies that study and decide, how each is formed, who sits in it, and what those people have disclosed (R6–R9)."""

from associations.enums import BodyKind

from ..enums import Position
from .body import (
    MOST_MINUTES,
    USUAL_MINUTES,
    Committee,
    Formation,
    FormationQuerySet,
    PeriodQuerySet,
    Seat,
    SeatQuerySet,
)
from .disclosure import DisclosedEmployer, DisclosedRelative, Disclosure, DisclosureLook, DisclosureQuerySet

__all__ = [
    "MOST_MINUTES",
    "USUAL_MINUTES",
    "BodyKind",
    "Committee",
    "DisclosedEmployer",
    "DisclosedRelative",
    "Disclosure",
    "DisclosureLook",
    "DisclosureQuerySet",
    "Formation",
    "FormationQuerySet",
    "PeriodQuerySet",
    "Position",
    "Seat",
    "SeatQuerySet",
]
