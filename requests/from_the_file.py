"""Which lines of a checklist a document of the file answers, so that a family is not asked twice (R2).

A document answers a line of its kind while it stands, is valid, and is no older than the line allows; the desk says
so, and the line keeps which one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from .paper_validity import Validity, validity


def in_the_file(beneficiary: Any, items: Iterable[Any], *, on: date) -> dict[int, tuple[Any, Validity]]:
    """For each line the file's best document of its kind, by the line's id, and what it is worth. One query."""
    lines = [item for item in items if item.document_kind_id]
    if not lines:
        return {}
    rows = beneficiary.documents.valid(on=on).filter(kind__in={item.document_kind_id for item in lines})
    documents = list(rows.select_related("kind"))
    found: dict[int, tuple[Any, Validity]] = {}
    for item in lines:
        judged = [(one, worth(one, item, on=on)) for one in documents if one.kind_id == item.document_kind_id]
        if judged:
            found[item.pk] = next((pair for pair in judged if pair[1].problem is None), judged[0])
    return found


def worth(document: Any, item: Any, *, on: date) -> Validity:
    """The document against the months that the line asks for; its own end counts too."""
    end = document.valid_until
    return validity(months=item.months, issued_on=document.issued_on, written_end=end, on=on)


def offered(beneficiary: Any, items: Iterable[Any], *, on: date) -> dict[int, Any]:
    """For each line that has one, by the line's id, the document of the file that answers it. One query."""
    found = in_the_file(beneficiary, items, on=on)
    return {item: document for item, (document, judged) in found.items() if judged.problem is None}
