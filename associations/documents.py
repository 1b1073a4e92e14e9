"""Which documents stand beside which form (D): the officer reads the guide where the guide is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .enums import DocumentKind
from .models import Association, DocumentAtHand, PolicyDocument, PolicyVersion

OPENING = (
    DocumentKind.SUPPORT_REQUEST_FORM,
    DocumentKind.SERVICE_REQUEST_FORM,
    DocumentKind.SUPPORT_POLICY_GUIDE,
    DocumentKind.AID_POLICY,
)
STUDY = (DocumentKind.RESEARCH_GUIDE, DocumentKind.SUPPORT_POLICY_GUIDE, DocumentKind.AID_POLICY)
DECISION = (DocumentKind.SUPPORT_POLICY_GUIDE, DocumentKind.AID_POLICY, DocumentKind.BYLAWS)
FOLDER = "documents"


def at_hand(association: Association, kinds: Iterable[str] | None = None) -> list[DocumentAtHand]:
    """The latest version of each document, of these kinds only where given. One query."""
    rows: Any = association.documents_at_hand.all()
    if kinds is not None:
        rows = rows.filter(document__in=list(kinds))
    latest: dict[str, DocumentAtHand] = {}
    for row in rows:
        latest.setdefault(row.document, row)
    return list(latest.values())


def not_added(association: Association, version: PolicyVersion) -> list[PolicyDocument]:
    """Documents that the version puts at the officer's hand and that nobody has added yet (D). One query."""
    return list(version.documents.exclude(document__in=association.documents_at_hand.values("document")))
