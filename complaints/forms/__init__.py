from .handling import (
    AnswerForm,
    AnswerNowForm,
    AssignForm,
    AttemptForm,
    ClearSubjectForm,
    ConfirmationForm,
    EndTermForm,
    FindingForm,
    KindForm,
    MessageForm,
    OfficerForm,
    SubjectForm,
)
from .receiving import CodeForm, OnTheSpotForm, ReceivingForm, SendingForm

__all__ = [
    "AnswerForm",
    "AnswerNowForm",
    "AssignForm",
    "AttemptForm",
    "ClearSubjectForm",
    "CodeForm",
    "ConfirmationForm",
    "EndTermForm",
    "FindingForm",
    "KindForm",
    "MessageForm",
    "OfficerForm",
    "OnTheSpotForm",
    "ReceivingForm",
    "SendingForm",
    "SubjectForm",
]
