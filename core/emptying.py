"""Words that name people are emptied in place: rows, days, amounts and outcomes stay for the statistics (B4)."""

from __future__ import annotations

from typing import Any

GONE = "—"  # stands where a constraint asks for a word; the triggers of ``EmptiedOnly`` let it and nothing else in


def empty(rows: Any, *texts: str, objects: tuple[str, ...] = (), sealed: tuple[str, ...] = ()) -> int:
    """Empty these columns of these rows; texts that say something get the sign. Gives how many rows had something."""
    touched: set[int] = set()
    for column, blank in [*((text, GONE) for text in texts), *((f"{name}_sealed", "") for name in sealed)]:
        holding = rows.exclude(**{column: ""}).exclude(**{column: GONE}).exclude(**{f"{column}__isnull": True})
        touched |= _emptied(rows, holding, column, blank)
    for column in objects:
        touched |= _emptied(rows, rows.exclude(**{column: {}}), column, {})
    return len(touched)


def _emptied(rows: Any, holding: Any, column: str, blank: Any) -> set[int]:
    found = set(holding.order_by().values_list("pk", flat=True))
    rows.model._base_manager.filter(pk__in=found).update(**{column: blank})
    return found
