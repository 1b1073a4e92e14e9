from .counter import Counter, Visits
from .visit import Finish, Know, Leave, OneVisit, PutBack, Serve, TakeOver

__all__ = ["Counter", "Finish", "Know", "Leave", "OneVisit", "PutBack", "Serve", "TakeOver", "Visits"]
