"""Documents of files, added by the same verb as the desk uses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from beneficiaries.actions.documents import add_document
from beneficiaries.models import Beneficiary, FileDocument


def a_document(person: Beneficiary, *, by: Any, kind: str = "Family register", **facts: Any) -> FileDocument:
    """A document whose original was seen today; ``kind`` by its English name."""
    found = person.association.document_kinds.get(name_en=kind)
    return add_document(person, by=by, kind=found, **{"sighted_on": timezone.localdate(), **facts})
