"""The verbs of a complaint or inquiry. Each is one transaction; ``by`` is the acting membership, None the person."""

from .closing import close_unreached, confirm, record_attempt, reopen
from .codes import reissue_code
from .deciding import answer_now, decide, give_answer
from .handling import assign, change_kind, clear_subject, comment, name_subject, release, take, write
from .officers import appoint, end_term
from .receiving import answer_on_the_spot, receive
from .referring import answer_referral, recall_referral, refer, remind_of_referrals

__all__ = [
    "answer_now",
    "answer_on_the_spot",
    "answer_referral",
    "appoint",
    "assign",
    "change_kind",
    "clear_subject",
    "close_unreached",
    "comment",
    "confirm",
    "decide",
    "end_term",
    "give_answer",
    "name_subject",
    "recall_referral",
    "receive",
    "record_attempt",
    "refer",
    "reissue_code",
    "release",
    "remind_of_referrals",
    "reopen",
    "take",
    "write",
]
