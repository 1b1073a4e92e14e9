"""Verbs of sessions: convening with a docket, sitting, voting."""

from .attendance import come_in, leave
from .convening import add_ready, cancel, convene, defer, plan_time, reorder, reschedule
from .pinning import pin_found
from .reminding import remind
from .sitting import call, close_session, declare, open_session, put_back, recuse, write_notes
from .voting import close_vote, put_to_vote, vote

__all__ = [
    "add_ready",
    "call",
    "cancel",
    "close_session",
    "close_vote",
    "come_in",
    "convene",
    "declare",
    "defer",
    "leave",
    "open_session",
    "pin_found",
    "plan_time",
    "put_back",
    "put_to_vote",
    "recuse",
    "remind",
    "reorder",
    "reschedule",
    "vote",
    "write_notes",
]
