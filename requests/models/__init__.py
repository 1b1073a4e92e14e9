from .answering import AnswerAttempt
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
from .refusal import RefusalReason
from .service import Service
from .service_version import ChecklistItem, ServedCategory, ServiceVersion
from .support_request import SupportRequest
from .warning import DueWarning

__all__ = [
    "Answer",
    "AnswerAttempt",
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
    "RefusalReason",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "ServedCategory",
    "Service",
    "ServiceVersion",
    "SupportRequest",
]
