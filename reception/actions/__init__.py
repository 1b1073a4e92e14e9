"""The verbs of reception. Each is one transaction; ``by`` is the acting membership."""

from .helping import ask_for_help, decline, make_inquiry, take_up
from .inquiries import answer_inquiry, keep_inquiry
from .visits import arrive, attach, finish, leave, led, put_back, serve, take_over

__all__ = [
    "answer_inquiry",
    "arrive",
    "ask_for_help",
    "attach",
    "decline",
    "finish",
    "keep_inquiry",
    "leave",
    "led",
    "make_inquiry",
    "put_back",
    "serve",
    "take_over",
    "take_up",
]
