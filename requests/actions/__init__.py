"""The verbs of a support request. Each is one transaction; ``by`` is the acting membership."""

from .closing import close, deliver, give_answer, withdraw
from .decision import decide
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
from .study import recommend, return_for_completion, start_study

__all__ = [
    "accept_for_draft",
    "add_draft_paper",
    "add_paper",
    "ask_signing_code",
    "begin_draft",
    "check_item",
    "close",
    "complete",
    "correct",
    "decide",
    "deliver",
    "discard_draft",
    "give_answer",
    "issue_receipt",
    "open_request",
    "recommend",
    "return_for_completion",
    "sign_declaration",
    "start_study",
    "submit_draft",
    "take_out_draft_paper",
    "withdraw",
    "write_draft",
]
