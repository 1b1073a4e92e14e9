from .help_request import HelpEvent, HelpRequest
from .visit import LedTo, Visit, VisitEvent

__all__ = ["HelpEvent", "HelpRequest", "LedTo", "Visit", "VisitEvent"]
