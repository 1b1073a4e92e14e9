from .deciding import AnswerForm, DecisionForm, DeliveryForm, RecommendationForm, ReturnForm
from .intake import ChecklistForm, CorrectionForm, DeclarationForm, OpeningForm, ToldForm

__all__ = [
    "AnswerForm",
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
