"""The tables of a beneficiary's file."""

from ..account import OnlineAccount
from ..enums import Calendar, ContactMeans
from .audit import Anonymisation, BeneficiaryChange, FileLook
from .changes import ChangeReport, FileConfirmation, ReportedValue
from .consent import Acceptance, Consent, Signature
from .document import DocumentCopy, FileDocument, FileDocumentKind
from .duplicates import UNDO_FOR, DuplicatePair, FileMerge
from .finding import SearchToken
from .household import Household, HouseholdChange, HouseholdMember, Income, Obligation
from .imports import ImportMapping, ImportRow, ImportRun, ImportStatus, KnownPeople, RowState
from .mandate import Mandate
from .person import Beneficiary, BornPerson, Category, InCategory, facts_of

__all__ = [
    "UNDO_FOR",
    "Acceptance",
    "Anonymisation",
    "Beneficiary",
    "BeneficiaryChange",
    "BornPerson",
    "Calendar",
    "Category",
    "ChangeReport",
    "Consent",
    "ContactMeans",
    "DocumentCopy",
    "DuplicatePair",
    "FileConfirmation",
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
    "ReportedValue",
    "RowState",
    "SearchToken",
    "Signature",
    "facts_of",
]
