"""The tables of a beneficiary's file."""

from ..account import OnlineAccount
from ..enums import Calendar, ContactMeans
from .audit import BeneficiaryChange, FileLook
from .duplicates import UNDO_FOR, DuplicatePair, FileMerge
from .finding import SearchToken
from .household import Household, HouseholdChange, HouseholdMember, Income, Obligation
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
    "DuplicatePair",
    "FileLook",
    "FileMerge",
    "Household",
    "HouseholdChange",
    "HouseholdMember",
    "InCategory",
    "Income",
    "Mandate",
    "Obligation",
    "OnlineAccount",
    "SearchToken",
    "facts_of",
]
