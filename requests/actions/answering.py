"""Telling an answer: by the agreed means first, then by the next that the file knows, until one arrives (R6–R8).

By message the portal tells, and the answer counts as given when the gateway took it; by call, letter or visit staff
say what became of it. What did not arrive goes to the next means: a message by itself, anything else as a task of
the desk. The first that arrived is the answer, and its moment is what "on time" measures.
The answer to a request and the answer to an objection to it are told alike (``Told``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.due import due, each
from associations.models import Association
from associations.moving import Moves
from beneficiaries.models import ContactMeans
from core.errors import AlreadyHandled, DomainError
from correspondence.models import NoticeStatus
from correspondence.models.notice import BY_MACHINE

from ..enums import AttemptState, NotReached, ObjectionStatus, Status
from ..models import Answer, AnswerAttempt, Objection, SupportRequest
from ..notices import tell_answer, tell_objection_answered
from ..objection_workflow import ANSWER_OBJECTION, NOT_REACHED, SEND_OBJECTION_ANSWER
from ..workflow import ANSWER_FAILED, GIVE_ANSWER, RECORD_ATTEMPT, SEND_ANSWER
from .instalments import begin_plan, end_if_delivered
from .moving import MOVES, note
from .objecting import MOVES as OBJECTION_MOVES

ORDER = (ContactMeans.SMS, ContactMeans.PHONE, ContactMeans.EMAIL, ContactMeans.LETTER, ContactMeans.IN_PERSON)
SETTLED = (NoticeStatus.SENT, NoticeStatus.DONE, NoticeStatus.GAVE_UP)


class Told(NamedTuple):
    """How one kind of answer is told: its moves, their events, where it waits to be told, and its message."""

    moves: Moves
    send: str
    attempt: str
    give: str
    waits: str
    message: Any


OF_REQUEST = Told(MOVES, SEND_ANSWER, RECORD_ATTEMPT, GIVE_ANSWER, Status.DECIDED, tell_answer)
OF_OBJECTION = Told(
    OBJECTION_MOVES,
    SEND_OBJECTION_ANSWER,
    NOT_REACHED,
    ANSWER_OBJECTION,
    ObjectionStatus.DECIDED,
    tell_objection_answered,
)


class _Sender(NamedTuple):
    """Who sent the message that the portal heard of later."""

    user: Any


def told_of(case: SupportRequest | Objection) -> Told:
    return OF_OBJECTION if isinstance(case, Objection) else OF_REQUEST


def request_of(case: SupportRequest | Objection) -> SupportRequest:
    return case.support_request if isinstance(case, Objection) else case


def attempts_of(case: SupportRequest | Objection) -> Any:
    """The attempts to tell this answer; those to tell the answer to an objection are the objection's."""
    if isinstance(case, Objection):
        return case.answer_attempts.all()
    return case.answer_attempts.filter(objection__isnull=True)


def means_in_order(case: SupportRequest | Objection) -> list[str]:
    """The agreed means, then the others by which the file says that the person can be reached."""
    support_request = request_of(case)
    file = support_request.beneficiary
    known = {ContactMeans.SMS: file.mobile, ContactMeans.PHONE: file.mobile, ContactMeans.EMAIL: file.email}
    usable = [means.value for means in ORDER if known.get(means, file.full_name)]
    return sorted(usable, key=lambda means: means != support_request.agreed_means)


def next_means(case: SupportRequest | Objection, attempts: list[AnswerAttempt]) -> str:
    """The first means that did not fail yet; empty where each of them did."""
    failed = {attempt.means for attempt in attempts if attempt.state == AttemptState.FAILED}
    return next((means for means in means_in_order(case) if means not in failed), "")


@transaction.atomic
def send_answer(case: SupportRequest | Objection, *, by: Any, expected_version: int | None = None) -> AnswerAttempt:
    """One press: the next means by which the portal itself can tell. It counts as given when it was accepted."""
    told = told_of(case)
    case, now = told.moves.begin(case, told.send, by=by, expected_version=expected_version)
    attempts = list(attempts_of(case))
    if any(attempt.state == AttemptState.WAITING for attempt in attempts):
        raise AlreadyHandled(_("The answer is on its way already."), code="on_its_way")
    means = next_means(case, attempts)
    if means not in BY_MACHINE:
        raise DomainError(
            _("The next means is no message: tell the person, and record what became of it."), code="by_hand"
        )
    attempt = _send(case, means, by=by.user, at=now)
    told.moves.finish(case, told.send, by=by, at=now, detail={"means": attempt.means})
    return attempt


@transaction.atomic
def record_attempt(
    case: SupportRequest | Objection,
    *,
    by: Any,
    means: str,
    not_reached: str,
    words: str = "",
    expected_version: int | None = None,
) -> AnswerAttempt:
    """The person was not reached by call, letter or visit. A message that comes next goes out by itself."""
    told = told_of(case)
    case, now = told.moves.begin(case, told.attempt, by=by, expected_version=expected_version)
    if means in BY_MACHINE:
        raise DomainError(_("A message that fails is recorded by itself."), code="by_machine", field="means")
    if not_reached == NotReached.OTHER and not words.strip():
        raise DomainError(_("Write what happened."), code="words", field="note")
    attempt = _attempt(case, means, by=by.user, at=now, state=AttemptState.FAILED, not_reached=not_reached, note=words)
    detail = {"means": means, "not_reached": not_reached}
    told.moves.finish(case, told.attempt, by=by, at=now, reason=words.strip(), detail=detail)
    _go_on(case, after=means, by=by.user, at=now)
    return attempt


