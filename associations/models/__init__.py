from .association import Association, Office, ReferenceCounter
from .calendar import CalendarOverride
from .clock_rules import ClockRules, PolicyPauseReason, PolicyWarning
from .clocked import ClockedCase, ClockMoment, ClockPromise, MomentKind
from .document import DocumentAtHand
from .objection_rules import ObjectionRules
from .policy import FileRules, PolicyChannel, PolicyDocument, PolicyVersion, ResponseRule
from .referral import ReferralEnd, ReferralRule, ReferredQuestion
from .text import AgreedText

__all__ = [
    "AgreedText",
    "Association",
    "CalendarOverride",
    "ClockMoment",
    "ClockPromise",
    "ClockRules",
    "ClockedCase",
    "DocumentAtHand",
    "FileRules",
    "MomentKind",
    "ObjectionRules",
    "Office",
    "PolicyChannel",
    "PolicyDocument",
    "PolicyPauseReason",
    "PolicyVersion",
    "PolicyWarning",
    "ReferenceCounter",
    "ReferralEnd",
    "ReferralRule",
    "ReferredQuestion",
    "ResponseRule",
]
