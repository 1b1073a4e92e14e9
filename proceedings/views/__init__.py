"""Sessions of the bodies a member sits in; each form is one verb."""

from .convening import Convene, Sessions
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
from .session import Act, Cancel, SessionPage
from .signing import Refused, Scan, SignedOnPaper, SignMinutes

__all__ = [
    "Act",
    "AnnexPdf",
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
    "Recuse",
    "Refused",
    "Scan",
    "SealMinutes",
    "SessionPage",
    "Sessions",
    "SignMinutes",
    "SignedOnPaper",
    "WriteMinutes",
]
