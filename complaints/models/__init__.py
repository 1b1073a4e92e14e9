from .complaint import REOPENINGS, Complaint, ComplaintSubject
from .record import (
    ComplaintEvent,
    ComplaintMoment,
    ComplaintPromise,
    Confirmation,
    ContactAttempt,
    Message,
    Reply,
    Resolution,
)
from .routing import BeneficiaryCategory, ContactOfficer, FieldOfWork

__all__ = [
    "REOPENINGS",
    "BeneficiaryCategory",
    "Complaint",
    "ComplaintEvent",
    "ComplaintMoment",
    "ComplaintPromise",
    "ComplaintSubject",
    "Confirmation",
    "ContactAttempt",
    "ContactOfficer",
    "FieldOfWork",
    "Message",
    "Reply",
    "Resolution",
]
