"""Sessions of the bodies a member sits in; each form is one verb."""

from .attendance import Attendance
from .convening import Convene, Reschedule, Sessions
from .items import CastVote, Declare, Defer, Move, Notes, PlanTime, Recuse
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
    "PlanTime",
    "Recuse",
    "Reschedule",
    "SessionPage",
    "Sessions",
]
