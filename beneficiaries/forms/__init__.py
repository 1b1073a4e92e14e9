"""What is typed into the pages of a file."""

from .person import BeneficiaryForm, CorrectForm, RevealForm

__all__ = ["BeneficiaryForm", "CorrectForm", "RevealForm"]
