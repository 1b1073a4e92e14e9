from .batch import BatchRow, BatchStatus, RequestBatch, RowResult
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
from .service import Service
from .service_version import ChecklistItem, ServedCategory, ServiceVersion
from .support_request import SupportRequest
from .warning import DueWarning

__all__ = [
    "Answer",
    "BatchRow",
    "BatchStatus",
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
    "RequestBatch",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "RowResult",
    "ServedCategory",
    "Service",
    "ServiceVersion",
    "SupportRequest",
]
