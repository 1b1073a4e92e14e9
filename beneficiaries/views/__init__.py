"""Pages of the files of beneficiaries, for staff."""

from .file import Correct, File, Register, Reveal
from .search import Search
from .sections import EditSection

__all__ = ["Correct", "EditSection", "File", "Register", "Reveal", "Search"]
