from .condition import EligibilityCheck, ServiceCondition
from .online import DraftPaper, RequestDraft, RequestPaper
from .record import (
    Answer,
    ChecklistEntry,
    Decision,
    Declaration,
    Delivery,
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
    "ChecklistEntry",
    "ChecklistItem",
    "Decision",
    "Declaration",
    "Delivery",
    "DraftPaper",
    "DueWarning",
    "EligibilityCheck",
    "Recommendation",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "ServedCategory",
    "Service",
    "ServiceCondition",
    "ServiceVersion",
    "SupportRequest",
]
