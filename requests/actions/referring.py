"""Referring to the body the policy names (R4): a question, its answer by its own day, or taken back.

The case stays where it is and its clock goes on. One question at a time: of two who answer at once, the second
hears who was first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.roles import Permission, Role
from associations.due import due, each
from associations.models import Association, ReferralEnd
from associations.referring import answer_due, referring
from core.errors import AlreadyHandled, DomainError, StaleRecord
from core.history import note

from ..models import RequestReferral, SupportRequest
from ..notices_to_staff import tell_referral_answered, tell_referral_asked, tell_referral_late
from ..workflow import ANSWER_REFERRAL, RECALL_REFERRAL, REFER, REFERRAL_LATE
from .moving import begin, finish, locked

END_FIELDS = ("how", "answer", "ended_by", "ended_at")


def answerers(case: Any, role: str, *, but: User) -> list[User]:
    """Who may answer today: holders of the role the version names, ``but`` not whoever asks. One query."""
    members = Membership.objects.active().filter(association=case.association_id, membership_roles__role=role)
    return [member.user for member in members.select_related("user") if member.user_id != but.pk]


@transaction.atomic
def refer(
    support_request: SupportRequest, *, by: Any, question: str, expected_version: int | None = None
) -> RequestReferral:
    """Put a question to the body the policy names; it hears of it at once."""
    support_request, now = begin(support_request, REFER, by=by, expected_version=expected_version)
    referral, people = put_question(support_request, by=by, question=question, at=now)
    finish(support_request, REFER, by=by, at=now)
    tell_referral_asked(referral, people)
    return referral


def put_question(case: Any, *, by: Any, question: str, at: datetime) -> tuple[Any, list[User]]:
    """The question's row, and who may answer; for any kind of case, by a verb that holds its lock."""
    version = case.policy_version
    if not version.referral:
        raise DomainError(_("This association's policy names nobody to refer to."), code="nobody_named")
    if not question.strip():
        raise DomainError(_("Write the question."), code="question", field="question")
    if open_of(case) is not None:
        raise DomainError(_("A question about this case waits for its answer already."), code="open")
    rule = referring(version)
    people = answerers(case, rule.role, but=by.user)
    if not people:
        message = _(
            "There is nobody to answer: no other member holds the role “%(role)s”. The administrator gives it."
        )
        raise DomainError(message % {"role": Role(rule.role).label}, code="nobody_holds")
    referral = case.referrals.create(
        association_id=case.association_id,
        kind=version.referral,
        role=rule.role,
        question=question.strip(),
        asked_by=by.user,
        asked_at=at,
        due_on=answer_due(case.association, rule, at),
    )
    return referral, people


def answer_question(case: Any, *, by: Any, answer: str, expected: int | None, at: datetime) -> Any:
    """The open question answered, not by the one who asked; for any kind of case."""
    referral = open_or_refused(case, expected)
    if referral.asked_by_id == by.user.pk:
        raise DomainError(_("You asked this yourself: somebody else answers it, or you take it back."), code="own")
    if not answer.strip():
        raise DomainError(_("Write the answer."), code="answer", field="answer")
    end_question(referral, ReferralEnd.ANSWERED, by=by, at=at, answer=answer.strip())
    return referral


@transaction.atomic
def answer_referral(
    support_request: SupportRequest, *, by: Any, answer: str, expected_question: int | None = None
) -> RequestReferral:
    """The answer comes back to whoever asked. Not by the one who asked; to the question that was read."""
    support_request, now = begin(support_request, ANSWER_REFERRAL, by=by)
    referral = answer_question(support_request, by=by, answer=answer, expected=expected_question, at=now)
    finish(support_request, ANSWER_REFERRAL, by=by, at=now)
    tell_referral_answered(referral)
    return referral


@transaction.atomic
def recall_referral(
    support_request: SupportRequest, *, by: Any, reason: str, expected_question: int | None = None
) -> RequestReferral:
    """The question is no longer needed."""
    support_request, now = begin(support_request, RECALL_REFERRAL, by=by, reason=reason)
    referral = open_or_refused(support_request, expected_question)
    end_question(referral, ReferralEnd.RECALLED, by=by, at=now)
    finish(support_request, RECALL_REFERRAL, by=by, at=now, reason=reason)
    return referral


def drop_open(support_request: SupportRequest, *, by: Any, at: datetime) -> None:
    """The case ended: nobody waits for the answer any more. By a verb that holds the lock; one query."""
    referral = open_of(support_request)
    if referral is not None:
        end_question(referral, ReferralEnd.RECALLED, by=by, at=at)
        note(support_request, RECALL_REFERRAL, by=by, at=at)


def open_of(support_request: Any) -> Any:
    """The question that waits, locked with its case by whoever writes."""
    return support_request.referrals.filter(ended_at__isnull=True).select_related("asked_by").first()


def open_or_refused(support_request: Any, expected: int | None) -> Any:
    """The question that waits and was read; raises in words where it ended meanwhile."""
    referral = open_of(support_request)
    if referral is not None and expected in (None, referral.pk):
        return referral
    if referral is not None:
        raise StaleRecord
    last = support_request.referrals.select_related("ended_by").last()
    if last is not None and last.ended_by is not None:
        message = _("%(person)s was first: “%(how)s”. Yours was not saved.")
        raise AlreadyHandled(
            message % {"person": last.ended_by.name, "how": last.get_how_display()}, code="already_ended"
        )
    raise DomainError(_("No question about this case waits for an answer."), code="none_open")


def end_question(referral: Any, how: str, *, by: Any, at: datetime, answer: str = "") -> None:
    """Answered or taken back; by a verb that holds the lock of the case."""
    referral.how, referral.answer, referral.ended_at = how, answer, at
    referral.ended_by = getattr(by, "user", None)
    referral.save(update_fields=END_FIELDS)


@due("questions that wait too long for their answer")
def remind_of_referrals(association: Association) -> int:
    """How many people hear, once for each question, that its last day has passed."""
    late = RequestReferral.objects.filter(
        association=association, ended_at__isnull=True, reminded_at__isnull=True, due_on__lt=timezone.localdate()
    )
    return each(late.select_related("case").order_by("pk"), lambda referral: _remind(referral.case))


@transaction.atomic
def _remind(case: SupportRequest) -> int:
    """Under the lock of the case: those who may answer, and the manager."""
    case, now = locked(case), timezone.now()
    referral = open_of(case)
    if referral is None or referral.reminded_at is not None or referral.due_on >= timezone.localdate(now):
        return 0
    referral.reminded_at = now
    referral.save(update_fields=["reminded_at"])
    note(case, REFERRAL_LATE, by=None, at=now)
    people = {user.pk: user for user in [*answerers(case, referral.role, but=referral.asked_by), *managers(case)]}
    tell_referral_late(referral, list(people.values()))
    return len(people)


def managers(case: Any) -> Sequence[User]:
    members = Membership.objects.active().filter(association=case.association_id).select_related("user")
    rows = members.prefetch_related("membership_roles")
    return [member.user for member in rows if Permission.HEAR_OF_LATENESS in member.permissions]
