"""Closing the loop: by the person's word, or after three recorded attempts to reach; reopened once.

Both grounds and the one reopening are also kept by the database. While an answer stood, the clock stood still.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from associations.models import MomentKind
from core.errors import DomainError

from ..enums import ClosedBecause, SubjectSource
from ..models import Complaint, Confirmation, ContactAttempt
from ..workflow import CLOSE_UNREACHED, CONFIRM, RECORD_ATTEMPT, REOPEN
from .moving import add_moment, begin, finish, reckon
from .routing import keep_away, kept_away, named_later, route, staff_of

ATTEMPTS = 3
REOPENED_ONCE = _("It was reopened once already; that is possible one time only.")


def _by(member: Any) -> Any:
    return member.user if member else None


def _close(complaint: Complaint, event: str, ground: ClosedBecause, *, by: Any, at: datetime) -> Complaint:
    complaint.closed_at, complaint.closed_because = at, ground
    return finish(complaint, event, by=by, at=at, also=["closed_at", "closed_because"])


@transaction.atomic
def confirm(complaint: Complaint, *, by: Any, note: str = "", expected_version: int | None = None) -> Complaint:
    """The person says it is settled; ``by`` is None where the code said so, else who heard it."""
    complaint, now = begin(complaint, CONFIRM, by=by, expected_version=expected_version)
    Confirmation.objects.create(
        association_id=complaint.association_id,
        complaint=complaint,
        round=complaint.round,
        note=note,
        by=_by(by),
        at=now,
    )
    return _close(complaint, CONFIRM, ClosedBecause.CONFIRMED, by=by, at=now)


@transaction.atomic
def record_attempt(
    complaint: Complaint, *, by: Any, means: str, note: str, expected_version: int | None = None
) -> ContactAttempt:
    """The person was not reached: by which means, and what happened."""
    complaint, now = begin(complaint, RECORD_ATTEMPT, by=by, expected_version=expected_version)
    if not note.strip():
        raise DomainError(_("Write what happened."), code="note", field="note")
    attempt = ContactAttempt.objects.create(
        association_id=complaint.association_id,
        complaint=complaint,
        round=complaint.round,
        means=means,
        note=note.strip(),
        by=by.user,
        at=now,
    )
    finish(complaint, RECORD_ATTEMPT, by=by, at=now, reason=note.strip(), detail={"means": means})
    return attempt


def attempts_of_this_round(complaint: Complaint) -> int:
    return complaint.attempts.filter(round=complaint.round).count()


@transaction.atomic
def close_unreached(complaint: Complaint, *, by: Any, expected_version: int | None = None) -> Complaint:
    """Answered, and nobody could be reached three times."""
    complaint, now = begin(complaint, CLOSE_UNREACHED, by=by, expected_version=expected_version)
    if attempts_of_this_round(complaint) < ATTEMPTS:
        raise DomainError(
            _("It closes when the person confirms, or after three recorded attempts to reach."), code="attempts"
        )
    return _close(complaint, CLOSE_UNREACHED, ClosedBecause.UNREACHED, by=by, at=now)


@transaction.atomic
def reopen(complaint: Complaint, *, by: Any, reason: str, expected_version: int | None = None) -> Complaint:
    """The answer does not settle it: once. It is routed anew and the rest of its period runs on."""
    complaint, now = begin(complaint, REOPEN, by=by, expected_version=expected_version, reason=reason)
    if not complaint.can_be_reopened:
        raise DomainError(REOPENED_ONCE, code="reopened_once")
    if complaint.due_on or complaint.answer_expected_from or complaint.internal_target_on:
        add_moment(complaint, MomentKind.PAUSED, by=by, at=complaint.answered_at)
        add_moment(complaint, MomentKind.RESUMED, by=by, at=now)
    complaint.reopened_count += 1
    complaint.answered_at = complaint.closed_at = None
    complaint.closed_because = ""
    fields = ["reopened_count", "answered_at", "closed_at", "closed_because"]
    if by is None:
        keep_away(complaint, named_later(complaint, reason), SubjectSource.SAME_NAME)
    fields += route(complaint, staff=staff_of(complaint.association), away=kept_away(complaint))
    fields += reckon(complaint, cause="reopened", at=now)
    return finish(complaint, REOPEN, by=by, at=now, reason=reason, also=fields)
