"""Pages of the files of beneficiaries, for staff."""

from .changes import Change, ChangePaper, Confirm, DueConfirmations, RefuseChange, Report, WaitingReports
from .consent import ConsentLetter, Consents, GiveConsent, SayNo, SignaturePicture
from .duplicates import Duplicates, Pair, Reopen, TellApart
from .file import Correct, File, Register, Reveal
from .merging import Merge, UndoMerge
from .search import Search
from .sections import EditSection

__all__ = [
    "Change",
    "ChangePaper",
    "Confirm",
    "ConsentLetter",
    "Consents",
    "Correct",
    "DueConfirmations",
    "Duplicates",
    "EditSection",
    "File",
    "GiveConsent",
    "Merge",
    "Pair",
    "RefuseChange",
    "Register",
    "Reopen",
    "Report",
    "Reveal",
    "SayNo",
    "Search",
    "SignaturePicture",
    "TellApart",
    "UndoMerge",
    "WaitingReports",
]
