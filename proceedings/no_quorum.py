"""Items that no quorum can be reached for, as management finds them: which, and who may decide them instead."""

from __future__ import annotations

from typing import Any

from committees.models import Committee
from committees.reading import bodies_that_decide

from .matters import Matter, matter_of
from .models import Item, NoQuorum

SHOWN = 20


def bodies_for(matter: Matter) -> list[Committee]:
    """Bodies that can decide today and may decide this matter. One query."""
    return [body for body in bodies_that_decide(matter.item.association_id) if matter.may_go_to(body.kind)]


def items_with_management(membership: Any, association: Any) -> Any:
    """Items that wait for management's word, the oldest first, but for what this member takes no part in."""
    rows = NoQuorum.objects.filter(association=association).with_management()
    items: Any = Item.objects.filter(pk__in=rows.values("item"))
    return items.seen_by(membership).for_docket().order_by("no_quorum__pk")


def with_management(membership: Any, association: Any) -> list[Matter]:
    """The matters of those that are still before their body."""
    items = items_with_management(membership, association)[:SHOWN]
    return [one for one in map(matter_of, items) if one.waits]
