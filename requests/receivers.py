"""When an association's calendar changes, the promises of its open requests are reckoned anew (HOUSE: derived)."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from associations.actions import days_changed
from associations.promises import recompute_open


@receiver(days_changed)
def reckon_open_requests(sender: Any, *, association: Any, by: Any, **kwargs: Any) -> int:
    """Inside the calendar's verb, so that no request keeps a promise of the old calendar; gives how many moved."""
    return recompute_open(association, association.support_requests.unanswered(), by=by)
