"""What is typed into the pages of a file."""

from .duplicates import MergeForm, TellApartForm
from .person import BeneficiaryForm, CorrectForm, RevealForm
from .sections import SECTION_FORMS, SectionForm

__all__ = [
    "SECTION_FORMS",
    "BeneficiaryForm",
    "CorrectForm",
    "MergeForm",
    "RevealForm",
    "SectionForm",
    "TellApartForm",
]
