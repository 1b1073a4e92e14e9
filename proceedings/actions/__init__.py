"""Verbs of sessions: convening with a docket, sitting, voting, minutes and who signs them."""

from .attendance import come_in, leave
from .convening import add_ready, cancel, convene, defer, reorder, reschedule
from .minutes import correct, draft_of, seal, write
from .pinning import pin_found
from .reminding import remind
from .signing import ask_code, record_on_paper, record_refusal, sign
from .sitting import call, close_session, declare, open_session, put_back, recuse, write_notes
from .voting import close_vote, put_to_vote, vote

__all__ = [
    "add_ready",
    "ask_code",
    "call",
    "cancel",
    "close_session",
    "close_vote",
    "come_in",
    "convene",
    "correct",
    "declare",
    "defer",
    "draft_of",
    "leave",
    "open_session",
    "pin_found",
    "put_back",
    "put_to_vote",
    "record_on_paper",
    "record_refusal",
    "recuse",
    "remind",
    "reorder",
    "reschedule",
    "seal",
    "sign",
    "vote",
    "write",
    "write_notes",
]