@transaction.atomic
def give_answer(
    case: SupportRequest | Objection, *, by: Any, means: str, note: str = "", expected_version: int | None = None
) -> Answer | Objection:
    """The person was told of the decision now, by call, letter or in person."""
    told = told_of(case)
    case, now = told.moves.begin(case, told.give, by=by, expected_version=expected_version)
    if means in BY_MACHINE:
        raise DomainError(_("An answer by message is sent from here."), code="by_machine", field="means")
    if means != next_means(case, list(attempts_of(case))) and not note.strip():
        raise DomainError(
            _("Another means than the agreed one was used: write why."), code="means_differs", field="note"
        )
    attempt = _attempt(case, means, by=by.user, at=now, state=AttemptState.GIVEN, note=note)
    return _given(case, attempt, by=by, at=now)


def settle(attempt: AnswerAttempt) -> bool:
    """What became of an answer by message, read from its notice; says whether anything changed. Does it once."""
    with transaction.atomic():
        told = told_of(attempt.objection or attempt.support_request)
        case = told.moves.locked(attempt.objection or attempt.support_request)
        attempt = case.answer_attempts.select_related("notice", "by").get(pk=attempt.pk)
        notice = attempt.notice
        if notice is None or notice.status not in SETTLED:
            return False
        arrived = notice.status != NoticeStatus.GAVE_UP
        at = (notice.sent_at or notice.handled_at) if arrived else timezone.now()
        if attempt.state == AttemptState.WAITING:
            attempt.state = AttemptState.GIVEN if arrived else AttemptState.FAILED
            attempt.not_reached, attempt.settled_at = "" if arrived else NotReached.GATEWAY, at
            attempt.save(update_fields=["state", "not_reached", "settled_at"])
        elif attempt.state == AttemptState.FAILED and arrived and case.status == told.waits:
            attempt = _attempt(
                case, attempt.means, by=attempt.by, at=at, state=AttemptState.GIVEN, notice=notice
            )  # sent again after it was given up
        else:
            return False
        if case.status != told.waits:
            return True
        if arrived:
            _given(case, attempt, by=None, at=at)
        else:
            _undelivered(case, attempt, at=at)
        return True


@due("answers on their way")
def settle_answers(association: Association) -> int:
    """What the sender could not tell us at once, for instance because it was stopped in between."""
    waiting = AnswerAttempt.objects.filter(
        association=association, state=AttemptState.WAITING, notice__status__in=SETTLED
    )
    return each(waiting.select_related("support_request", "objection").order_by("pk"), settle)


def _attempt(case: SupportRequest | Objection, means: str, *, at: datetime, **facts: Any) -> AnswerAttempt:
    """The next row of a locked case; settled now, unless it waits for the gateway."""
    objection, waits = case if isinstance(case, Objection) else None, facts["state"] == AttemptState.WAITING
    support_request = MOVES.locked(request_of(case)) if objection else case  # its numbers go over both
    row: AnswerAttempt = support_request.answer_attempts.create(
        association_id=case.association_id,
        objection=objection,
        number=support_request.answer_attempts.count() + 1,
        means=means,
        at=at,
        settled_at=None if waits else at,
        **facts,
    )
    return row


def _send(case: SupportRequest | Objection, means: str, *, by: Any, at: datetime) -> AnswerAttempt:
    number = request_of(case).answer_attempts.count() + 1
    notice = told_of(case).message(case, means, again=f"try-{number}")
    return _attempt(case, notice.means, by=by, at=at, state=AttemptState.WAITING, notice=notice)


def _given(case: SupportRequest | Objection, attempt: AnswerAttempt, *, by: Any, at: datetime) -> Answer | Objection:
    """The answer of a locked case, at the moment it arrived."""
    detail, also = {"means": attempt.means}, ["answered_at"]
    if isinstance(case, Objection):
        case.answered_at = at
        objection: Objection = OBJECTION_MOVES.finish(case, ANSWER_OBJECTION, by=by, at=at, detail=detail, also=also)
        return objection
    told = {"means": attempt.means, "given_at": at, "note": attempt.note, "by": attempt.by}
    answer, _made = Answer.objects.get_or_create(  # of a request that was sent back the first answer stays
        support_request=case, defaults={"association_id": case.association_id, **told}
    )
    case.answered_at = answer.given_at
    MOVES.finish(case, GIVE_ANSWER, by=by, at=at, detail=detail, also=also)
    begin_plan(case, by=by or _Sender(attempt.by))
    end_if_delivered(case, by=by, at=at)
    return answer


def _undelivered(case: SupportRequest | Objection, attempt: AnswerAttempt, *, at: datetime) -> None:
    detail = {"means": attempt.means, "not_reached": attempt.not_reached}
    note(case, ANSWER_FAILED, by=None, at=at, detail=detail)
    _go_on(case, after=attempt.means, by=attempt.by, at=at)


def _go_on(case: SupportRequest | Objection, *, after: str, by: Any, at: datetime) -> None:
    """To the means after the one that failed: a message goes out by itself; anything else is a task of the desk."""
    attempts = list(attempts_of(case))
    if any(attempt.state == AttemptState.WAITING for attempt in attempts):
        return
    order, failed = means_in_order(case), {attempt.means for attempt in attempts}
    later = order[order.index(after) + 1 :] if after in order else order
    means = next((means for means in later if means not in failed), "")
    if means in BY_MACHINE:
        attempt = _send(case, means, by=by, at=at)
        note(case, told_of(case).send, by=None, at=at, detail={"means": attempt.means})
