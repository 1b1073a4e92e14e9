"""Pages of the files of beneficiaries, for staff."""

from .file import Correct, File, Register, Reveal
from .search import Search

__all__ = ["Correct", "File", "Register", "Reveal", "Search"]
