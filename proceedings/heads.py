"""Conflicts of whoever decides alone, found as those of members who vote are (decision 26)."""

from __future__ import annotations

from typing import Any

from committees.models import Seat
from requests.heads import Tie

from .conflicts import discover, tied
from .enums import MatterKind
from .models import Item


def ties(support_request: Any, seats: list[Seat]) -> list[Tie]:
    """As if the request stood on a docket of these seats. The same queries as for one item."""
    item = Item(
        association_id=support_request.association_id,
        kind=MatterKind.SUPPORT,
        reference=support_request.reference,
        support_request=support_request,
    )
    own = [Tie(seat, str(ground.label), "", True) for seat, ground in tied(item, seats)]
    found = discover([item], seats)[item.pk]
    return [*own, *(Tie(one.seat, str(one.ground.label), one.evidence, one.is_certain) for one in found)]
