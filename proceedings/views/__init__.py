"""Sessions of the bodies a member sits in; each form is one verb."""

from .attendance import Attendance
from .circulation import AskSession, Circulate, PrepareCirculation, VoteApart, WriteMotion
from .convening import Convene, Reschedule, Sessions
from .items import CastVote, Declare, Defer, Move, Notes, PlanTime, Recuse, TakeBack
from .pack import PackPaper
from .session import Act, Cancel, SessionPage

__all__ = [
    "Act",
    "AskSession",
    "Attendance",
    "Cancel",
    "CastVote",
    "Circulate",
    "Convene",
    "Declare",
    "Defer",
    "Move",
    "Notes",
    "PackPaper",
    "PlanTime",
    "PrepareCirculation",
    "Recuse",
    "Reschedule",
    "SessionPage",
    "Sessions",
    "TakeBack",
    "VoteApart",
    "WriteMotion",
]
