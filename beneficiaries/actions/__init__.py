"""The verbs of the file: register and correct, look and reveal."""

from .file import REVEALED, SEALED, AlreadyRegistered, correct, look, may_read_health, refuse_closed, register, reveal

__all__ = [
    "REVEALED",
    "SEALED",
    "AlreadyRegistered",
    "correct",
    "look",
    "may_read_health",
    "refuse_closed",
    "register",
    "reveal",
]
