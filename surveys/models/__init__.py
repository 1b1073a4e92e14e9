from .bank import Question, QuestionOption, Survey, SurveyQuestion
from .inviting import Campaign, Invitation, InvitationLink
from .response import Answer, Response

__all__ = [
    "Answer",
    "Campaign",
    "Invitation",
    "InvitationLink",
    "Question",
    "QuestionOption",
    "Response",
    "Survey",
    "SurveyQuestion",
]
