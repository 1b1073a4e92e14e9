"""Sessions of the bodies a member sits in; each form is one verb."""

from .attendance import Attendance
from .convening import Convene, Reschedule, Sessions
from .items import CastVote, Declare, Defer, Move, Notes, Recuse
from .minutes import (
    AnnexPdf,
    CheckMinutes,
    Correct,
    Extract,
    MinutesList,
    MinutesPage,
    MinutesPdf,
    SealMinutes,
    WriteMinutes,
)
from .pack import PackPaper
from .session import Act, Cancel, SessionPage
from .signing import Refused, Scan, SignedOnPaper, SignMinutes

__all__ = [
    "Act",
    "AnnexPdf",
    "Attendance",
    "Cancel",
    "CastVote",
    "CheckMinutes",
    "Convene",
    "Correct",
    "Declare",
    "Defer",
    "Extract",
    "MinutesList",
    "MinutesPage",
    "MinutesPdf",
    "Move",
    "Notes",
    "PackPaper",
    "Recuse",
    "Refused",
    "Reschedule",
    "Scan",
    "SealMinutes",
    "SessionPage",
    "Sessions",
    "SignMinutes",
    "SignedOnPaper",
    "WriteMinutes",
]
