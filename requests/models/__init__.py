from .answering import AnswerAttempt
from .delivery import DeliveredPart, Delivery, Instalment
from .objection import Objection, ObjectionEvent, ObjectionMoment, ObjectionPromise, Revision, Ruling
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
    "Objection",
    "ObjectionEvent",
    "ObjectionMoment",
    "ObjectionPromise",
    "Recommendation",
    "RefusalReason",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "Revision",
    "Ruling",
    "ServedCategory",
    "Service",
    "ServiceVersion",
    "SupportRequest",
]
