from .deciding import Close, Decide, Recommend, ReturnForCompletion, StartStudy, Withdraw
from .delivering import Deliver, Plan, PlanMonthly
from .intake import Checklist, Complete, Correct, Declare, Missing, Receipt
from .opening import Create, Told
from .papers import PaperFile
from .questions import Questions
from .reading import Detail, Eligibility, RequestList

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
    "Eligibility",
    "Missing",
    "PaperFile",
    "Plan",
    "PlanMonthly",
    "Questions",
    "Receipt",
    "Recommend",
    "RequestList",
    "ReturnForCompletion",
    "StartStudy",
    "Told",
    "Withdraw",
]
