"""Pages of the files of beneficiaries, for staff."""

from .changes import Change, ChangePaper, Confirm, DueConfirmations, RefuseChange, Report, WaitingReports
from .consent import ConsentLetter, Consents, GiveConsent, SayNo, SignaturePicture
from .file import Correct, File, Register, Reveal
from .search import Search

__all__ = [
    "Change",
    "ChangePaper",
    "Confirm",
    "ConsentLetter",
    "Consents",
    "Correct",
    "DueConfirmations",
    "File",
    "GiveConsent",
    "RefuseChange",
    "Register",
    "Report",
    "Reveal",
    "SayNo",
    "Search",
    "SignaturePicture",
    "WaitingReports",
]
