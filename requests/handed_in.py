"""Which lines of a checklist have a paper from the applicant that the desk has not looked at, and which are asked for.

Pure functions over loaded rows; the desk alone says whether a paper matches (R2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from associations.enums import PauseReason

from .enums import ItemState, Status
from .workflow import IN_HAND, PAUSE


def papers_folder(association_id: int) -> str:
    """Where the papers of an association's requests are kept."""
    return f"papers/{association_id}"


def to_be_checked(entries: Iterable[Any], papers: Iterable[Any]) -> set[int]:
    """Ids of entries for which a paper came in online after the desk last looked at the line."""
    latest: dict[int, Any] = {}
    for paper in papers:
        latest[paper.item_id] = max(paper.sent_at, latest.get(paper.item_id, paper.sent_at))
    return {
        entry.pk
        for entry in entries
        if entry.item_id in latest and (entry.checked_at is None or latest[entry.item_id] > entry.checked_at)
    }


def asked_of_applicant(support_request: Any, entries: list[Any], papers: Iterable[Any], *, on: date) -> list[Any]:
    """The lines whose paper the applicant should send now; none once the request is past the desk."""
    if waits_for_applicant(support_request):
        return entries  # whatever they like to send; it sets the clock going
    if support_request.status not in (Status.INCOMPLETE, Status.RETURNED):
        return []
    sent = to_be_checked(entries, papers)
    return [entry for entry in entries if entry.pk not in sent and _is_wanting(support_request, entry, on)]


def waits_for_applicant(support_request: Any) -> bool:
    """The clock stands still until the applicant sends something. No query where the events are loaded."""
    if not support_request.is_paused or support_request.status not in IN_HAND:
        return False
    pauses = [event for event in support_request.events.all() if event.event == PAUSE]
    return bool(pauses) and pauses[-1].detail.get("why") == PauseReason.APPLICANT


def _is_wanting(support_request: Any, entry: Any, on: date) -> bool:
    if entry.state == ItemState.MATCHED:
        return bool(entry.is_missing(on))
    if entry.state == ItemState.NOT_NEEDED:
        return False
    was_named = entry.checked_at is not None and entry.checked_at >= support_request.status_since
    return entry.item.is_mandatory or (support_request.status == Status.RETURNED and was_named)
