"""What is typed into the pages of a file."""

from .duplicates import MergeForm, TellApartForm
from .person import BeneficiaryForm, CorrectForm, RevealForm

__all__ = ["BeneficiaryForm", "CorrectForm", "MergeForm", "RevealForm", "TellApartForm"]
