from .counter import Counter, Visits
from .visit import Finish, Inquiry, Know, Leave, OneVisit, PutBack, Serve, TakeOver

__all__ = ["Counter", "Finish", "Inquiry", "Know", "Leave", "OneVisit", "PutBack", "Serve", "TakeOver", "Visits"]
