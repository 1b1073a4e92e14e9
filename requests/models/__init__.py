from .after_delivery import DeliveryCheck, DeliveryProblem, DeliveryRules, InstalmentWarning
from .answering import AnswerAttempt
from .aside import HeadAside
from .assignment import ResearcherArea, SteppedAside
from .batch import BatchRow, BatchStatus, RequestBatch, RowResult
from .case_study import CaseStudy, StudyDraft
from .condition import EligibilityCheck, ServiceCondition
from .delivery import DeliveredPart, Delivery, Instalment
from .field_visit import FieldVisit, VisitPhoto, VisitReport
from .objection import Objection, ObjectionEvent, ObjectionMoment, ObjectionPromise, Revision, Ruling
from .online import DraftPaper, RequestDraft, RequestPaper
from .opinion import SecondOpinion
from .payment import PaymentLimit, PaymentRow, PaymentRun
from .question import AskedIf, DraftReply, Reply, ServiceQuestion
from .record import (
    Answer,
    ChecklistEntry,
    Decision,
    Declaration,
    Recommendation,
    RecommendationDraft,
    RequestEvent,
    RequestMoment,
    RequestPromise,
)
from .referral import RequestReferral
from .refusal import RefusalReason
from .renewal import SupportPeriod
from .rules_change import RulesChange
from .service import Service
from .service_version import ChecklistItem, ServedCategory, ServiceVersion
from .stipulation import Stipulation, StipulationFact
from .support_request import SupportRequest
from .urgent import UrgentHelp, UrgentOfficer, UrgentRules, UrgentScope
from .warning import DueWarning

__all__ = [
    "Answer",
    "AnswerAttempt",
    "AskedIf",
    "BatchRow",
    "BatchStatus",
    "CaseStudy",
    "ChecklistEntry",
    "ChecklistItem",
    "Decision",
    "Declaration",
    "DeliveredPart",
    "Delivery",
    "DeliveryCheck",
    "DeliveryProblem",
    "DeliveryRules",
    "DraftPaper",
    "DraftReply",
    "DueWarning",
    "EligibilityCheck",
    "FieldVisit",
    "HeadAside",
    "Instalment",
    "InstalmentWarning",
    "Objection",
    "ObjectionEvent",
    "ObjectionMoment",
    "ObjectionPromise",
    "PaymentLimit",
    "PaymentRow",
    "PaymentRun",
    "Recommendation",
    "RecommendationDraft",
    "RefusalReason",
    "Reply",
    "RequestBatch",
    "RequestDraft",
    "RequestEvent",
    "RequestMoment",
    "RequestPaper",
    "RequestPromise",
    "RequestReferral",
    "ResearcherArea",
    "Revision",
    "RowResult",
    "RulesChange",
    "Ruling",
    "SecondOpinion",
    "ServedCategory",
    "Service",
    "ServiceCondition",
    "ServiceQuestion",
    "ServiceVersion",
    "SteppedAside",
    "Stipulation",
    "StipulationFact",
    "StudyDraft",
    "SupportPeriod",
    "SupportRequest",
    "UrgentHelp",
    "UrgentOfficer",
    "UrgentRules",
    "UrgentScope",
    "VisitPhoto",
    "VisitReport",
]
