"""The verbs of a support request. Each is one transaction; ``by`` is the acting membership."""

from . import catalogue
from .clock import extend, pause, resume, resume_for_paper, take_back, tell_delay
from .closing import close, give_answer, withdraw
from .decision import decide
from .delivering import Received, deliver
from .instalments import Part, each_month, in_equal_parts, plan
from .intake import check_item, complete, correct, open_request, sign_declaration
from .online import (
    accept_for_draft,
    add_draft_paper,
    add_paper,
    ask_signing_code,
    begin_draft,
    discard_draft,
    submit_draft,
    take_out_draft_paper,
    write_draft,
)
from .papers import issue_receipt
from .questions import answer_questions
from .study import recommend, return_for_completion, start_study
from .tidying import sweep_papers, tidy_drafts
from .warning import warn_of_last_days

__all__ = [
    "Part",
    "Received",
    "accept_for_draft",
    "add_draft_paper",
    "add_paper",
    "answer_questions",
    "ask_signing_code",
    "begin_draft",
    "catalogue",
    "check_item",
    "close",
    "complete",
    "correct",
    "decide",
    "deliver",
    "discard_draft",
    "each_month",
    "extend",
    "give_answer",
    "in_equal_parts",
    "issue_receipt",
    "open_request",
    "pause",
    "plan",
    "recommend",
    "resume",
    "resume_for_paper",
    "return_for_completion",
    "sign_declaration",
    "start_study",
    "submit_draft",
    "sweep_papers",
    "take_back",
    "take_out_draft_paper",
    "tell_delay",
    "tidy_drafts",
    "warn_of_last_days",
    "withdraw",
    "write_draft",
]
