from .visit import LedTo, Visit, VisitEvent

__all__ = ["LedTo", "Visit", "VisitEvent"]
