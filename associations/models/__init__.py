from .association import Association, Office, ReferenceCounter
from .calendar import CalendarOverride
from .clocked import ClockedCase, ClockMoment, ClockPromise, MomentKind
from .document import DocumentAtHand
from .policy import FileRules, PolicyChannel, PolicyDocument, PolicyVersion, ResponseRule
from .text import AgreedText

__all__ = [
    "AgreedText",
    "Association",
    "CalendarOverride",
    "ClockMoment",
    "ClockPromise",
    "ClockedCase",
    "DocumentAtHand",
    "FileRules",
    "MomentKind",
    "Office",
    "PolicyChannel",
    "PolicyDocument",
    "PolicyVersion",
    "ReferenceCounter",
    "ResponseRule",
]
