"""What is typed into the pages of a file."""

from .changes import DecideForm, RefuseForm, ReportForm
from .duplicates import MergeForm, TellApartForm
from .person import BeneficiaryForm, CorrectForm, RevealForm
from .sections import SECTION_FORMS, SectionForm
from .signing import SigningForm

__all__ = [
    "SECTION_FORMS",
    "BeneficiaryForm",
    "CorrectForm",
    "DecideForm",
    "MergeForm",
    "RefuseForm",
    "ReportForm",
    "RevealForm",
    "SectionForm",
    "SigningForm",
    "TellApartForm",
]
