"""What this room answers about a file: from whom a recusal hides it, and how sessions forget a person (B4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from beneficiaries.rooms import Room
from core.emptying import empty

from .enums import PERSONAL
from .forgetting_minutes import forget_minutes
from .models import Item, Motion, MotionStipulation, Recusal, SessionEvent, Vote

OF_REQUEST, OF_CASE = "item__support_request", "item__compensation_case"
OF_PERSON, OF_HARMED = f"{OF_REQUEST}__beneficiary", f"{OF_CASE}__beneficiary"


def _aside(path: str, **asked: Any) -> Callable[[Any], Any]:
    """What the path leads to from each item in which a member takes no part."""

    def rows(by: Any) -> Any:
        found = Recusal.objects.filter(seat__membership=by.pk or 0, **{f"{path}__isnull": False}, **asked)
        return found.values(path)

    return rows


# requests in whose item the member takes no part, and all requests of a person to whom the member is close
HIDDEN_REQUESTS = (
    _aside(OF_REQUEST),
    _aside(f"{OF_PERSON}__support_requests", ground__in=PERSONAL),
    _aside(f"{OF_HARMED}__support_requests", ground__in=PERSONAL),
)
hidden_cases = _aside(OF_CASE)
# numbers under which letters and notices stand about what is hidden
HIDDEN_NUMBERS = (
    _aside(f"{OF_REQUEST}__reference"),
    _aside(f"{OF_REQUEST}__objections__reference"),
    _aside(f"{OF_CASE}__reference"),
    _aside(f"{OF_CASE}__complaint__reference"),
    *(
        _aside(f"{person}__{path}", ground__in=PERSONAL)
        for person in (OF_PERSON, OF_HARMED)
        for path in ("support_requests__reference", "support_requests__objections__reference")
    ),
    *(
        _aside(f"{person}__{path}")
        for person in (OF_PERSON, OF_HARMED)
        for path in ("complaints__reference", "number")
    ),
)


def hidden_files(by: Any) -> Any:
    file = Coalesce(OF_PERSON, OF_HARMED)
    rows = Recusal.objects.filter(seat__membership=by.pk or 0).annotate(file=file)
    return rows.filter(file__isnull=False).values("file")


def forget(file: Any) -> int:
    """What was said of the person goes; that it was decided, when and by how many stays."""
    items = Item.objects.filter(Q(support_request__beneficiary=file) | Q(compensation_case__beneficiary=file))
    rows = empty(items, "notes", "deferred_because")
    rows += empty(Motion.objects.filter(item__in=items), "reasons", "handover", "to_bring")
    rows += empty(MotionStipulation.objects.filter(motion__item__in=items), "text")
    rows += empty(Vote.objects.filter(motion__item__in=items), "dissent")
    rows += empty(Recusal.objects.filter(item__in=items), "words")
    rows += forget_minutes(items, file=file)
    named = list(items.values_list("reference", flat=True))
    told = SessionEvent.objects.filter(association=file.association_id, detail__request__in=named)
    return rows + empty(told, "reason")


ROOM = Room("proceedings", hidden_from=hidden_files, forget=forget)
