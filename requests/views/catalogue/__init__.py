"""The catalogue of services on screen: reading it, and writing the next version of its terms."""

from .drafting import (
    AddService,
    BeginTerms,
    ChooseCondition,
    Condition,
    DiscardTerms,
    Draft,
    Line,
    PutInForce,
    Question,
    RemoveRow,
    Terms,
)
from .reading import ServiceList, ServicePage, VersionPage

__all__ = [
    "AddService",
    "BeginTerms",
    "ChooseCondition",
    "Condition",
    "DiscardTerms",
    "Draft",
    "Line",
    "PutInForce",
    "Question",
    "RemoveRow",
    "ServiceList",
    "ServicePage",
    "Terms",
    "VersionPage",
]
