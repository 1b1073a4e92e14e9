"""What this room answers about a file: from whom a recusal hides it, and how sessions forget a person (B4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beneficiaries.rooms import Room
from core.emptying import empty

from .enums import PERSONAL
from .models import Item, Motion, Recusal, SessionEvent, Vote

OF_REQUEST = "item__support_request"
OF_PERSON = f"{OF_REQUEST}__beneficiary"


def _aside(by: Any, path: str, **asked: Any) -> Any:
    """What the path leads to from each item in which the member takes no part."""
    found = Recusal.objects.filter(seat__membership=by.pk or 0, **{f"{path}__isnull": False}, **asked)
    return found.values(path)


def hidden_requests(by: Any) -> Any:
    """Ids of requests in whose item the member takes no part."""
    return _aside(by, OF_REQUEST)


def requests_of_the_close(by: Any) -> Any:
    """Ids of all requests of people to whom the member is close; whoever had a hand in one case is not."""
    return _aside(by, f"{OF_PERSON}__support_requests", ground__in=PERSONAL)


def hidden_files(by: Any) -> Any:
    return _aside(by, OF_PERSON)


def _named(path: str, **asked: Any) -> Callable[[Any], Any]:
    return lambda by: _aside(by, path, **asked)


# numbers under which letters and notices stand about what is hidden
HIDDEN_NUMBERS = (
    _named(f"{OF_REQUEST}__reference"),
    _named(f"{OF_REQUEST}__objections__reference"),
    _named(f"{OF_PERSON}__support_requests__reference", ground__in=PERSONAL),
    _named(f"{OF_PERSON}__support_requests__objections__reference", ground__in=PERSONAL),
    _named(f"{OF_PERSON}__complaints__reference"),
    _named(f"{OF_PERSON}__number"),
)


def forget(file: Any) -> int:
    """What was said of the person goes; that it was decided, when and by how many stays."""
    cases = file.support_requests.all()
    items = Item.objects.filter(support_request__in=cases)
    rows = empty(items, "notes", "deferred_because")
    rows += empty(Motion.objects.filter(item__in=items), "reasons", "handover", "to_bring")
    rows += empty(Vote.objects.filter(motion__item__in=items), "dissent")
    rows += empty(Recusal.objects.filter(item__in=items), "words")
    named = [str(reference) for reference in cases.values_list("reference", flat=True)]
    told = SessionEvent.objects.filter(association=file.association_id, detail__request__in=named)
    return rows + empty(told, "reason")


ROOM = Room("proceedings", hidden_from=hidden_files, forget=forget)
