from .deciding import AnswerForm, DecisionForm, RecommendationForm, ReturnForm
from .intake import ChecklistForm, CorrectionForm, DeclarationForm, OpeningForm, ToldForm

__all__ = [
    "AnswerForm",
    "ChecklistForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclarationForm",
    "OpeningForm",
    "RecommendationForm",
    "ReturnForm",
    "ToldForm",
]
