"""Letters and notices about a person who becomes anonymous: number, day, kind and fingerprint stay, words go (B4)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from associations.models import Association
from core.emptying import empty

from .models.notice import PENDING
from .notices.events import USEFUL_FOR


def forget_letters(association: Association, references: Collection[str]) -> int:
    """Empty the letters about these cases; how many."""
    return empty(association.letters.filter(about__in=references), "recipient", "subject", objects=("facts",))


def forget_notices(association: Association, references: Collection[str], *, keys: Collection[str] = ()) -> int:
    """Empty the notices about these cases or with these keys; what still waits is not sent any more. How many."""
    about: Any = association.notices.filter(about__in=references) | association.notices.filter(key__in=keys)
    about.filter(status__in=PENDING).update(expires_at=timezone.now())
    return empty(about, "subject", sealed=("recipient", "body"))


def forget_used_codes(association: Association) -> int:
    """Empty every code's message that is no use any more, whoever got it: nothing tells whose mobile it went to."""
    old = association.notices.filter(event__in=list(USEFUL_FOR), expires_at__lt=timezone.now())
    return empty(old, "subject", sealed=("recipient", "body"))
