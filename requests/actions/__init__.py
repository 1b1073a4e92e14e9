"""The verbs of a support request. Each is one transaction; ``by`` is the acting membership."""

from .closing import close, deliver, give_answer, withdraw
from .decision import decide
from .intake import check_item, complete, correct, open_request, sign_declaration
from .papers import issue_receipt
from .study import recommend, return_for_completion, start_study

__all__ = [
    "check_item",
    "close",
    "complete",
    "correct",
    "decide",
    "deliver",
    "give_answer",
    "issue_receipt",
    "open_request",
    "recommend",
    "return_for_completion",
    "sign_declaration",
    "start_study",
    "withdraw",
]
