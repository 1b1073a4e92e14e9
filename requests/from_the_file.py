"""Which lines of a checklist a document of the file answers, so that a family is not asked twice (R2).

A document answers a line of its kind while it stands and is valid; the desk says so, and the line keeps which one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any


def offered(beneficiary: Any, items: Iterable[Any], *, on: date) -> dict[int, Any]:
    """For each line that has one, by the line's id, the valid document of the file that lasts longest. One query."""
    kinds = {item.pk: item.document_kind_id for item in items if item.document_kind_id}
    if not kinds:
        return {}
    rows = beneficiary.documents.valid(on=on).filter(kind__in=set(kinds.values())).select_related("kind")
    longest: dict[int, Any] = {}
    for document in rows:
        longest.setdefault(document.kind_id, document)
    return {item: longest[kind] for item, kind in kinds.items() if kind in longest}
