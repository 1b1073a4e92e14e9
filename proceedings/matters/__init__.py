"""Kinds of matters on a docket, and what of them waits for a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from committees.models import Committee

from ..enums import MatterKind
from ..models import Item
from .base import Matter
from .harm import HarmMatter
from .objection import ObjectionMatter
from .support import SupportMatter
from .urgent import UrgentMatter

MOST_ITEMS = 60  # of one docket: more is not a session but a backlog
MATTERS: dict[str, type[Matter]] = {
    one.kind: one for one in (SupportMatter, ObjectionMatter, UrgentMatter, HarmMatter)
}
ONE_OF = {
    MatterKind.SUPPORT: "support_request",
    MatterKind.OBJECTION: "objection",
    MatterKind.URGENT: "urgent_help",
    MatterKind.HARM: "compensation_case",
}


def matter_of(item: Item) -> Matter:
    return MATTERS[item.kind](item)


def _waiting(committee: Committee, seen_by: Any, besides: Any = None) -> Iterator[tuple[type[Matter], Any]]:
    """Of each kind, as a member sees them, the rows that wait for the body and are on no docket, nor ``besides``."""
    for kind, matter in MATTERS.items():
        taken = Item.objects.filter(kind=kind).taken()
        if besides is not None:
            taken = taken | Item.objects.filter(kind=kind, session=besides)
        rows = matter.waiting(committee).exclude(pk__in=taken.values(ONE_OF[MatterKind(kind)]))
        yield matter, rows if seen_by is None else rows.exclude(matter.hidden_from(seen_by))


def count_ready(committee: Committee, *, seen_by: Any = None) -> int:
    """How much waits for the body and is on no docket; for a member, without what is hidden. One query a kind."""
    return sum(rows.count() for _matter, rows in _waiting(committee, seen_by))


def ready_for(committee: Committee, *, most: int, besides: Any = None, seen_by: Any = None) -> list[Item]:
    """Items, not saved, of what waits for the body and is on no docket: nearest last day first, at most so many.

    ``besides``: a session whose own items, over or not, are left out too. ``seen_by``: as in counting. One query for
    each kind, and its prefetches.
    """
    found = [
        Item(association_id=committee.association_id, kind=matter.kind, **matter.named(row))
        for matter, rows in _waiting(committee, seen_by, besides)
        for row in rows[:most]
    ]
    order = list(MATTERS)
    found.sort(key=lambda item: (matter_of(item).orders_on, order.index(item.kind)))
    return found[:most]


__all__ = ["MATTERS", "MOST_ITEMS", "Matter", "count_ready", "matter_of", "ready_for"]
