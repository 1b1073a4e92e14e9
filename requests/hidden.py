"""Requests that a member must not know of: each later room enters itself here, since this one may not import it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

HIDDEN: list[Callable[[Any], Any]] = []  # for a member: ids of requests, as a query


def hidden_from(member: Any, request: str = "pk") -> Q:
    """A member takes no part in deciding them; ``request`` leads from a row to its request. No query by itself."""
    hidden = Q(pk__in=[])
    for rows in HIDDEN:
        hidden |= Q(**{f"{request}__in": rows(member)})
    return hidden
