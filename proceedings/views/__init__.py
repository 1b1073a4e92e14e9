"""Sessions of the bodies a member sits in; each form is one verb."""

from .attendance import Attendance
from .circulation import AskSession, Circulate, PrepareCirculation, VoteApart, WriteMotion
from .convening import Convene, Reschedule, Sessions
from .items import CastVote, Declare, Defer, Move, Notes, PlanTime, Recuse, TakeBack
from .minutes import (
    AnnexPdf,
    CheckMinutes,
    Correct,
    Extract,
    ExtractOfHarm,
    MinutesList,
    MinutesPage,
    MinutesPdf,
    SealMinutes,
    WriteMinutes,
)
from .no_quorum import SayWhoDecides
from .pack import InvitationPaper, PackPaper
from .session import Act, Cancel, SessionPage
from .signing import Refused, Scan, SignedOnPaper, SignMinutes

__all__ = [
    "Act",
    "AnnexPdf",
    "AskSession",
    "Attendance",
    "Cancel",
    "CastVote",
    "CheckMinutes",
    "Circulate",
    "Convene",
    "Correct",
    "Declare",
    "Defer",
    "Extract",
    "ExtractOfHarm",
    "InvitationPaper",
    "MinutesList",
    "MinutesPage",
    "MinutesPdf",
    "Move",
    "Notes",
    "PackPaper",
    "PlanTime",
    "PrepareCirculation",
    "Recuse",
    "Refused",
    "Reschedule",
    "SayWhoDecides",
    "Scan",
    "SealMinutes",
    "SessionPage",
    "Sessions",
    "SignMinutes",
    "SignedOnPaper",
    "TakeBack",
    "VoteApart",
    "WriteMinutes",
    "WriteMotion",
]
