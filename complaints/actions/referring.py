"""Referring an inquiry to the body the policy names (R4), as a request is (``requests.actions.referring``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.due import due, each
from associations.models import Association, ReferralEnd
from core.errors import DomainError
from requests.actions.referring import (
    answer_question,
    answerers,
    end_question,
    managers,
    open_of,
    open_or_refused,
    put_question,
)
from requests.notices_to_staff import tell_referral_answered, tell_referral_asked, tell_referral_late

from ..models import Complaint, ComplaintReferral
from ..workflow import ANSWER_REFERRAL, RECALL_REFERRAL, REFER, REFERRAL_LATE
from .moving import begin, finish, locked, note


@transaction.atomic
def refer(complaint: Complaint, *, by: Any, question: str, expected_version: int | None = None) -> ComplaintReferral:
    """Put a question to the body the policy names; it hears of it at once."""
    complaint, now = begin(complaint, REFER, by=by, expected_version=expected_version)
    referral, people = put_question(complaint, by=by, question=question, at=now)
    about = _about_whom(complaint)
    people = [user for user in people if user.pk not in about]
    if not people:
        raise DomainError(_("Whoever could answer is kept away from this case."), code="nobody_free")
    finish(complaint, REFER, by=by, at=now)
    tell_referral_asked(referral, people)
    return referral  # type: ignore[no-any-return]


@transaction.atomic
def answer_referral(
    complaint: Complaint, *, by: Any, answer: str, expected_question: int | None = None
) -> ComplaintReferral:
    """The answer comes back to whoever asked."""
    complaint, now = begin(complaint, ANSWER_REFERRAL, by=by)
    referral = answer_question(complaint, by=by, answer=answer, expected=expected_question, at=now)
    finish(complaint, ANSWER_REFERRAL, by=by, at=now)
    tell_referral_answered(referral)
    return referral  # type: ignore[no-any-return]


@transaction.atomic
def recall_referral(
    complaint: Complaint, *, by: Any, reason: str, expected_question: int | None = None
) -> ComplaintReferral:
    """The question is no longer needed."""
    complaint, now = begin(complaint, RECALL_REFERRAL, by=by, reason=reason)
    referral = open_or_refused(complaint, expected_question)
    end_question(referral, ReferralEnd.RECALLED, by=by, at=now)
    finish(complaint, RECALL_REFERRAL, by=by, at=now, reason=reason)
    return referral  # type: ignore[no-any-return]


def drop_open(complaint: Complaint, *, by: Any, at: datetime) -> None:
    """The case is answered: nobody waits for the answer any more. By a verb that holds the lock; one query."""
    referral = open_of(complaint)
    if referral is not None:
        end_question(referral, ReferralEnd.RECALLED, by=by, at=at)
        note(complaint, RECALL_REFERRAL, by=by, at=at)


@due("questions about inquiries that wait too long for their answer")
def remind_of_referrals(association: Association) -> int:
    """How many people hear, once for each question, that its last day has passed."""
    late = ComplaintReferral.objects.filter(
        association=association, ended_at__isnull=True, reminded_at__isnull=True, due_on__lt=timezone.localdate()
    )
    return each(late.select_related("case").order_by("pk"), lambda referral: _remind(referral.case))


@transaction.atomic
def _remind(case: Complaint) -> int:
    case, now = locked(case), timezone.now()
    referral = open_of(case)
    if referral is None or referral.reminded_at is not None or referral.due_on >= timezone.localdate(now):
        return 0
    referral.reminded_at = now
    referral.save(update_fields=["reminded_at"])
    note(case, REFERRAL_LATE, by=None, at=now)
    people = {user.pk: user for user in [*answerers(case, referral.role, but=referral.asked_by), *managers(case)]}
    for user in _about_whom(case):
        people.pop(user, None)
    tell_referral_late(referral, list(people.values()))
    return len(people)


def _about_whom(case: Complaint) -> set[int]:
    """Users whom the case is, or may be, about: they hear nothing of it."""
    return set(case.subjects.filter(cleared_at__isnull=True).values_list("membership__user", flat=True))
