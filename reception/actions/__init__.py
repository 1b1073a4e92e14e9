"""The verbs of reception. Each is one transaction; ``by`` is the acting membership."""

from .inquiries import answer_inquiry, keep_inquiry
from .visits import arrive, attach, finish, leave, led, put_back, serve, take_over

__all__ = [
    "answer_inquiry",
    "arrive",
    "attach",
    "finish",
    "keep_inquiry",
    "leave",
    "led",
    "put_back",
    "serve",
    "take_over",
]
