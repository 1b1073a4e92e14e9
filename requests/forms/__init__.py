from .deciding import DecisionForm, RecommendationForm, ReturnForm
from .intake import ChecklistForm, CorrectionForm, DeclarationForm, OpeningForm, ToldForm

__all__ = [
    "ChecklistForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclarationForm",
    "OpeningForm",
    "RecommendationForm",
    "ReturnForm",
    "ToldForm",
]
