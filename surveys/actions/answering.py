"""An answer is taken once: by a link that is open and unused, or written in by an interviewer (S1–S4).

Two answers at once: the second waits for the first, and is told that we have the answer. Rows never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from beneficiaries.actions import living, refuse_closed
from core.errors import AlreadyHandled, DomainError

from .. import methods, permissions
from ..enums import ENTERED, Kind, LinkState, Scale
from ..models import Answer, Invitation, InvitationLink, Question, Response, Survey
from .inviting import key_hashes

Answers = Mapping[int, int | str]  # by the question's id: number, option's id, or own words


class LinkClosed(DomainError):
    """The link is unknown, has expired, or its campaign has not opened: which of them is not said."""

    def __init__(self) -> None:
        super().__init__(_("This link is not open. Ask the association for a new one."), code="link_closed")


class AlreadyAnswered(AlreadyHandled):
    def __init__(self) -> None:
        super().__init__(_("We have your answer. Thank you."), code="answered")


def find_link(association: Association, raw: str) -> tuple[LinkState, InvitationLink | None]:
    """What the key of a link leads to, in this association. One query."""
    related = ("invitation__campaign", "invitation__survey", "invitation__response")
    link = association.survey_links.select_related(*related).filter(key_hash__in=key_hashes(association, raw)).first()
    if link is None:
        return LinkState.CLOSED, None
    if hasattr(link.invitation, "response"):
        return LinkState.USED, link
    return (LinkState.OPEN, link) if _is_open(link) else (LinkState.CLOSED, None)


def _is_open(link: InvitationLink) -> bool:
    campaign = link.invitation.campaign
    has_begun = campaign is None or campaign.opens_on <= timezone.localdate()
    return has_begun and link.expires_at > timezone.now()


def answer(link: InvitationLink, *, answers: Answers) -> Response:
    """The person's answer by this link. Raises ``AlreadyAnswered`` or ``LinkClosed``."""
    try:
        with transaction.atomic():
            invitation = Invitation.objects.select_for_update().get(pk=link.invitation_id)
            if Response.objects.filter(invitation=invitation).exists():
                raise AlreadyAnswered
            if not _is_open(link):
                raise LinkClosed
            return _take(
                invitation.survey,
                answers,
                invitation=invitation,
                service_id=invitation.service_id,
                office_id=invitation.office_id,
            )
    except IntegrityError:
        if Response.objects.filter(invitation_id=link.invitation_id).exists():
            raise AlreadyAnswered from None
        raise


@transaction.atomic
def enter(
    survey: Survey,
    *,
    by: Any,
    answers: Answers,
    beneficiary: Any = None,
    service: Any = None,
    office: Any = None,
) -> Response:
    """What an interviewer heard or saw, in a way of measuring that the policy lists (S2–S4)."""
    permissions.check_runs(by)
    if survey.kind not in ENTERED:
        raise DomainError(_("This questionnaire is answered by the person's own link."), code="by_link")
    methods.check(survey.association.policy_in_force(), Kind(survey.kind))
    if survey.retired_at is not None:
        raise DomainError(_("A newer version of this questionnaire is in use. Open the page again."), code="retired")
    if survey.kind == Kind.SUPERVISORY_VISIT and office is None:
        raise DomainError(_("Choose the office that was visited."), code="office", field="office")
    if beneficiary:
        beneficiary = living(beneficiary)
        refuse_closed(beneficiary)
    return _take(survey, answers, beneficiary=beneficiary, service=service, office=office, entered_by=by.user)


def _take(survey: Survey, answers: Answers, **facts: Any) -> Response:
    now = timezone.now()
    response = Response.objects.create(
        association_id=survey.association_id,
        survey=survey,
        method=survey.method,
        answered_at=now,
        answered_on=timezone.localdate(now),
        **facts,
    )
    questions = [place.question for place in survey.places.select_related("question")]
    rows = [_row(response, question, answers.get(question.pk, "")) for question in questions]
    Answer.objects.bulk_create(row for row in rows if row is not None)
    return response


def _row(response: Response, question: Question, value: int | str) -> Answer | None:
    if value == "":
        if question.is_overall:
            raise DomainError(_("Answer the overall question; the others may stay empty."), code="overall")
        return None
    row = Answer(association_id=response.association_id, response=response, question=question)
    if question.scale == Scale.TEXT:
        row.text = str(value).strip()
        return row if row.text else None
    if question.scale == Scale.CHOICE:
        row.option_id = int(value)
    else:
        row.number = int(value)
    return row
