"""Pages of the files of beneficiaries, for staff."""

from .duplicates import Duplicates, Pair, Reopen, TellApart
from .file import Correct, File, Register, Reveal
from .merging import Merge, UndoMerge
from .search import Search
from .sections import EditSection

__all__ = [
    "Correct",
    "Duplicates",
    "EditSection",
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
