"""Verbs of sessions: convening with a docket, sitting, voting, minutes and who signs them."""

from .attendance import come_in, leave
from .circulating import (
    allows_circulation,
    ask_session,
    circulate,
    count,
    prepare_circulation,
    vote_apart,
    write_motion,
)
from .convening import add_ready, cancel, convene, defer, plan_time, reorder, reschedule
from .minutes import correct, draft_of, seal, write
from .pinning import pin_found
from .referring_on import refer_on, say_who_decides
from .reminding import remind
from .signing import ask_code, record_on_paper, record_refusal, sign
from .sitting import call, close_session, declare, open_session, put_back, recuse, write_notes
from .voting import close_vote, put_to_vote, take_back, vote

__all__ = [
    "add_ready",
    "allows_circulation",
    "ask_code",
    "ask_session",
    "call",
    "cancel",
    "circulate",
    "close_session",
    "close_vote",
    "come_in",
    "convene",
    "correct",
    "count",
    "declare",
    "defer",
    "draft_of",
    "leave",
    "open_session",
    "pin_found",
    "plan_time",
    "prepare_circulation",
    "put_back",
    "put_to_vote",
    "record_on_paper",
    "record_refusal",
    "recuse",
    "refer_on",
    "remind",
    "reorder",
    "reschedule",
    "say_who_decides",
    "seal",
    "sign",
    "take_back",
    "vote",
    "vote_apart",
    "write",
    "write_motion",
    "write_notes",
]
