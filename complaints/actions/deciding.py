"""The finding with its remedy, and the answer (K1, K2, K7): "on time" is measured by the moment of the answer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .. import notices
from ..enums import FINDINGS, RIGHT, Kind, Means
from ..models import Complaint, Reply, Resolution
from ..workflow import ANSWER_NOW, DECIDE, GIVE_ANSWER
from .moving import begin, finish
from .referring import drop_open


@transaction.atomic
def decide(
    complaint: Complaint,
    *,
    by: Any,
    finding: str,
    reasons: str,
    apology: str = "",
    putting_right: str = "",
    money: Decimal | None = None,
    service_change: str = "",
    expected_version: int | None = None,
) -> Resolution:
    """What was found, with reasons; what is upheld has at least one remedy."""
    complaint, now = begin(complaint, DECIDE, by=by, expected_version=expected_version)
    remedy = {"apology": apology, "putting_right": putting_right, "money": money, "service_change": service_change}
    if finding not in RIGHT:
        remedy = {}
    elif not any(remedy.values()):
        raise DomainError(_("What is upheld has a remedy: write at least one."), code="remedy", field="apology")
    resolution = _resolve(complaint, by, now, finding=finding, reasons=reasons, **remedy)
    finish(complaint, DECIDE, by=by, at=now, detail={"finding": finding})
    return resolution


def _resolve(complaint: Complaint, by: Any, at: datetime, *, finding: str, reasons: str, **remedy: Any) -> Resolution:
    if finding not in FINDINGS[Kind(complaint.kind)]:
        raise DomainError(_("Choose a finding that belongs to this kind."), code="finding", field="finding")
    if not reasons.strip():
        raise DomainError(_("A decision states its reasons."), code="reasons", field="reasons")
    drop_open(complaint, by=by, at=at)
    return Resolution.objects.create(
        association_id=complaint.association_id,
        complaint=complaint,
        round=complaint.round,
        finding=finding,
        reasons=reasons.strip(),
        by=by.user,
        at=at,
        **remedy,
    )


def _tell(complaint: Complaint, by: Any, at: datetime, *, means: str, note: str) -> None:
    """The person was told; the tracking page shows it in any case, so another means beside it needs no reason."""
    if means != complaint.agreed_means != Means.TRACKING and not note.strip():
        raise DomainError(
            _("Another means than the agreed one was used: write why."), code="means_differs", field="note"
        )
    Reply.objects.create(
        association_id=complaint.association_id,
        complaint=complaint,
        round=complaint.round,
        means=means,
        note=note,
        by=by.user,
        at=at,
    )
    complaint.answered_at = at
    notices.tell_answered(complaint, means)


@transaction.atomic
def give_answer(
    complaint: Complaint, *, by: Any, means: str, note: str = "", expected_version: int | None = None
) -> Complaint:
    """The person was told of the finding, now, by this means."""
    complaint, now = begin(complaint, GIVE_ANSWER, by=by, expected_version=expected_version)
    _tell(complaint, by, now, means=means, note=note)
    return finish(complaint, GIVE_ANSWER, by=by, at=now, detail={"means": means}, also=["answered_at"])


@transaction.atomic
def answer_now(
    complaint: Complaint,
    *,
    by: Any,
    finding: str,
    text: str,
    means: str,
    note: str = "",
    expected_version: int | None = None,
) -> Complaint:
    """An inquiry, help or suggestion is answered in one step."""
    complaint, now = begin(complaint, ANSWER_NOW, by=by, expected_version=expected_version)
    complaint.owner = complaint.owner or by
    _resolve(complaint, by, now, finding=finding, reasons=text)
    _tell(complaint, by, now, means=means, note=note)
    detail = {"finding": finding, "means": means}
    return finish(complaint, ANSWER_NOW, by=by, at=now, detail=detail, also=["answered_at", "owner"])
