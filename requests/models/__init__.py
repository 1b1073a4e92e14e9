from .condition import EligibilityCheck, ServiceCondition
from .delivery import DeliveredPart, Delivery, Instalment
from .online import DraftPaper, RequestDraft, RequestPaper
from .question import AskedIf, DraftReply, Reply, ServiceQuestion
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
from .service import Service
from .service_version import ChecklistItem, ServedCategory, ServiceVersion
from .support_request import SupportRequest
from .warning import DueWarning

__all__ = [
    "Answer",
    "AskedIf",
    "ChecklistEntry",
    "ChecklistItem",
    "Decision",
    "Declaration",
    "DeliveredPart",
    "Delivery",
    "DraftPaper",
    "DraftReply",
    "DueWarning",
    "EligibilityCheck",
    "Instalment",
    "Recommendation",
    "Reply",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "ServedCategory",
    "Service",
    "ServiceCondition",
    "ServiceQuestion",
    "ServiceVersion",
    "SupportRequest",
]
