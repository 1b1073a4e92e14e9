"""What is granted instead of a first decision, which itself is never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from committees.models import Committee

from ..models import Objection, Revision, SupportRequest
from .instalments import drop_unbegun
from .stipulating import set_stipulations


def revise(
    support_request: SupportRequest,
    objection: Objection,
    *,
    terms: Any,
    reasons: str,
    letter: Any,
    body: Committee,
    by: Any,
    at: datetime,
) -> Revision:
    """In the caller's transaction; ``terms`` are ``decision.Terms``, of this ``body``.

    The plan of the earlier grant holds no more.
    """
    drop_unbegun(support_request, at=at)
    revision = Revision.objects.create(
        association_id=objection.association_id,
        support_request=support_request,
        objection=objection,
        outcome=terms.outcome,
        amount=terms.amount,
        refusal_reason=terms.refusal_reason,
        reasons=reasons.strip(),
        letter=letter,
        decided_by=by.user,
        decided_at=at,
    )
    set_stipulations(support_request, terms.stipulations, decision=objection.decision, body=body, revision=revision)
    return revision
