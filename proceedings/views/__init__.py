"""Sessions of the bodies a member sits in; each form is one verb."""

from .attendance import Attendance
from .convening import Convene, Reschedule, Sessions
from .items import CastVote, Declare, Defer, Move, Notes, Recuse, TakeBack
from .pack import PackPaper
from .session import Act, Cancel, SessionPage

__all__ = [
    "Act",
    "Attendance",
    "Cancel",
    "CastVote",
    "Convene",
    "Declare",
    "Defer",
    "Move",
    "Notes",
    "PackPaper",
    "Recuse",
    "Reschedule",
    "SessionPage",
    "Sessions",
    "TakeBack",
]
