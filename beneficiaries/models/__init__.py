"""The tables of a beneficiary's file."""

from ..account import OnlineAccount
from ..enums import Calendar, ContactMeans
from .audit import BeneficiaryChange, FileLook
from .document import DocumentCopy, FileDocument, FileDocumentKind
from .duplicates import UNDO_FOR, DuplicatePair, FileMerge
from .finding import SearchToken
from .household import Household, HouseholdChange, HouseholdMember, Income, Obligation
from .imports import ImportMapping, ImportRow, ImportRun, ImportStatus, KnownPeople, RowState
from .mandate import Mandate
from .person import Beneficiary, BornPerson, Category, InCategory, facts_of

__all__ = [
    "UNDO_FOR",
    "Beneficiary",
    "BeneficiaryChange",
    "BornPerson",
    "Calendar",
    "Category",
    "ContactMeans",
    "DocumentCopy",
    "DuplicatePair",
    "FileDocument",
    "FileDocumentKind",
    "FileLook",
    "FileMerge",
    "Household",
    "HouseholdChange",
    "HouseholdMember",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "ImportStatus",
    "InCategory",
    "Income",
    "KnownPeople",
    "Mandate",
    "Obligation",
    "OnlineAccount",
    "RowState",
    "SearchToken",
    "facts_of",
]
