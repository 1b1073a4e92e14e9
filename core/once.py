"""The same form sent twice is done once: the second sending is led to the first one's outcome.

A form carries a random token. The action's transaction inserts it; a second sending meets the unique
constraint, waits for the first to finish, and is told where that one went.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction

from .models import FormToken


def new_token() -> str:
    return uuid.uuid4().hex


def once(token: str, *, user_id: int, do: Callable[[], str]) -> tuple[str, bool]:
    """Run ``do`` (returns an address) unless this token was used; gives (address, whether it ran now)."""
    try:
        with transaction.atomic():
            with transaction.atomic():
                row = FormToken.objects.create(token=token, user_id=user_id)
            row.outcome = do()
            row.save(update_fields=["outcome"])
            return row.outcome, True
    except IntegrityError:
        earlier = FormToken.objects.filter(token=token, user_id=user_id).first()
        if earlier is None:
            raise
        return earlier.outcome, False
