"""The verbs of the file: register and correct, look and reveal; tell files apart or merge them."""

from .duplicates import propose_pairs, reopen, tell_apart
from .file import REVEALED, SEALED, AlreadyRegistered, MergedAway, correct, living, look, register, reveal
from .merging import merge, undo_merge, versions

__all__ = [
    "REVEALED",
    "SEALED",
    "AlreadyRegistered",
    "MergedAway",
    "correct",
    "living",
    "look",
    "merge",
    "propose_pairs",
    "register",
    "reopen",
    "reveal",
    "tell_apart",
    "undo_merge",
    "versions",
]
