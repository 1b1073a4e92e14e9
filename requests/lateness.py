"""Why a request is late (K6): the stage in which its clock ran longest, read from its history.

The days on which the clock stands still blame nobody: a return for completion, and the papers before completeness
where the policy counts from completeness. So what is named is where the days went, not who holds the request
today.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from associations.enums import CaseKind, Starts
from associations.models import ResponseRule

from .enums import Status

CAUSES = {
    "papers": _("Completing the papers"),
    "queue": _("Waiting for a study to begin"),
    "study": _("The study"),
    "body": _("The decision of the reviewing body"),
    "answer": _("Telling the decision"),
}
STAGES = {
    Status.INCOMPLETE: "papers",
    Status.AWAITING_STUDY: "queue",
    Status.UNDER_STUDY: "study",
    Status.AWAITING_DECISION: "body",
    Status.DECIDED: "answer",
}


class Late(NamedTuple):
    """One late request and its cause."""

    pk: int
    is_answered: bool
    cause: str


def causes_of(rows: Any, *, now: datetime) -> list[Late]:
    """The cause of each of these late requests. Two queries, however many rows; memory by the row."""
    from .models import RequestEvent

    counts_papers = Exists(
        ResponseRule.objects.filter(
            version=OuterRef("policy_version"), case_kind=CaseKind.REQUEST, starts=Starts.RECEIPT
        )
    )
    found = rows.order_by().values_list("pk", "received_at", "answered_at", "status", counts_papers)
    moves: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    events = RequestEvent.objects.filter(case__in=rows.order_by().values("pk")).exclude(from_status=F("to_status"))
    for case, left, at in (
        events.order_by("at", "pk").values_list("case", "from_status", "at").iterator(chunk_size=2000)
    ):
        moves[case].append((left, at))
    return [
        Late(pk, bool(told_at), longest(moves[pk], status, received_at, told_at or now, papers_count=papers_count))
        for pk, received_at, told_at, status, papers_count in found.iterator(chunk_size=2000)
    ]


def longest(
    moves: list[tuple[str, datetime]], status: str, began: datetime, ended: datetime, *, papers_count: bool
) -> str:
    """The cause of one request; ``moves`` are (status left, when), ``status`` the one it has now.

    Of two stages equally long the later one is named.
    """
    spent = dict.fromkeys(CAUSES, timedelta())
    since = began
    for left, at in [*moves, (status, ended)]:
        at = min(at, ended)
        stage = STAGES.get(Status(left))
        if stage and (papers_count or stage != "papers"):
            spent[stage] += at - since
        since = at
    return max(reversed(CAUSES), key=lambda stage: spent[stage])
