"""The tables of a beneficiary's file."""

from ..account import OnlineAccount
from ..enums import Calendar, ContactMeans
from .audit import Anonymisation, BeneficiaryChange, FileLook
from .finding import SearchToken
from .household import Household, HouseholdChange, HouseholdMember, Income, Obligation
from .mandate import Mandate
from .person import Beneficiary, BornPerson, Category, InCategory, facts_of

__all__ = [
    "Anonymisation",
    "Beneficiary",
    "BeneficiaryChange",
    "BornPerson",
    "Calendar",
    "Category",
    "ContactMeans",
    "FileLook",
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
