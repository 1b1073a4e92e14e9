"""Cases of compensation that a member must not know of: each later room enters itself here, as in ``requests``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

HIDDEN: list[Callable[[Any], Any]] = []  # for a member: ids of compensation cases, as a query


def hidden_from(member: Any, case: str = "pk") -> Q:
    """A member takes no part in them; ``case`` leads from a row to its case. No query by itself."""
    hidden = Q(pk__in=[])
    for rows in HIDDEN:
        hidden |= Q(**{f"{case}__in": rows(member)})
    return hidden
