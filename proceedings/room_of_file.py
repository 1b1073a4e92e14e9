"""What this room answers about a file: from whom a recusal hides it, and how sessions forget a person (B4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from beneficiaries.rooms import Room
from core.emptying import empty

from .models import Item, Motion, Recusal, SessionEvent, Vote


def hidden_requests(by: Any) -> Any:
    """Ids of requests in whose item the member takes no part."""
    return _aside(by, "support_request")


def hidden_cases(by: Any) -> Any:
    """Ids of cases of harm in whose item the member takes no part."""
    return _aside(by, "compensation_case")


def _aside(by: Any, matter: str) -> Any:
    rows = Recusal.objects.filter(**{"seat__membership": by.pk or 0, f"item__{matter}__isnull": False})
    return rows.values(f"item__{matter}")


def hidden_files(by: Any) -> Any:
    file = Coalesce("item__support_request__beneficiary", "item__compensation_case__beneficiary")
    rows = Recusal.objects.filter(seat__membership=by.pk or 0).annotate(file=file)
    return rows.filter(file__isnull=False).values("file")


def forget(file: Any) -> int:
    """What was said of the person goes; that it was decided, when and by how many stays."""
    items = Item.objects.filter(Q(support_request__beneficiary=file) | Q(compensation_case__beneficiary=file))
    rows = empty(items, "notes", "deferred_because")
    rows += empty(Motion.objects.filter(item__in=items), "reasons", "handover", "to_bring")
    rows += empty(Vote.objects.filter(motion__item__in=items), "dissent")
    rows += empty(Recusal.objects.filter(item__in=items), "words")
    named = list(items.values_list("reference", flat=True))
    told = SessionEvent.objects.filter(association=file.association_id, detail__request__in=named)
    return rows + empty(told, "reason")


ROOM = Room("proceedings", hidden_from=hidden_files, forget=forget)
