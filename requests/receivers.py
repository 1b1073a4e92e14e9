"""When an association's calendar changes, the promises of its open requests are reckoned anew (HOUSE: derived)."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from associations.actions import days_changed

from .actions.moving import note, reckon


@receiver(days_changed)
def reckon_open_requests(sender: Any, *, association: Any, by: Any, **kwargs: Any) -> None:
    """One pass over the open requests, row by row; only those whose promise moved are written. Inside the verb."""
    now = timezone.now()
    rows = association.support_requests.unanswered().select_related("association", "policy_version")
    for support_request in rows.select_for_update(of=("self",)).iterator(chunk_size=500):
        before = (support_request.due_on, support_request.answer_expected_from, support_request.internal_target_on)
        fields = reckon(support_request, cause="calendar", at=now)
        after = (support_request.due_on, support_request.answer_expected_from, support_request.internal_target_on)
        if before != after:
            support_request.version += 1
            support_request.save(update_fields=[*fields, "version"])
            note(support_request, "reckoned", by=by, at=now)
