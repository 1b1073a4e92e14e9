"""The tables of a beneficiary's file."""

from ..account import OnlineAccount
from ..enums import Calendar, ContactMeans
from .audit import BeneficiaryChange, FileLook
from .changes import ChangeReport, FileConfirmation, ReportedValue
from .consent import Acceptance, Consent, Signature
from .finding import SearchToken
from .household import Household, HouseholdChange, HouseholdMember, Income, Obligation
from .mandate import Mandate
from .person import Beneficiary, BornPerson, Category, InCategory, facts_of

__all__ = [
    "Acceptance",
    "Beneficiary",
    "BeneficiaryChange",
    "BornPerson",
    "Calendar",
    "Category",
    "ChangeReport",
    "Consent",
    "ContactMeans",
    "FileConfirmation",
    "FileLook",
    "Household",
    "HouseholdChange",
    "HouseholdMember",
    "InCategory",
    "Income",
    "Mandate",
    "Obligation",
    "OnlineAccount",
    "ReportedValue",
    "SearchToken",
    "Signature",
    "facts_of",
]
