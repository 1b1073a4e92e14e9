"""What this room answers about a file: answers given under the person's name, and how they forget it (B4, B8).

An answer by a link after a request is told to nobody by itself, also not on a copy that the desk hands over.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from beneficiaries.rooms import Room, word
from core.emptying import empty

from . import models


def _responses(file: Any) -> Any:
    """Those entered under the person's name, or after a request of the person; a campaign's link names nobody."""
    return models.Response.objects.filter(
        Q(beneficiary=file) | Q(invitation__support_request__beneficiary=file), association_id=file.association_id
    )


def own_copy(file: Any) -> dict[str, Any]:
    entered = models.Response.objects.filter(beneficiary=file, association_id=file.association_id)
    rows = entered.prefetch_related("answers__question", "answers__option").order_by("pk")
    return {
        "surveys": [
            {
                "answered_at": row.answered_at,
                "method": word(row, "method"),
                "answers": [
                    {
                        "question": one.question.text_ar,
                        "answer": one.text or (one.option.text_ar if one.option else one.number),
                    }
                    for one in row.answers.all()
                ],
            }
            for row in rows
        ]
    }


def forget(file: Any) -> int:
    """Own words go; numbers and choices are counted in groups and stay."""
    return empty(models.Answer.objects.filter(response__in=_responses(file)), "text")


ROOM = Room("surveys", own_copy=own_copy, forget=forget)
