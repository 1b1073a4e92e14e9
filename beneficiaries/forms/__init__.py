"""What is typed into the pages of a file."""

from .changes import DecideForm, RefuseForm, ReportForm
from .person import BeneficiaryForm, CorrectForm, RevealForm
from .signing import SigningForm

__all__ = [
    "BeneficiaryForm",
    "CorrectForm",
    "DecideForm",
    "RefuseForm",
    "ReportForm",
    "RevealForm",
    "SigningForm",
]
