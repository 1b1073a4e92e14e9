from .deciding import DecisionForm, DeliveryForm, RecommendationForm, ReturnForm
from .intake import ChecklistForm, CorrectionForm, DeclarationForm, OpeningForm, ToldForm

__all__ = [
    "ChecklistForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclarationForm",
    "DeliveryForm",
    "OpeningForm",
    "RecommendationForm",
    "ReturnForm",
    "ToldForm",
]
