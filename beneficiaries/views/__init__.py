"""Pages of the files of beneficiaries, for staff."""

from .duplicates import Duplicates, Pair, Reopen, TellApart
from .file import Correct, File, Register, Reveal
from .merging import Merge, UndoMerge
from .search import Search

__all__ = [
    "Correct",
    "Duplicates",
    "File",
    "Merge",
    "Pair",
    "Register",
    "Reopen",
    "Reveal",
    "Search",
    "TellApart",
    "UndoMerge",
]
