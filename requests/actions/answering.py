"""Telling the answer: by the agreed means first, then by the next that the file knows, until one arrives (R6–R8).

By message the portal tells, and the answer counts as given when the gateway took it; by call, letter or visit staff
say what became of it. What did not arrive goes to the next means: a message by itself, anything else as a task of
the desk. The first that arrived is the answer, and its moment is what "on time" measures.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.due import due, each
from associations.models import Association
from beneficiaries.models import ContactMeans
from core.errors import AlreadyHandled, DomainError
from correspondence.models import NoticeStatus
from correspondence.models.notice import BY_MACHINE

from ..enums import AttemptState, NotReached, Status
from ..models import Answer, AnswerAttempt, SupportRequest
from ..notices import tell_answer
from ..workflow import ANSWER_FAILED, GIVE_ANSWER, RECORD_ATTEMPT, SEND_ANSWER
from .instalments import begin_plan, end_if_delivered
from .moving import begin, finish, locked, note

ORDER = (ContactMeans.SMS, ContactMeans.PHONE, ContactMeans.EMAIL, ContactMeans.LETTER, ContactMeans.IN_PERSON)
SETTLED = (NoticeStatus.SENT, NoticeStatus.DONE, NoticeStatus.GAVE_UP)


class _Told(NamedTuple):
    """Who sent the message that the portal heard of later."""

    user: Any


def means_in_order(support_request: SupportRequest) -> list[str]:
    """The agreed means, then the others by which the file says that the person can be reached."""
    file = support_request.beneficiary
    known = {ContactMeans.SMS: file.mobile, ContactMeans.PHONE: file.mobile, ContactMeans.EMAIL: file.email}
    usable = [means.value for means in ORDER if known.get(means, file.full_name)]
    return sorted(usable, key=lambda means: means != support_request.agreed_means)


def next_means(support_request: SupportRequest, attempts: list[AnswerAttempt]) -> str:
    """The first means that did not fail yet; empty where each of them did."""
    failed = {attempt.means for attempt in attempts if attempt.state == AttemptState.FAILED}
    return next((means for means in means_in_order(support_request) if means not in failed), "")


@transaction.atomic
def send_answer(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> AnswerAttempt:
    """One press: the next means by which the portal itself can tell. It counts as given when it was accepted."""
    support_request, now = begin(support_request, SEND_ANSWER, by=by, expected_version=expected_version)
    attempts = list(support_request.answer_attempts.all())
    if any(attempt.state == AttemptState.WAITING for attempt in attempts):
        raise AlreadyHandled(_("The answer is on its way already."), code="on_its_way")
    means = next_means(support_request, attempts)
    if means not in BY_MACHINE:
        raise DomainError(
            _("The next means is no message: tell the person, and record what became of it."), code="by_hand"
        )
    attempt = _send(support_request, means, by=by.user, at=now, number=len(attempts) + 1)
    finish(support_request, SEND_ANSWER, by=by, at=now, detail={"means": attempt.means})
    return attempt


@transaction.atomic
def record_attempt(
    support_request: SupportRequest,
    *,
    by: Any,
    means: str,
    not_reached: str,
    words: str = "",
    expected_version: int | None = None,
) -> AnswerAttempt:
    """The person was not reached by call, letter or visit. A message that comes next goes out by itself."""
    support_request, now = begin(support_request, RECORD_ATTEMPT, by=by, expected_version=expected_version)
    if means in BY_MACHINE:
        raise DomainError(_("A message that fails is recorded by itself."), code="by_machine", field="means")
    if not_reached == NotReached.OTHER and not words.strip():
        raise DomainError(_("Write what happened."), code="words", field="note")
    attempt = _attempt(
        support_request, means, by=by.user, at=now, state=AttemptState.FAILED, not_reached=not_reached, note=words
    )
    detail = {"means": means, "not_reached": not_reached}
    finish(support_request, RECORD_ATTEMPT, by=by, at=now, reason=words.strip(), detail=detail)
    _go_on(support_request, after=means, by=by.user, at=now)
    return attempt


@transaction.atomic
def give_answer(
    support_request: SupportRequest, *, by: Any, means: str, note: str = "", expected_version: int | None = None
) -> Answer:
    """The person was told of the decision now, by call, letter or in person."""
    support_request, now = begin(support_request, GIVE_ANSWER, by=by, expected_version=expected_version)
    if means in BY_MACHINE:
        raise DomainError(_("An answer by message is sent from here."), code="by_machine", field="means")
    attempts = list(support_request.answer_attempts.all())
    if means != next_means(support_request, attempts) and not note.strip():
        raise DomainError(
            _("Another means than the agreed one was used: write why."), code="means_differs", field="note"
        )
    attempt = _attempt(support_request, means, by=by.user, at=now, state=AttemptState.GIVEN, note=note)
    return _given(support_request, attempt, by=by, at=now)


def settle(attempt: AnswerAttempt) -> bool:
    """What became of an answer by message, read from its notice; says whether anything changed. Does it once."""
    with transaction.atomic():
        support_request = locked(attempt.support_request)
        attempt = support_request.answer_attempts.select_related("notice", "by").get(pk=attempt.pk)
        notice = attempt.notice
        if notice is None or notice.status not in SETTLED:
            return False
        arrived = notice.status != NoticeStatus.GAVE_UP
        at = (notice.sent_at or notice.handled_at) if arrived else timezone.now()
        if attempt.state == AttemptState.WAITING:
            attempt.state = AttemptState.GIVEN if arrived else AttemptState.FAILED
            attempt.not_reached, attempt.settled_at = "" if arrived else NotReached.GATEWAY, at
            attempt.save(update_fields=["state", "not_reached", "settled_at"])
        elif attempt.state == AttemptState.FAILED and arrived and support_request.status == Status.DECIDED:
            attempt = _attempt(
                support_request, attempt.means, by=attempt.by, at=at, state=AttemptState.GIVEN, notice=notice
            )  # sent again after it was given up
        else:
            return False
        if support_request.status != Status.DECIDED:
            return True
        if arrived:
            _given(support_request, attempt, by=None, at=at)
        else:
            _undelivered(support_request, attempt, at=at)
        return True


@due("answers on their way")
def settle_answers(association: Association) -> int:
    """What the sender could not tell us at once, for instance because it was stopped in between."""
    waiting = AnswerAttempt.objects.filter(
        association=association, state=AttemptState.WAITING, notice__status__in=SETTLED
    )
    return each(waiting.select_related("support_request").order_by("pk"), settle)


def _attempt(support_request: SupportRequest, means: str, *, at: datetime, **facts: Any) -> AnswerAttempt:
    """The next row of a locked request; settled now, unless it waits for the gateway."""
    waits = facts["state"] == AttemptState.WAITING
    return support_request.answer_attempts.create(
        association_id=support_request.association_id,
        number=support_request.answer_attempts.count() + 1,
        means=means,
        at=at,
        settled_at=None if waits else at,
        **facts,
    )


def _send(support_request: SupportRequest, means: str, *, by: Any, at: datetime, number: int) -> AnswerAttempt:
    notice = tell_answer(support_request, means, again=f"try-{number}")
    return _attempt(support_request, notice.means, by=by, at=at, state=AttemptState.WAITING, notice=notice)


def _given(support_request: SupportRequest, attempt: AnswerAttempt, *, by: Any, at: datetime) -> Answer:
    """The answer of a locked request, at the moment it arrived."""
    told = {"means": attempt.means, "given_at": at, "note": attempt.note, "by": attempt.by}
    answer, _made = Answer.objects.get_or_create(  # of a request that was sent back the first answer stays
        support_request=support_request, defaults={"association_id": support_request.association_id, **told}
    )
    support_request.answered_at = answer.given_at
    finish(support_request, GIVE_ANSWER, by=by, at=at, detail={"means": attempt.means}, also=["answered_at"])
    begin_plan(support_request, by=by or _Told(attempt.by))
    end_if_delivered(support_request, by=by, at=at)
    return answer


def _undelivered(support_request: SupportRequest, attempt: AnswerAttempt, *, at: datetime) -> None:
    detail = {"means": attempt.means, "not_reached": attempt.not_reached}
    note(support_request, ANSWER_FAILED, by=None, at=at, detail=detail)
    _go_on(support_request, after=attempt.means, by=attempt.by, at=at)


def _go_on(support_request: SupportRequest, *, after: str, by: Any, at: datetime) -> None:
    """To the means after the one that failed: a message goes out by itself; anything else is a task of the desk."""
    attempts = list(support_request.answer_attempts.all())
    if any(attempt.state == AttemptState.WAITING for attempt in attempts):
        return
    order, failed = means_in_order(support_request), {attempt.means for attempt in attempts}
    later = order[order.index(after) + 1 :] if after in order else order
    means = next((means for means in later if means not in failed), "")
    if means in BY_MACHINE:
        attempt = _send(support_request, means, by=by, at=at, number=len(attempts) + 1)
        note(support_request, SEND_ANSWER, by=None, at=at, detail={"means": attempt.means})
