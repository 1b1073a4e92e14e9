"""What this room answers about a file: from whom a recusal hides it, and how sessions forget a person (B4)."""

from __future__ import annotations

from typing import Any

from beneficiaries.rooms import Room
from core.emptying import empty

from .forgetting_minutes import forget_minutes
from .models import Item, Motion, Recusal, SessionEvent, Vote


def hidden_requests(by: Any) -> Any:
    """Ids of requests in whose item the member takes no part."""
    return Recusal.objects.filter(seat__membership=by.pk or 0).values("item__support_request")


def hidden_files(by: Any) -> Any:
    return Recusal.objects.filter(seat__membership=by.pk or 0).values("item__support_request__beneficiary")


def forget(file: Any) -> int:
    """What was said of the person goes; that it was decided, when and by how many stays."""
    cases = file.support_requests.all()
    items = Item.objects.filter(support_request__in=cases)
    rows = empty(items, "notes", "deferred_because")
    rows += empty(Motion.objects.filter(item__in=items), "reasons", "handover", "to_bring")
    rows += empty(Vote.objects.filter(motion__item__in=items), "dissent")
    rows += empty(Recusal.objects.filter(item__in=items), "words")
    named = [str(reference) for reference in cases.values_list("reference", flat=True)]
    rows += forget_minutes(items, file=file)
    told = SessionEvent.objects.filter(association=file.association_id, detail__request__in=named)
    return rows + empty(told, "reason")


ROOM = Room("proceedings", hidden_from=hidden_files, forget=forget)
