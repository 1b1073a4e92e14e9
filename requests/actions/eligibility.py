"""What the conditions said about the file is kept at the moments that count, beside what the body decides (R14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ..eligibility_facts import as_kept, evaluation_of
from ..models import EligibilityCheck, SupportRequest


def keep_eligibility(
    support_request: SupportRequest, occasion: str, *, by: Any, at: datetime
) -> EligibilityCheck | None:
    """One row inside the verb's transaction; none where the terms have no conditions."""
    evaluation = evaluation_of(support_request, on=timezone.localdate(at))
    if not evaluation.findings:
        return None
    row: EligibilityCheck = support_request.eligibility_checks.create(
        association_id=support_request.association_id,
        occasion=occasion,
        findings=as_kept(evaluation),
        met=evaluation.met,
        score=evaluation.score,
        out_of=evaluation.out_of,
        by=by.user,
        at=at,
    )
    return row
