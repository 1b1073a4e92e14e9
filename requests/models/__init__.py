from .assignment import ResearcherArea, SteppedAside
from .case_study import CaseStudy, StudyDraft
from .delivery import DeliveredPart, Delivery, Instalment
from .online import DraftPaper, RequestDraft, RequestPaper
from .record import (
    Answer,
    ChecklistEntry,
    Decision,
    Declaration,
    Recommendation,
    RequestEvent,
    RequestMoment,
    RequestPromise,
)
from .referral import RequestReferral
from .service import ChecklistItem, Service
from .support_request import SupportRequest
from .warning import DueWarning

__all__ = [
    "Answer",
    "CaseStudy",
    "ChecklistEntry",
    "ChecklistItem",
    "Decision",
    "Declaration",
    "DeliveredPart",
    "Delivery",
    "DraftPaper",
    "DueWarning",
    "Instalment",
    "Recommendation",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "RequestReferral",
    "ResearcherArea",
    "Service",
    "SteppedAside",
    "StudyDraft",
    "SupportRequest",
]
