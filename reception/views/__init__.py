from .bring import WhatToBring
from .counter import Counter, Visits
from .helping import Ask, Decline, HelpList, OneHelp, RegisterFor, TakeUp
from .visit import Finish, Inquiry, Know, Leave, OneVisit, PutBack, Serve, TakeOver

__all__ = [
    "Ask",
    "Counter",
    "Decline",
    "Finish",
    "HelpList",
    "Inquiry",
    "Know",
    "Leave",
    "OneHelp",
    "OneVisit",
    "PutBack",
    "RegisterFor",
    "Serve",
    "TakeOver",
    "TakeUp",
    "Visits",
    "WhatToBring",
]
