"""What requests hear from other rooms: a calendar that changed, and what became of an answer by message."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from associations.actions import days_changed
from associations.promises import recompute_open
from correspondence.notices.signals import notice_settled

from .actions.answering import settle
from .models import AnswerAttempt


@receiver(days_changed)
def reckon_open_requests(sender: Any, *, association: Any, by: Any, **kwargs: Any) -> int:
    """Inside the calendar's verb, so that no request keeps a promise of the old calendar; gives how many moved."""
    moved = recompute_open(association, association.support_requests.unanswered(), by=by)
    return moved + recompute_open(association, association.objections.unanswered(), by=by)


@receiver(notice_settled)
def hear_of_an_answer(sender: Any, *, notice_id: int, **kwargs: Any) -> None:
    """The answer arrived or did not. What is missed here ``settle_answers`` finds."""
    for attempt in (
        AnswerAttempt.objects.filter(notice=notice_id)
        .select_related("support_request", "objection")
        .order_by("-pk")[:1]
    ):
        settle(attempt)
