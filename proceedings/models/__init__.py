"""A session as a record: its docket, who was there by the minute, who took no part, motions and votes (R6–R9).

What happened is never rewritten (triggers): a vote stays as it was cast, a presence has one end, a decision names the
motion that carried it. Counts are of people entitled on the item: seats that vote, less the recused.
"""

from .docket import Item, Recusal
from .minutes import Minutes, MinutesText, Seal, Section, Signature
from .no_quorum import NoQuorum
from .session import Presence, Session, SessionEvent
from .voting import Motion, MotionStipulation, Vote

__all__ = [
    "Item",
    "Minutes",
    "MinutesText",
    "Motion",
    "MotionStipulation",
    "NoQuorum",
    "Presence",
    "Recusal",
    "Seal",
    "Section",
    "Session",
    "SessionEvent",
    "Signature",
    "Vote",
]
