from .deciding import Close, Decide, Deliver, Recommend, ReturnForCompletion, StartStudy, Withdraw
from .intake import Checklist, Complete, Correct, Declare, Missing, Receipt
from .opening import Create, Told
from .papers import PaperFile
from .reading import Detail, RequestList

__all__ = [
    "Checklist",
    "Close",
    "Complete",
    "Correct",
    "Create",
    "Decide",
    "Declare",
    "Deliver",
    "Detail",
    "Missing",
    "PaperFile",
    "Receipt",
    "Recommend",
    "RequestList",
    "ReturnForCompletion",
    "StartStudy",
    "Told",
    "Withdraw",
]
