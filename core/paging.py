"""Keyset pages: the next page begins after the last row of the one before, whatever was added meanwhile."""

from __future__ import annotations

from datetime import date


def key_of(text: str) -> tuple[date, int] | None:
    """The (day, id) of a page's key, ``2026-11-21.12``; anything else begins at the first page."""
    day, _dot, row_id = text.partition(".")
    try:
        return (date.fromisoformat(day), int(row_id)) if row_id else None
    except ValueError:
        return None
